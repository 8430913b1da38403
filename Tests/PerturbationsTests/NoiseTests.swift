import Perturbations
import Randomness
import Testing

@Suite("Noises")
struct NoiseTests {
  private static func variance(_ samples: [Float]) -> (mean: Double, variance: Double) {
    let mean = samples.reduce(0.0) { $0 + Double($1) } / Double(samples.count)
    let squares = samples.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, squares / Double(samples.count))
  }

  @Test("white noise has the mean 0, the variance 1 and the tails of normal numbers")
  func white() {
    var generator = SplitMix64(seed: 1)
    let samples = NoiseColor.white.samples(40_001, sampleRate: 16_000, using: &generator)
    let (mean, variance) = Self.variance(samples)
    #expect(samples.count == 40_001)
    // Five standard errors: 1 / 200 and the root of 2 / 40,000.
    #expect(abs(mean) < 0.025 && abs(variance - 1) < 0.036)
    // 4.55 % lie beyond two deviations; five standard errors of a share of 40,000.
    let beyond = Double(samples.filter { abs($0) > 2 }.count) / 40_001
    #expect(abs(beyond - 0.0455) < 0.0053)
  }

  @Test("pink noise has no mean, and of the power what 20 Hz over the frequency leaves")
  func pink() {
    var generator = SplitMix64(seed: 1)
    let samples = NoiseColor.pink.samples(16_384, sampleRate: 16_000, using: &generator)
    let (mean, variance) = Self.variance(samples)
    #expect(samples.count == 16_384)
    #expect(abs(mean) < 1e-5, "the constant is taken out of a whole power of two")
    // The mean over 8,192 bins of min(1, 20 Hz / frequency), by NumPy.
    #expect(abs(variance / 0.017417 - 1) < 0.2, "\(variance)")
    for count in [1, 2, 3, 1_000] {
      #expect(NoiseColor.pink.samples(count, sampleRate: 16_000, using: &generator).count == count)
    }
  }

  @Test("pink noise that is longer than any transform is pink, and not white")
  func longPink() {
    var generator = SplitMix64(seed: 1)
    let samples = NoiseColor.pink.samples(1 << 24 + 1, sampleRate: 16_000, using: &generator)
    #expect(samples.count == 1 << 24 + 1)
    // White noise would have a variance of 1.
    for start in [0, 1 << 23] {
      #expect(Self.variance(Array(samples[start..<start + 16_384])).variance < 0.05)
    }
  }

  @Test("each color draws its own numbers from the same source, and the same ones again")
  func colors() {
    for color in NoiseColor.allCases {
      var (first, again) = (SplitMix64(seed: 5), SplitMix64(seed: 5))
      let samples = color.samples(100, sampleRate: 16_000, using: &first)
      #expect(samples == color.samples(100, sampleRate: 16_000, using: &again))
      #expect(first.next() == again.next())
    }
  }
}
