import Audio
import Foundation
import Testing

@Suite("Faults of samples")
struct WaveformFaultsTests {
  private static func clipped(_ samples: [Float]) -> Int {
    Waveform(samples: samples, sampleRate: 16_000).clippedSamples
  }

  @Test(
    "a flat top is three samples or more in a row at the peak, of one sign",
    arguments: [
      ([], 0), ([0, 0, 0], 0), ([1, 1], 0), ([0, 1, 1, 0], 0), ([1, 1, 1], 3),
      ([0, 1, 1, 1, 0], 3),
      ([-1, -1, -1, -1], 4), ([0, 1, 1, 1], 3), ([1, 1, 0, 1], 0), ([1, 1, -1, -1], 0),
      ([1, 1, -1, 1, 1], 0), ([1, 1, 1, -1, -1, -1], 6), ([1, 1, 1, -1, -1, 1], 3),
      ([1, 1, -1, -1, -1], 3), ([1, -1, 1, -1, 1, -1], 0), ([1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1], 7),
      ([0.5, 0.5, 0.5, 1], 0), ([1, 0.99995, 1], 3), ([1, 0.9998, 1], 0),
      ([-0.5, 0.5, 0.5, 0.5], 3),
    ] as [([Float], Int)])
  func flatTops(samples: [Float], expected: Int) {
    #expect(Self.clipped(samples) == expected)
    #expect(Self.clipped(samples.map { -$0 }) == expected, "polarity")
    #expect(Self.clipped(samples.reversed()) == expected, "direction")
    #expect(Self.clipped(samples.map { 4 * $0 }) == expected, "gain")
  }

  @Test("steps of a recording below a tenth of full scale are no flat tops, nor is no number one")
  func quiet() {
    #expect(Self.clipped([0.1, 0.1, 0.1]) == 3)
    #expect(Self.clipped([0.0999, 0.0999, 0.0999]) == 0)
    #expect(Self.clipped([.nan, 1, 1, 1]) == 0)
  }

  @Test("a tone has none, and as many as were limited once it is limited")
  func tone() {
    let tone = SoundWriter.tone(110, rate: 16_000, count: 16_000, level: 0.9)
    #expect(Self.clipped(tone) == 0)
    let limited = tone.map { max(-0.6, min(0.6, $0)) }
    #expect(Self.clipped(limited) == limited.filter { abs($0) == 0.6 }.count)
    #expect(Self.clipped(limited) > 5_000)
  }

  @Test("the offset is the mean of the samples, also where they cancel in single precision")
  func offset() {
    func offset(_ samples: [Float]) -> Float {
      Waveform(samples: samples, sampleRate: 16_000).offset
    }
    #expect(offset([]) == 0)
    #expect(offset([0.5]) == 0.5)
    #expect(offset([1, -1, 0.5, 0.5]) == 0.25)
    #expect(offset([1e8, 1, -1e8, 1]) == 0.5)
  }
}
