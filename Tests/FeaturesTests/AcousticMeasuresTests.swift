import Audio
import Features
import Foundation
import Testing

@Suite("Acoustic measures")
struct AcousticMeasuresTests {
  private let reference: Reference
  private let signal = Reference.makeSignal()

  init() throws { reference = try Reference.load() }

  @Test("the root mean square of frames is librosa's")
  func frameLevels() {
    let found = signal.frameRootMeanSquares(frameLength: 1_024, hopLength: 256)
    #expect(excess(found, reference.measures.rootMeanSquare, relative: 1e-5) < 1e-9)
  }

  @Test("zero crossings are librosa's")
  func zeroCrossings() {
    let found = signal.zeroCrossingRates(frameLength: 1_024, hopLength: 256)
    #expect(excess(found, reference.measures.zeroCrossingRate, relative: 0) < 1e-6)
  }

  @Test("spectral centroids are librosa's")
  func centroids() throws {
    let found = try signal.spectralCentroids(fftLength: 1_024, hopLength: 256)
    #expect(excess(found, reference.measures.centroid, relative: 1e-4) < 0.1)
  }

  @Test("F0 is the signal's own to 1 %, and librosa's to 2 %, away from its soft ends")
  func fundamental() throws {
    let found = try FundamentalFrequency(of: signal).hertz
    #expect(found.count == reference.measures.yin.count)
    var voiced = 0
    for frame in found.indices {
      let position = frame * 256
      guard let hertz = found[frame] else {
        #expect(!(5_000..<11_000 ~= position), "frame \(frame) is voiced")
        continue
      }
      voiced += 1
      guard 5_400..<10_800 ~= position else { continue }
      let truth = 180 + 240 * Float(position - 4_000) / 16_000
      #expect(abs(hertz / truth - 1) < 0.01, "frame \(frame): \(hertz) for \(truth)")
      #expect(abs(hertz / reference.measures.yin[frame] - 1) < 0.02, "frame \(frame)")
    }
    #expect(voiced > 20)
  }

  @Test("F0 of pure tones is exact to 3 cents, and noise and silence have none")
  func fundamentalOfTones() throws {
    for hertz in [70.0, 123.4, 200, 333.3, 550] {
      let tone = Waveform(
        samples: (0..<16_000).map { Float(0.3 * sin(2 * Double.pi * hertz * Double($0) / 16_000)) },
        sampleRate: 16_000)
      let middle = try FundamentalFrequency(of: tone).hertz[10..<50].compactMap { $0 }
      #expect(middle.count == 40)
      #expect(middle.allSatisfy { abs(1_200 * log2(Double($0) / hertz)) < 3 }, "\(hertz) Hz")
    }
    var state: UInt64 = 5
    let noise = (0..<16_000).map { _ -> Float in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) - 0.5
    }
    #expect(
      try FundamentalFrequency(of: Waveform(samples: noise, sampleRate: 16_000)).voiced.isEmpty)
    let silence = Waveform(samples: [Float](repeating: 0, count: 8_000), sampleRate: 16_000)
    #expect(try FundamentalFrequency(of: silence).voiced.isEmpty)
  }

  @Test("the measures of a known signal are what it was made of")
  func measures() throws {
    let measures = try AcousticMeasures(of: signal)
    #expect(measures.durationSeconds == 1)
    #expect(abs(measures.peak - Double(signal.peak)) < 1e-9)
    #expect(abs(measures.leadingSilenceSeconds - 0.25) < 0.04)
    #expect(abs(measures.trailingSilenceSeconds - 0.25) < 0.04)
    #expect(abs(try #require(measures.medianF0Hertz) - 240) < 8)
    #expect(try #require(measures.rangeF0Semitones) > 5)
    #expect(measures.voicedFraction > 0.4 && measures.voicedFraction < 0.6)
    let fast = try AcousticMeasures(of: signal.resampled(to: 44_100))
    #expect(abs(fast.spectralCentroidHertz / measures.spectralCentroidHertz - 1) < 0.03)
    #expect(throws: FeatureError.silent) {
      try AcousticMeasures(of: Waveform(samples: [0, 0], sampleRate: 16_000))
    }
  }
}
