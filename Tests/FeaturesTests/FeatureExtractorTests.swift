import Audio
import Features
import Foundation
import Testing

@Suite("Feature extraction")
struct FeatureExtractorTests {
  private let signal = Reference.makeSignal()

  @Test("each band has mean 0 and variance 1 over the utterance")
  func normalization() throws {
    let features = try FeatureExtractor(FeatureSettings(normalization: .perBand))
      .extract(signal)
    #expect(features.bands == 64 && features.frames > 20)
    for band in 0..<features.bands {
      let column = (0..<features.frames).map { Double(features[$0, band]) }
      let mean = column.reduce(0, +) / Double(column.count)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)
      #expect(abs(mean) < 1e-5 && abs(variance - 1) < 1e-4)
    }
    let global = try FeatureExtractor(FeatureSettings(normalization: .global))
      .extract(signal)
    let mean = global.values.reduce(0.0) { $0 + Double($1) } / Double(global.values.count)
    #expect(abs(mean) < 1e-5)
  }

  @Test("gain, polarity and an offset change nothing")
  func invariance() throws {
    let extractor = try FeatureExtractor()
    let plain = try extractor.extract(signal)
    let louder = try extractor.extract(signal.scaled(by: 4))
    let turned = try extractor.extract(signal.scaled(by: -1))
    let offset = try extractor.extract(
      Waveform(samples: signal.samples.map { $0 + 0.05 }, sampleRate: 16_000))
    #expect(louder.frames == plain.frames && offset.frames == plain.frames)
    #expect(turned.values == plain.values)
    #expect(excess(louder.values, plain.values, relative: 0) < 1e-3)
    #expect(excess(offset.values, plain.values, relative: 0) < 0.02)
  }

  @Test("silence in front and behind is cut off")
  func leadingSilence() throws {
    let extractor = try FeatureExtractor()
    let plain = try extractor.extract(signal)
    let silence = [Float](repeating: 0, count: 4 * 256)
    let later = Waveform(samples: silence + signal.samples + silence, sampleRate: 16_000)
    let features = try extractor.extract(later)
    #expect(features.frames == plain.frames)
    #expect(excess(features.values, plain.values, relative: 0) < 0.02)
  }

  @Test("other sample rates give the same frames and nearly the same values")
  func sampleRates() throws {
    let plain = try FeatureExtractor().extract(signal)
    let fast = try FeatureExtractor().extract(signal.resampled(to: 48_000))
    #expect(fast.frames == plain.frames)
    let distances = zip(fast.values, plain.values).map { abs($0 - $1) }.sorted()
    #expect(distances[distances.count / 2] < 0.01)
  }

  @Test("the same bits from every thread and every extractor")
  func threads() async throws {
    let settings = FeatureSettings(denoises: true)
    let first = try FeatureExtractor(settings).extract(signal)
    let signal = signal
    try await withThrowingTaskGroup(of: LogMelSpectrogram.self) { group in
      for _ in 0..<32 {
        group.addTask { try FeatureExtractor(settings).extract(signal) }
      }
      for try await features in group { #expect(features == first) }
    }
  }

  @Test("a recording is heard as an audit hears it, by way of 16 kHz, at any rate of the model")
  func byWayOfTheAudits() throws {
    let recording = try signal.resampled(to: 48_000)
    for rate in [8_000, 11_025, 16_000] {
      let settings = FeatureSettings(sampleRate: rate, maximumHertz: Double(rate) / 2)
      let extractor = try FeatureExtractor(settings)
      let audited = try recording.resampled(to: Waveform.speechRate)
      #expect(try extractor.extract(recording) == extractor.extract(audited), "\(rate) Hz")
    }
  }

  @Test("what has no features is refused by name")
  func refusals() throws {
    let extractor = try FeatureExtractor()
    func wave(_ samples: [Float]) -> Waveform { Waveform(samples: samples, sampleRate: 16_000) }
    #expect(throws: FeatureError.silent) { try extractor.extract(wave([])) }
    #expect(throws: FeatureError.silent) {
      try extractor.extract(wave([Float](repeating: 0, count: 16_000)))
    }
    #expect(throws: FeatureError.nonFinite) { try extractor.extract(wave([0, .nan, 1])) }
    #expect(throws: FeatureError.nonFinite) { try extractor.extract(wave([0, .infinity])) }
    #expect(throws: FeatureError.tooShort(samples: 10, minimum: 1_024)) {
      try extractor.extract(wave([1, -1, 1, -1, 1, -1, 1, -1, 1, -1]))
    }
    let constant = wave([Float](repeating: 0.5, count: 16_000))
    #expect(throws: FeatureError.self) { try extractor.extract(constant) }
    #expect(throws: FeatureError.self) {
      try extractor.extract(Waveform(samples: [0.1, 0.2], sampleRate: 0))
    }
  }

  @Test("settings out of range are refused by name")
  func settings() {
    let wrong: [(String, FeatureSettings)] = [
      ("sampleRate", FeatureSettings(sampleRate: 0)),
      ("frameLength", FeatureSettings(frameLength: 0)),
      ("fftLength", FeatureSettings(frameLength: 1_024, fftLength: 512)),
      ("hopLength", FeatureSettings(hopLength: 0)),
      ("melBands", FeatureSettings(melBands: 0)),
      ("melBands", FeatureSettings(melBands: 63, slopes: true)),
      ("melBands", FeatureSettings(frameLength: 256, fftLength: 256, melBands: 256)),
      ("minimumHertz", FeatureSettings(minimumHertz: -1)),
      ("minimumHertz", FeatureSettings(minimumHertz: .nan)),
      ("minimumHertz", FeatureSettings(minimumHertz: 7_600)),
      ("maximumHertz", FeatureSettings(maximumHertz: 9_000)),
      ("maximumHertz", FeatureSettings(maximumHertz: .nan)),
      ("trimDecibels", FeatureSettings(trimDecibels: -3)),
      ("dynamicRangeDecibels", FeatureSettings(dynamicRangeDecibels: .infinity)),
      ("maximumFrames", FeatureSettings(maximumFrames: 0)),
    ]
    for (name, settings) in wrong {
      #expect {
        try FeatureExtractor(settings)
      } throws: { error in
        guard case .invalidSetting(let found, _, _) = error as? FeatureError else { return false }
        return found == name
      }
    }
  }
}
