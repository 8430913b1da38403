import Audio
import Features
import Foundation
import Testing

@Suite("Levels, syllables and pauses")
struct SpeakingPaceTests {
  /// A tone of 150 Hz whose level, in dB below amplitude .1, is a function of time.
  private static func voice(seconds: Double, softer: (Double) -> Double = { _ in 0 }) -> [Float] {
    (0..<Int(seconds * 16_000)).map { index in
      let time = Double(index) / 16_000
      return Float(0.1 * pow(10, -softer(time) / 20) * sin(2 * Double.pi * 150 * time))
    }
  }

  private static func prosody(_ samples: [Float]) throws -> Prosody {
    try Prosody(of: Waveform(samples: samples, sampleRate: 16_000))
  }

  @Test(
    "a syllable is a top with a dip of 2 dB before it",
    arguments: [(1, 1), (1.5, 1), (2.5, 6), (4, 6), (10, 6)])
  func syllables(depth: Double, count: Int) throws {
    // Six tops .4 s apart, between dips of so many dB; 2.41 s from the first frame to the last.
    let samples = Self.voice(seconds: 2.4) { depth / 2 * (1 + cos(2 * .pi * $0 / 0.4)) }
    let rate = try #require(try Self.prosody(samples).syllablesPerSecond)
    #expect(abs(rate * 2.41 - Double(count)) < 0.01, "\(rate * 2.41)")
  }

  @Test("a top without a voice is no syllable")
  func unvoiced() throws {
    var state: UInt64 = 3
    let hiss = (0..<16_000).map { index -> Float in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let swell = Float(0.5 - 0.5 * cos(2 * Double.pi * Double(index) / 4_000))
      return 0.2 * swell * (Float(state >> 40) / Float(1 << 24) - 0.5)
    }
    let found = try Self.prosody(hiss)
    #expect(found.syllablesPerSecond == 0 && found.medianF0Hertz == nil)
    #expect(found.meanLevelDecibels != nil, "it sounds all the same")
  }

  @Test(
    "a pause is .3 s of frames or more, each 25 dB below the loudest",
    arguments: [(0.2, 0), (0.3, 0), (0.4, 1), (0.6, 1)])
  func pauses(seconds: Double, count: Int) throws {
    let gap = [Float](repeating: 0, count: Int(seconds * 16_000))
    let found = try Self.prosody(Self.voice(seconds: 0.5) + gap + Self.voice(seconds: 0.5))
    #expect(found.pauses == count)
    // Frames of 64 ms reach into both ends of the gap.
    let expected = count == 0 ? 0 : seconds - 0.05
    #expect(abs(found.pauseSeconds - expected) < 0.011, "\(found.pauseSeconds) s")
  }

  @Test("the level is the mean over what sounds, with its deviation, in dB of full scale")
  func levels() throws {
    // A tone of amplitude .1 has -23.01 dB of full scale.
    let steady = try Self.prosody(Self.voice(seconds: 2))
    #expect(abs(try #require(steady.meanLevelDecibels) + 23.01) < 0.1)
    #expect(try #require(steady.levelDeviationDecibels) < 0.5)
    let ten = try Self.prosody(Self.voice(seconds: 2) { $0 < 1 ? 0 : 10 })
    #expect(abs(try #require(ten.meanLevelDecibels) + 28.01) < 0.1)
    #expect(abs(try #require(ten.levelDeviationDecibels) - 5) < 0.1)
    let twenty = try Self.prosody(Self.voice(seconds: 2) { $0 < 1 ? 0 : 20 })
    #expect(abs(try #require(twenty.meanLevelDecibels) + 33.01) < 0.2)
    // 30 dB below the louder half is silence.
    let thirty = try Self.prosody(Self.voice(seconds: 2) { $0 < 1 ? 0 : 30 })
    #expect(abs(try #require(thirty.meanLevelDecibels) + 23.01) < 0.5)
  }
}
