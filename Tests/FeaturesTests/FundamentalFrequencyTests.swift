import Audio
import Features
import Foundation
import Testing

@Suite("Where a voice has an F0")
struct FundamentalFrequencyTests {
  private static func tone(
    _ hertz: Double, rate: Int = 16_000, seconds: Double = 1, level: Double = 0.5
  ) -> [Float] {
    (0..<Int(seconds * Double(rate))).map {
      Float(level * sin(2 * Double.pi * hertz * Double($0) / Double(rate)))
    }
  }

  @Test("frames are those of the hop, one more than whole hops", arguments: [0.016, 0.01, 0.005])
  func frames(hopSeconds: Double) throws {
    let samples = Self.tone(200, seconds: 0.5)
    let found = try FundamentalFrequency(
      of: Waveform(samples: samples, sampleRate: 16_000), hopSeconds: hopSeconds)
    #expect(found.hertz.count == 1 + 8_000 / Int((16_000 * hopSeconds).rounded()))
    #expect(found.voiced == found.hertz.compactMap { $0 })
    #expect(
      try FundamentalFrequency(of: Waveform(samples: [], sampleRate: 16_000)).hertz.isEmpty)
  }

  @Test("a frame 39 dB below the loudest has one, and a frame 41 dB below has none")
  func soft() throws {
    for (decibels, isVoiced) in [(39.0, true), (41, false)] {
      let samples = Self.tone(200) + Self.tone(200, level: 0.5 * pow(10, -decibels / 20))
      let found = try FundamentalFrequency(of: Waveform(samples: samples, sampleRate: 16_000))
      // Frames of 64 ms, 16 ms apart, well within either second.
      #expect(found.hertz[10..<50].allSatisfy { $0 != nil })
      #expect(found.hertz[75..<115].allSatisfy { ($0 != nil) == isVoiced }, "\(decibels) dB")
    }
  }

  @Test("two periods of 60 Hz must fit into a frame, and the rate be 2 kHz or more")
  func refusals() throws {
    let tone = Waveform(samples: Self.tone(200), sampleRate: 16_000)
    // Two periods of 267 samples: 534, and frames are even.
    #expect(throws: Never.self) { try FundamentalFrequency(of: tone, frameSeconds: 534 / 16_000) }
    for (waveform, seconds) in [
      (tone, 532.0 / 16_000), (tone, 0),
      (Waveform(samples: tone.samples, sampleRate: 1_999), 0.064),
      (Waveform(samples: tone.samples, sampleRate: 0), 0.064),
    ] {
      #expect(
        throws: FeatureError.invalidSetting(
          name: "frameSeconds", found: "\(seconds)",
          expected: "at least two periods of 60.0 Hz at 2000 Hz or more")
      ) { try FundamentalFrequency(of: waveform, frameSeconds: seconds) }
    }
  }

  @Test("the rate does not change what is found", arguments: [2_000, 8_000, 22_050, 48_000])
  func rates(rate: Int) throws {
    let tone = Waveform(samples: Self.tone(100, rate: rate), sampleRate: rate)
    let found = try FundamentalFrequency(of: tone).hertz
    let middle = found[10..<50].compactMap { $0 }
    #expect(middle.count == 40)
    #expect(middle.allSatisfy { abs($0 / 100 - 1) < 0.01 })
  }

  @Test("the lowest rates with the highest voices are measured or not, and are no trap")
  func lowRates() throws {
    for hertz in [90.0, 250, 480, 590, 660] {
      for rate in [2_000, 2_400, 3_000] {
        let tone = Waveform(samples: Self.tone(hertz, rate: rate), sampleRate: rate)
        let prosody = try Prosody(of: tone)
        #expect(prosody.jitter.map { $0 >= 0 } ?? true)
        #expect(prosody.shimmer.map { $0 >= 0 } ?? true)
      }
      let slow = Waveform(samples: Self.tone(hertz, rate: 1_900), sampleRate: 1_900)
      #expect(throws: FeatureError.self) { try Prosody(of: slow) }
    }
  }
}
