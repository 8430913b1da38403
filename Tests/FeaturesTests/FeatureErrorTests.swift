import Audio
import Features
import Testing

@Suite("Why there are no features")
struct FeatureErrorTests {
  @Test("is said in a whole sentence with what to do")
  func sentences() {
    let wordings: [(FeatureError, String)] = [
      (
        .invalidSetting(name: "hopLength", found: "0", expected: "1 to frameLength samples"),
        "feature setting hopLength is 0, expected 1 to frameLength samples"
      ),
      (.silent, "the recording is digital silence, expected speech; leave it out"),
      (
        .tooShort(samples: 10, minimum: 1_024),
        "the recording has 10 samples after trimming, expected at least 1024 (one analysis "
          + "frame); leave it out"
      ),
      (
        .tooFewFrames(frames: 8, minimum: 9),
        "the recording has 8 frames after trimming, expected at least 9 (what a slope is fitted "
          + "to); leave it out"
      ),
      (.nonFinite, "the recording holds a sample that is NaN or infinite; decode it again"),
      (
        .audio(.notResampled(from: 0, to: 16_000, reason: "a rate is not positive")),
        "cannot resample from 0 Hz to 16000 Hz (a rate is not positive); rates must be positive"
      ),
    ]
    for (error, words) in wordings { #expect(error.description == words) }
  }

  @Test("a recording without a rate is refused by the resampler's words, wherever it is measured")
  func withoutRate() throws {
    let timeless = Waveform(samples: [0.1, 0.2], sampleRate: 0)
    let error = FeatureError.audio(
      .notResampled(from: 0, to: 16_000, reason: "a rate is not positive"))
    let extractor = try FeatureExtractor()
    #expect(throws: error) { try extractor.extract(timeless) }
    #expect(throws: error) { try extractor.prepare(timeless) }
    #expect(throws: error) { try AcousticMeasures(of: timeless) }
  }

  @Test("no number and no sound are told apart, wherever they are measured")
  func noNumber() {
    for bad in [Float.nan, .infinity, -.infinity] {
      let waveform = Waveform(samples: [0, bad, 0.5], sampleRate: 16_000)
      #expect(throws: FeatureError.nonFinite) { try AcousticMeasures(of: waveform) }
      #expect(throws: FeatureError.nonFinite) { try Prosody(of: waveform) }
    }
    for samples in [[], [0, -0.0, 0]] as [[Float]] {
      let waveform = Waveform(samples: samples, sampleRate: 16_000)
      #expect(throws: FeatureError.silent) { try AcousticMeasures(of: waveform) }
      #expect(throws: FeatureError.silent) { try Prosody(of: waveform) }
    }
  }
}
