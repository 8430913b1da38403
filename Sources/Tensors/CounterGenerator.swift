/// Random numbers as a pure function of seed, stream and position: Philox 4x32-10.
///
/// Any element can be computed alone, so results never depend on the order of work or the number of
/// threads.
///
/// - Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public struct CounterGenerator: Sendable {
  private let key: (UInt32, UInt32)
  private let stream: (UInt32, UInt32)

  /// - Parameters:
  ///   - seed: the generator's key; one for a run.
  ///   - stream: an independent sequence under that seed, for a layer or an epoch, say.
  public init(seed: UInt64, stream: UInt64 = 0) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.stream = (UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
  }

  /// Four independent 32-bit words of the block at `position`.
  public func block(at position: UInt64) -> SIMD4<UInt32> {
    var counter = SIMD4(
      UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32),
      stream.0, stream.1)
    var (first, second) = key
    for _ in 0..<10 {
      let low = UInt64(counter[0]) * 0xD251_1F53
      let high = UInt64(counter[2]) * 0xCD9E_8D57
      counter = SIMD4(
        UInt32(truncatingIfNeeded: high >> 32) ^ counter[1] ^ first,
        UInt32(truncatingIfNeeded: high),
        UInt32(truncatingIfNeeded: low >> 32) ^ counter[3] ^ second,
        UInt32(truncatingIfNeeded: low))
      first &+= 0x9E37_79B9
      second &+= 0xBB67_AE85
    }
    return counter
  }

  /// A float in `0..<1` with 24 random bits, the one at `index` of the stream.
  public func uniform(at index: Int) -> Float {
    let words = block(at: UInt64(truncatingIfNeeded: index / 4))
    return Float(words[index % 4] >> 8) * 0x1p-24
  }
}
