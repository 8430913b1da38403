import Audio
import Features
import Testing

@Suite("Agreement with librosa")
struct LibrosaTests {
  private let reference: Reference
  private let signal = Reference.makeSignal()

  init() throws { reference = try Reference.load() }

  @Test("the test's signal is the script's signal")
  func sameSignal() {
    let every = stride(from: 0, to: signal.samples.count, by: 101).map { signal.samples[$0] }
    #expect(excess(every, reference.signal, relative: 1e-6) < 1e-9)
  }

  @Test("the short-time spectrum, also with a window shorter than the transform")
  func transform() throws {
    #expect(reference.transforms.count == 2)
    for one in reference.transforms {
      let transform = try STFT(
        frameLength: one.frameLength, fftLength: one.fftLength, hopLength: one.hopLength)
      let power = transform.power(signal.samples)
      #expect(transform.frameCount(samples: signal.samples.count) == one.frames)
      let some = stride(from: 0, to: one.frames, by: one.everyFrame).flatMap { frame in
        stride(from: 0, to: transform.bins, by: one.everyBin).map { bin in
          power[frame * transform.bins + bin]
        }
      }
      #expect(excess(some, one.power, relative: 1e-4) < 1e-6)
    }
  }

  @Test("mel bands on Slaney's and the HTK scale")
  func filterBank() throws {
    #expect(reference.banks.count == 4)
    for one in reference.banks {
      let bank = try MelFilterBank(
        sampleRate: 16_000, fftLength: one.fftLength, bands: one.bands,
        minimumHertz: one.minimumHertz, maximumHertz: one.maximumHertz,
        scale: #require(MelScale(rawValue: one.scale)))
      let matrix = bank.matrix
      let rows = (0..<one.bands).map { Array(matrix[$0 * bank.bins..<($0 + 1) * bank.bins]) }
      #expect(excess(rows.map { $0.reduce(0, +) }, one.bandSums, relative: 1e-5) <= 0)
      let some = stride(from: 0, to: one.bands, by: one.everyBand).map { rows[$0] }
      let columns = some.flatMap { row in row.indices.filter { row[$0] > 0 } }
      #expect(columns == one.columns)
      let weights = some.flatMap { row in row.filter { $0 > 0 } }
      #expect(excess(weights, one.weights, relative: 1e-5) < 1e-8)
    }
  }

  @Test("log-mel values, with and without a limited dynamic range")
  func logMel() throws {
    for one in reference.logMel {
      let scale = try #require(MelScale(rawValue: one.scale ?? ""))
      try compare(one, FeatureSettings(melScale: scale, dynamicRangeDecibels: nil))
    }
    try compare(reference.decibels, FeatureSettings(dynamicRangeDecibels: 80))
  }

  private func compare(_ one: Reference.LogMel, _ settings: FeatureSettings) throws {
    let spectrogram = try FeatureExtractor(settings).logMel(signal)
    let some = stride(from: 0, to: spectrogram.frames, by: one.everyFrame).flatMap { frame in
      (0..<spectrogram.bands).map { spectrogram[frame, $0] }
    }
    #expect(excess(some, one.values, relative: 0) < 1e-3)
  }

  @Test("trimming ends at the same samples")
  func trim() {
    #expect(reference.trims.count == 4)
    for one in reference.trims {
      let range = signal.soundingRange(
        decibels: one.decibels, frameLength: one.frameLength, hopLength: one.hopLength)
      #expect(range == one.start..<one.end)
    }
  }
}
