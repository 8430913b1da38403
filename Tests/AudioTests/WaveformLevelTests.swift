import Audio
import Foundation
import Testing

@Suite("Level and length of a waveform")
struct WaveformLevelTests {
  private static func wave(_ samples: [Float]) -> Waveform {
    Waveform(samples: samples, sampleRate: 16_000)
  }

  /// Fewer, as many, and more than are looked at together, in whole eights and not.
  private static let counts = [1, 2, 7, 8, 9, 15, 16, 17, 27]

  @Test("the peak is the largest magnitude of either sign, wherever it stands")
  func peak() {
    #expect(Self.wave([]).peak == 0)
    #expect(Self.wave([0, -0.0]).peak == 0)
    for count in Self.counts {
      for place in 0..<count {
        for value: Float in [0.75, -0.75] {
          var samples = (0..<count).map { 0.5 * sin(Float($0)) }
          samples[place] = value
          #expect(Self.wave(samples).peak == 0.75)
        }
      }
    }
  }

  @Test("a sample that is no number is not passed over, wherever it stands")
  func noNumber() {
    for count in Self.counts {
      for place in 0..<count {
        var samples = [Float](repeating: 0.5, count: count)
        samples[place] = .nan
        #expect(Self.wave(samples).peak.isNaN)
        samples[place] = -.infinity
        #expect(Self.wave(samples).peak == .infinity)
        guard count > 1 else { continue }
        samples[(place + 3) % count] = .nan
        #expect(Self.wave(samples).peak == .infinity)
      }
    }
    #expect(Self.wave([.greatestFiniteMagnitude]).peak == .greatestFiniteMagnitude)
  }

  @Test("the root mean square is that of 1 to n, whatever the number of samples by four")
  func rootMeanSquare() {
    #expect(Self.wave([]).rootMeanSquare == 0)
    for count in 1...13 {
      let samples = (1...count).map { Float($0.isMultiple(of: 2) ? $0 : -$0) }
      // The squares of 1 to n sum to n (n + 1) (2 n + 1) / 6.
      let expected = (Double((count + 1) * (2 * count + 1)) / 6).squareRoot()
      #expect(abs(Double(Self.wave(samples).rootMeanSquare) - expected) < 1e-6 * expected)
    }
    // Squares beyond single precision are summed all the same.
    #expect(Self.wave([1e30, -1e30]).rootMeanSquare == 1e30)
  }

  @Test("scaling multiplies every sample and keeps the rate")
  func scaling() {
    let half = Waveform(samples: [1, -0.5, 0], sampleRate: 44_100).scaled(by: -0.5)
    #expect(half == Waveform(samples: [-0.5, 0.25, 0], sampleRate: 44_100))
  }

  @Test(
    "decibels are 20 for each power of ten of the amplitude, and never below -120",
    arguments: [(1, 0), (10, 20), (0.1, -20), (1e-5, -100), (1e-6, -120), (1e-9, -120), (0, -120)])
  func inDecibels(amplitude: Double, expected: Double) {
    #expect(abs(decibels(ofAmplitude: amplitude) - expected) < 1e-9)
  }

  @Test("the length in seconds is that of its samples")
  func duration() {
    #expect(Waveform(samples: [0, 0, 0], sampleRate: 2).durationSeconds == 1.5)
    #expect(Waveform(samples: [], sampleRate: 8_000).durationSeconds == 0)
  }
}
