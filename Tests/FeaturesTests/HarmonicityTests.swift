import Audio
import Features
import Foundation
import Testing

@Suite("Harmonics and noise")
struct HarmonicityTests {
  /// Five harmonics of root mean square .1, their phases apart.
  private static func voice(_ hertz: Double) -> [Double] {
    let samples = (0..<16_000).map { index in
      (1...5).reduce(0.0) { sum, harmonic in
        let phase = 2 * Double.pi * hertz * Double(harmonic * index) / 16_000
        return sum + sin(phase + Double(harmonic)) / Double(harmonic)
      }
    }
    let power = samples.reduce(0) { $0 + $1 * $1 } / 16_000
    return samples.map { 0.1 * $0 / power.squareRoot() }
  }

  /// Uniform numbers of variance 1.
  private static let noise: [Double] = {
    var state: UInt64 = 1
    return (0..<16_000).map { _ in
      state = (1_664_525 * state + 1_013_904_223) % (1 << 32)
      return (Double(state) / 4_294_967_296 - 0.5) * 12.0.squareRoot()
    }
  }()

  private static func measured(_ samples: [Double], gain: Double = 1) throws -> Harmonicity {
    try Harmonicity(
      of: Waveform(samples: samples.map { Float(gain * $0) }, sampleRate: 16_000))
  }

  @Test(
    "the ratio of a voice in white noise is the one that both were mixed at",
    arguments: [120.0, 200], [(5.0, 1.0), (10, 0.7), (20, 0.7), (30, 1)])
  func mixtures(hertz: Double, mixture: (decibels: Double, tolerance: Double)) throws {
    let scale = 0.1 * pow(10, -mixture.decibels / 20)
    let samples = zip(Self.voice(hertz), Self.noise).map { $0 + scale * $1 }
    let found = try Self.measured(samples)
    #expect(found.decibels.count == 94)
    let mean = try #require(found.mean)
    #expect(abs(mean - mixture.decibels) < mixture.tolerance, "\(mean) dB")
  }

  @Test("gain and polarity do not change it")
  func gain() throws {
    let samples = zip(Self.voice(150), Self.noise).map { $0 + 0.01 * $1 }
    let plain = try #require(try Self.measured(samples).mean)
    for gain in [0.01, -1, 30] {
      #expect(abs(try #require(try Self.measured(samples, gain: gain).mean) - plain) < 0.01)
    }
  }

  @Test("a window is 60 ms, and each further 10 ms hold one more frame")
  func windows() throws {
    let voice = Self.voice(150)
    for (count, frames) in [(960, 1), (1_119, 1), (1_120, 2), (1_280, 3)] {
      #expect(try Self.measured(Array(voice[..<count])).decibels.count == frames)
    }
    #expect(throws: FeatureError.tooShort(samples: 959, minimum: 960)) {
      try Self.measured(Array(voice[..<959]))
    }
    #expect(throws: FeatureError.tooShort(samples: 960, minimum: 2)) {
      try Harmonicity(of: Waveform(samples: [Float](repeating: 0.1, count: 960), sampleRate: 0))
    }
  }

  @Test("silence has none, and silent frames beside a voice are left out")
  func silence() throws {
    let silent = try Self.measured([Double](repeating: 0, count: 16_000))
    #expect(silent.decibels.isEmpty && silent.mean == nil)
    let both = try Self.measured(Self.voice(150) + [Double](repeating: 0, count: 16_000))
    #expect(90..<105 ~= both.decibels.count)
  }
}
