/// Reproducible numbers for tests, from SplitMix64.
struct Samples {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in -scale..<scale.
  mutating func number(_ scale: Float = 1) -> Float {
    scale * (Float(next() >> 40) / Float(1 << 23) - 1)
  }

  mutating func array(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in number(scale) }
  }

  /// Images `[count][frames + 2][bands + 2][channels]` with a halo of `halo`.
  mutating func images(
    _ count: Int, _ frames: Int, _ bands: Int, _ channels: Int, halo: Float = 0
  ) -> [Float] {
    var result: [Float] = []
    for _ in 0..<count {
      for t in 0..<frames + 2 {
        for f in 0..<bands + 2 {
          let inside = 1...frames ~= t && 1...bands ~= f
          for _ in 0..<channels { result.append(inside ? number() : halo) }
        }
      }
    }
    return result
  }
}
