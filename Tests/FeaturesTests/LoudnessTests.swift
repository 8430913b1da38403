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

  /// Tones of 1 kHz one after the other, each so many dB of full scale and seconds long.
  private static func levels(_ levels: [Double], seconds: Double) -> Waveform {
    let samples = levels.flatMap {
      tone(1_000, level: pow(10, $0 / 20), seconds: seconds, rate: 8_000)
    }
    return Waveform(samples: samples, sampleRate: 8_000)
  }

  @Test("a passage counts down to 10 LU below the mean of what is audible, and no further")
  func relativeGate() throws {
    let alone = try #require(Loudness(of: Self.levels([-14], seconds: 10)).integrated)
    // Half of the time 8 dB softer: 10 lg((1 + 10^-.8) / 2) = -2.37, and 8 < 10 + 2.37.
    let near = try #require(Loudness(of: Self.levels([-14, -22], seconds: 10)).integrated)
    #expect(abs(near - alone + 2.37) < 0.02)
    // 14 dB softer it lies below the gate at 10 + 2.84, and only what crosses over is heard.
    let far = try #require(Loudness(of: Self.levels([-14, -28], seconds: 10)).integrated)
    #expect(abs(far - alone) < 0.1)
  }

  @Test("what is softer than -70 LUFS is never counted")
  func absoluteGate() throws {
    // A tone of 1 kHz at 0 dB of full scale has -3.01 LUFS.
    let audible = Loudness(of: Self.levels([-65], seconds: 2))
    #expect(abs(try #require(audible.integrated) + 68) < 0.1)
    let inaudible = Loudness(of: Self.levels([-69], seconds: 2))
    #expect(inaudible.integrated == nil && inaudible.range == nil)
    #expect(abs(try #require(inaudible.maximumMomentary) + 72) < 0.1)
  }

  @Test("400 ms are enough for a loudness, a range takes three seconds")
  func shortest() throws {
    let whole = Self.levels([-14], seconds: 0.4)
    #expect(try #require(Loudness(of: whole).integrated) < -16.9)
    #expect(Loudness(of: whole).range == nil)
    var less = whole
    less.samples.removeLast()
    #expect(Loudness(of: less) == Loudness(of: Waveform(samples: [], sampleRate: 8_000)))
    #expect(Loudness(of: Self.levels([-14], seconds: 2.9)).range == nil)
    #expect(try #require(Loudness(of: Self.levels([-14], seconds: 3)).range) == 0)
    let quiet = Waveform(samples: [0.5, -0.5], sampleRate: 5)
    #expect(Loudness(of: quiet).maximumMomentary == nil, "a tenth of a second has no sample")
  }

  @Test(
    "the range is that of EBU Tech 3342, cases 2 to 4, and soft ends are gated out of it",
    arguments: [
      ([-20, -15], 5), ([-40, -20], 20), ([-50, -35, -20, -35, -50], 15),
    ] as [([Double], Double)])
  func ranges(levels: [Double], expected: Double) throws {
    let found = Loudness(of: Self.levels(levels, seconds: 20))
    #expect(abs(try #require(found.range) - expected) < 0.05)
  }

  @Test("the loudest 400 ms are found wherever they stand")
  func momentary() throws {
    let silence = [Float](repeating: 0, count: 8_000)
    let loud = Self.levels([-14], seconds: 0.4).samples
    let alone = try #require(
      Loudness(of: Waveform(samples: loud, sampleRate: 8_000)).maximumMomentary)
    for samples in [silence + loud, loud + silence, silence + loud + silence] {
      let found = Loudness(of: Waveform(samples: samples, sampleRate: 8_000))
      #expect(abs(try #require(found.maximumMomentary) - alone) < 0.01)
      // Blocks that hold a part of it count as well.
      #expect(try #require(found.integrated) < alone - 1)
    }
  }
}
