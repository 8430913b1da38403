import Foundation

/// Random numbers that depend on a key alone: the `n`-th is a mixture of the key and `n`.
///
/// Equal keys give equal numbers whatever the order, thread or process; Swift's own hashing, which
/// differs from process to process, takes no part.
///
/// - Source: the mixing function of SplitMix64 (Steele, Lea & Flood 2014) and FNV-1a for texts.
public struct CounterGenerator: RandomNumberGenerator, Sendable {
  private let key: UInt64
  private var counter: UInt64 = 0

  /// The numbers of one draw: one recording, one transform, one severity, one seed.
  public init(utterance: String, transform: String, severity: Int, seed: UInt64) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    // A zero byte ends each text, so that ("ab", "c") and ("a", "bc") differ.
    for text in [utterance, transform] {
      for byte in text.utf8 { take(byte) }
      take(0)
    }
    for value in [UInt64(bitPattern: Int64(severity)), seed] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        take(UInt8(truncatingIfNeeded: value >> shift))
      }
    }
    key = Self.mix(hash)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    counter &+= 1
    return Self.mix(key &+ counter &* 0x9e37_79b9_7f4a_7c15)
  }

  /// A number in `0..<1`, uniform, with 53 random bits.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// `count` independent normal numbers of mean 0 and variance 1 (Box & Muller 1958).
  public mutating func normals(_ count: Int) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(count + 1)
    while result.count < count {
      let radius = (-2 * log(1 - uniform())).squareRoot()
      let angle = 2 * Double.pi * uniform()
      result.append(Float(radius * cos(angle)))
      result.append(Float(radius * sin(angle)))
    }
    if result.count > count { result.removeLast() }
    return result
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
