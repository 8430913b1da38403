import Audio
import Foundation
import Testing

@Suite("Levels at the edges of a recording")
struct EdgeLevelsTests {
  private static func levels(_ samples: [Float], rate: Int = 16_000) -> EdgeLevels? {
    Waveform(samples: samples, sampleRate: rate).edgeLevels
  }

  /// A tone of 400 Hz, whole periods in each window, that fades by `decay` dB a second.
  private static func fading(_ decay: Double, rate: Int = 16_000, seconds: Double = 1) -> [Float] {
    (0..<Int(seconds * Double(rate))).map { index in
      let time = Double(index) / Double(rate)
      return Float(pow(10, -decay * time / 20) * sin(2 * .pi * 400 * time))
    }
  }

  @Test(
    "A fading tone ends by its decay below its beginning", arguments: [0.0, 6, 15, 40],
    [8_000, 16_000, 48_000])
  func decay(decay: Double, rate: Int) throws {
    let found = try #require(Self.levels(Self.fading(decay, rate: rate), rate: rate))
    #expect(abs(found.start) < 1e-4)
    // From the first window to the last there are 975 ms.
    #expect(abs(found.end + 0.975 * decay) < 0.02)
  }

  @Test("A gain, the polarity and an offset change nothing; backwards, the edges change places")
  func invariant() throws {
    let samples = Self.fading(20)
    let usual = try #require(Self.levels(samples))
    for changed in [samples.map { $0 * 0.01 }, samples.map { -$0 }, samples.map { $0 + 0.25 }] {
      let found = try #require(Self.levels(changed))
      #expect(abs(found.start - usual.start) < 0.01)
      #expect(abs(found.end - usual.end) < 0.01)
    }
    let reversed = try #require(Self.levels(samples.reversed()))
    #expect(abs(reversed.start - usual.end) < 0.01)
    #expect(abs(reversed.end - usual.start) < 0.01)
  }

  @Test("Zeros at an edge are 120 dB below, and the last 25 ms are the last ones at any length")
  func silence() throws {
    let sound = Self.fading(0)
    let padded = try #require(
      Self.levels([Float](repeating: 0, count: 400) + sound + [Float](repeating: 0, count: 401)))
    #expect(padded.start == -120 && padded.end == -120)
    // 399 zeros leave one sample of sound in the last window.
    let nearly = try #require(Self.levels(sound + [0.9] + [Float](repeating: 0, count: 399)))
    #expect(nearly.end > -30)
  }

  @Test("Less than 100 ms, silence, a constant and no numbers have no edges")
  func none() {
    let sound = Self.fading(0)
    #expect(Self.levels([]) == nil)
    #expect(Self.levels(Array(sound.prefix(1_599))) == nil)
    #expect(Self.levels(Array(sound.prefix(1_600))) != nil)
    #expect(Self.levels([Float](repeating: 0, count: 4_000)) == nil)
    #expect(Self.levels([Float](repeating: 0.5, count: 4_000)) == nil)
    #expect(Self.levels(sound + [.nan]) == nil)
    #expect(Self.levels([1, -1, 1, -1], rate: 10) == nil)
  }
}
