import Audio
import Features
import Foundation
import Testing

@Suite("Loudness by EBU R128")
struct LoudnessTests {
  private static func tone(
    _ hertz: Double, level: Double, seconds: Double, rate: Int = 48_000
  ) -> [Float] {
    (0..<Int(seconds * Double(rate))).map {
      Float(level * sin(2 * Double.pi * hertz * Double($0) / Double(rate)))
    }
  }

  @Test("integrated loudness is pyloudnorm's to .05 LU at every rate")
  func reference() throws {
    for tone in try ProsodyReference.load().loudness {
      let loud = Self.tone(tone.hertz, level: tone.level, seconds: 4, rate: tone.rate)
      let samples =
        loud + [Float](repeating: 0, count: tone.silence * tone.rate) + loud.map { $0 * 0.1 }
      let found = Loudness(of: Waveform(samples: samples, sampleRate: tone.rate))
      let integrated = try #require(found.integrated)
      #expect(abs(integrated - tone.integrated) < 0.05, "\(tone): \(integrated)")
    }
  }

  @Test("a full-scale tone of 997 Hz in one channel is -3.01 LUFS (BS.1770-4)")
  func calibration() throws {
    // Near half the sample rate the analogue filters can only be met roughly.
    for (rate, tolerance) in [(16_000, 0.15), (44_100, 0.03), (48_000, 0.03)] {
      let found = Loudness(
        of: Waveform(
          samples: Self.tone(997, level: 1, seconds: 4, rate: rate), sampleRate: rate))
      #expect(abs(try #require(found.integrated) + 3.01) < tolerance)
      #expect(abs(try #require(found.maximumMomentary) + 3.01) < tolerance + 0.02)
      #expect(try #require(found.range) < 0.01)
    }
  }

  @Test("gain moves loudness by as much, and soft passages are gated out")
  func gates() throws {
    let loud = Self.tone(1_000, level: 0.2, seconds: 10)
    let soft = Self.tone(1_000, level: 0.002, seconds: 10)
    let alone = try #require(Loudness(of: Waveform(samples: loud, sampleRate: 48_000)).integrated)
    let both = try #require(
      Loudness(of: Waveform(samples: loud + soft, sampleRate: 48_000)).integrated)
    #expect(abs(alone - both) < 0.2)
    let quarter = Waveform(samples: loud, sampleRate: 48_000).scaled(by: 0.25)
    #expect(abs(try #require(Loudness(of: quarter).integrated) - alone + 12.04) < 0.01)
  }

  @Test("the loudness range of 20 s at -20 and 20 s at -30 is 10 LU (EBU Tech 3342, case 1)")
  func range() throws {
    let samples =
      Self.tone(1_000, level: 0.1, seconds: 20)
      + Self.tone(1_000, level: 0.1 / 10.0.squareRoot(), seconds: 20)
    let found = Loudness(of: Waveform(samples: samples, sampleRate: 48_000))
    #expect(abs(try #require(found.range) - 10) < 1)
  }

  @Test("silence and less than 400 ms have no loudness")
  func absent() {
    let silence = Waveform(samples: [Float](repeating: 0, count: 48_000), sampleRate: 48_000)
    #expect(Loudness(of: silence).integrated == nil)
    let short = Waveform(samples: Self.tone(1_000, level: 1, seconds: 0.3), sampleRate: 48_000)
    #expect(Loudness(of: short).integrated == nil && Loudness(of: short).range == nil)
    #expect(Loudness(of: Waveform(samples: [], sampleRate: 16_000)).maximumMomentary == nil)
  }
}
