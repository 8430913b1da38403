/// A seeded generator of 64-bit numbers: small, fast, and the same on every machine.
///
/// - Source: Steele, Lea & Flood, OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A generator of its own for one numbered stream of a seed, so that work may be shared out in
  /// any order.
  init(seed: UInt64, stream: Int) {
    var mixer = SplitMix64(seed: seed)
    let base = mixer.next()
    var own = SplitMix64(seed: base ^ UInt64(truncatingIfNeeded: stream) &* 0xD134_2543_DE82_EF95)
    state = own.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
