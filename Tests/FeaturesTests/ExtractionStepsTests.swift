import Audio
import Features
import Foundation
import Testing

@Suite("The steps of feature extraction")
struct ExtractionStepsTests {
  private let signal = Reference.makeSignal()

  @Test(
    "together are what they are one by one",
    arguments: [
      FeatureSettings(), FeatureSettings(trimDecibels: nil, level: .peak, normalization: .perBand),
      FeatureSettings(removesOffset: false, denoises: true, level: .none, slopes: true),
    ])
  func oneByOne(settings: FeatureSettings) throws {
    let extractor = try FeatureExtractor(settings)
    var sound = signal
    if settings.removesOffset { sound = sound.offsetRemoved() }
    if settings.denoises { sound = try sound.denoised() }
    if let decibels = settings.trimDecibels {
      sound = sound.trimmed(decibels: decibels, frameLength: 1_024, hopLength: 256)
    }
    sound = sound.levelNormalized(settings.level)
    #expect(try extractor.prepare(signal) == sound)
    #expect(try extractor.extract(signal) == extractor.logMel(sound).asInput(settings))
  }

  @Test("say where in the recording the first frame is centred, also at another rate")
  func start() throws {
    let extractor = try FeatureExtractor()
    let (features, start) = try extractor.extractPlaced(signal)
    let range = signal.offsetRemoved().soundingRange(
      decibels: 40, frameLength: 1_024, hopLength: 256)
    #expect(range.lowerBound > 0 && start == Double(range.lowerBound) / 16_000)
    #expect(try features == extractor.extract(signal))
    let silence = [Float](repeating: 0, count: 256 * 20)
    let later = Waveform(samples: silence + signal.samples, sampleRate: 16_000)
    #expect(abs(try extractor.extractPlaced(later).start - start - 0.32) < 1e-9)
    let fast = try signal.resampled(to: 48_000)
    #expect(abs(try extractor.extractPlaced(fast).start - start) < 0.017)
    let whole = try FeatureExtractor(FeatureSettings(trimDecibels: nil))
    #expect(try whole.extractPlaced(signal).start == 0)
  }

  @Test("add what is asked for to each band before they normalise")
  func offsets() throws {
    let extractor = try FeatureExtractor()
    let plain = try extractor.extract(signal)
    let offsets = (0..<64).map { Float($0) / 16 - 2 }
    let moved = try extractor.extract(signal, adding: offsets)
    // The fixed rule divides by 5.
    for frame in 0..<plain.frames {
      for band in 0..<64 {
        #expect(abs(moved[frame, band] - plain[frame, band] - offsets[band] / 5) < 1e-5)
      }
    }
    let level = [Float](repeating: 3, count: 64)
    let global = try FeatureExtractor(FeatureSettings(normalization: .global))
    #expect(
      excess(
        try global.extract(signal, adding: level).values, try global.extract(signal).values,
        relative: 0) < 1e-4)
  }

  @Test("need one frame of samples, no fewer")
  func shortest() throws {
    let extractor = try FeatureExtractor(FeatureSettings(removesOffset: false, trimDecibels: nil))
    func wave(_ count: Int) -> Waveform {
      Waveform(samples: Array(signal.samples[6_000..<(6_000 + count)]), sampleRate: 16_000)
    }
    #expect(try extractor.extract(wave(1_024)).frames == 5)
    #expect(throws: FeatureError.tooShort(samples: 1_023, minimum: 1_024)) {
      try extractor.extract(wave(1_023))
    }
  }

  @Test("find only silence in what is left of a constant, or too soft to be scaled")
  func silent() throws {
    let constant = Waveform(samples: [Float](repeating: 0.5, count: 16_000), sampleRate: 16_000)
    #expect(throws: FeatureError.silent) { try FeatureExtractor().extract(constant) }
    let kept = try FeatureExtractor(FeatureSettings(removesOffset: false)).extract(constant)
    #expect(kept.frames == 63)
    let denormal = signal.scaled(by: .leastNormalMagnitude / 12)
    #expect(denormal.peak > 0)
    let plain = try FeatureExtractor(FeatureSettings(removesOffset: false, trimDecibels: nil))
    #expect(throws: FeatureError.silent) { try plain.extract(denormal) }
  }

  @Test("floor values as far below the loudest as the settings say, and nothing without them")
  func dynamicRange() throws {
    for decibels in [20.0, 60] {
      let limited = try FeatureExtractor(FeatureSettings(dynamicRangeDecibels: decibels))
      let values = limited.logMel(signal).values
      let (most, least) = (try #require(values.max()), try #require(values.min()))
      // Ten decibels are ln 10.
      #expect(abs(Double(most - least) - decibels / 10 * log(10.0)) < 1e-4)
      let free = try FeatureExtractor(FeatureSettings(dynamicRangeDecibels: nil)).logMel(signal)
      #expect(excess(values, free.values.map { max($0, least) }, relative: 0) < 1e-5)
      #expect(free.values.contains { $0 < least })
    }
    let silence = Waveform(samples: [Float](repeating: 0, count: 2_000), sampleRate: 16_000)
    let floor = try FeatureExtractor().logMel(silence).values
    #expect(floor.allSatisfy { abs($0 - Float(log(1e-10))) < 1e-5 })
  }
}
