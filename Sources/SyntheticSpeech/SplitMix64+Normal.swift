import Randomness

extension SplitMix64 {
  /// A number near the normal distribution with mean 0 and variance 1, never beyond 6: the sum of
  /// twelve uniform numbers less 6. It needs no mathematical library, so that it is the same on
  /// every machine.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return sum
  }

  /// A sample of white noise in `-1...1`.
  mutating func noise() -> Double { Double(Int64(bitPattern: next()) >> 11) * 0x1p-52 }
}
