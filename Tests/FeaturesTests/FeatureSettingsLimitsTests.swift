import Features
import Testing

@Suite("What feature settings may be")
struct FeatureSettingsLimitsTests {
  private static func refusal(_ settings: FeatureSettings) -> String? {
    do {
      try settings.validate()
      return nil
    } catch { return error.description }
  }

  @Test("the limits of every setting are allowed themselves")
  func allowed() {
    for settings in [
      FeatureSettings(), FeatureSettings(sampleRate: 8_000, maximumHertz: 4_000),
      FeatureSettings(sampleRate: 16_000, maximumHertz: 8_000),
      FeatureSettings(frameLength: 2, fftLength: 2, hopLength: 2),
      FeatureSettings(frameLength: 65_536, fftLength: 65_536, hopLength: 1),
      FeatureSettings(frameLength: 1_024, fftLength: 1_024, hopLength: 1_024),
      FeatureSettings(frameLength: 1_023), FeatureSettings(melBands: 1),
      FeatureSettings(melBands: 512, slopes: true), FeatureSettings(melBands: 63),
      FeatureSettings(minimumHertz: 0), FeatureSettings(maximumHertz: 8_000),
      FeatureSettings(dynamicRangeDecibels: 0.001), FeatureSettings(trimDecibels: 0.001),
      FeatureSettings(dynamicRangeDecibels: nil, trimDecibels: nil),
      FeatureSettings(maximumFrames: 1), FeatureSettings(maximumFrames: 100_000),
    ] {
      #expect(Self.refusal(settings) == nil)
    }
  }

  private static let refused: [(FeatureSettings, String)] = [
    (FeatureSettings(sampleRate: 7_999), "sampleRate is 7999, expected 8000 to 16000 Hz"),
    (FeatureSettings(sampleRate: 16_001), "sampleRate is 16001, expected 8000 to 16000 Hz"),
    (FeatureSettings(frameLength: 1), "frameLength is 1, expected 2 to 65536 samples"),
    (FeatureSettings(frameLength: 65_537), "frameLength is 65537, expected 2 to 65536 samples"),
    (
      FeatureSettings(frameLength: 1_024, fftLength: 1_022),
      "fftLength is 1022, expected even, from frameLength to 65536 samples"
    ),
    (
      FeatureSettings(frameLength: 1_024, fftLength: 1_025),
      "fftLength is 1025, expected even, from frameLength to 65536 samples"
    ),
    (
      FeatureSettings(fftLength: 65_538),
      "fftLength is 65538, expected even, from frameLength to 65536 samples"
    ),
    (FeatureSettings(hopLength: 0), "hopLength is 0, expected 1 to frameLength samples"),
    (FeatureSettings(hopLength: 1_025), "hopLength is 1025, expected 1 to frameLength samples"),
    (FeatureSettings(melBands: 0), "melBands is 0, expected 1 to 512 bands"),
    (FeatureSettings(melBands: 513), "melBands is 513, expected 1 to 512 bands"),
    (
      FeatureSettings(melBands: 63, slopes: true),
      "melBands is 63, expected an even number where slopes is true"
    ),
    (
      FeatureSettings(minimumHertz: -0.5),
      "minimumHertz is -0.5, expected 0 or more and below maximumHertz"
    ),
    (
      FeatureSettings(minimumHertz: 7_600),
      "minimumHertz is 7600.0, expected 0 or more and below maximumHertz"
    ),
    (
      FeatureSettings(maximumHertz: 8_000.5),
      "maximumHertz is 8000.5, expected at most half the sample rate, which is 8000.0 here, also "
        + "where it is left out"
    ),
    (
      FeatureSettings(dynamicRangeDecibels: 0),
      "dynamicRangeDecibels is 0.0, expected above 0, or none"
    ),
    (
      FeatureSettings(dynamicRangeDecibels: .nan),
      "dynamicRangeDecibels is nan, expected above 0, or none"
    ),
    (FeatureSettings(trimDecibels: 0), "trimDecibels is 0.0, expected above 0, or none"),
    (
      FeatureSettings(trimDecibels: .infinity), "trimDecibels is inf, expected above 0, or none"
    ),
    (FeatureSettings(maximumFrames: 0), "maximumFrames is 0, expected 1 to 100000 frames"),
    (
      FeatureSettings(maximumFrames: 100_001),
      "maximumFrames is 100001, expected 1 to 100000 frames"
    ),
  ]

  @Test("what lies a step beyond is refused with what was found and what is expected")
  func refusals() {
    for (settings, words) in Self.refused {
      #expect(Self.refusal(settings) == "feature setting " + words)
    }
  }

  @Test("the seconds that a network sees are those of its frames")
  func seconds() {
    #expect(FeatureSettings().maximumSeconds == 3.072)
    #expect(
      FeatureSettings(sampleRate: 8_000, hopLength: 80, maximumFrames: 100).maximumSeconds == 1)
  }
}
