import Audio
import Foundation
import TestSupport
import Testing

@Suite("Resampling")
struct ResamplingTests {
  private struct Reference: Decodable {
    struct Case: Decodable {
      let from: Int
      let to: Int
      let count: Int
      let resultCount: Int
      let every: Int
      let values: [Float]
    }
    let cases: [Case]
  }

  /// The signal of scripts/reference/audio.py.
  private func tones(rate: Int, count: Int) -> Waveform {
    let parts = [(0.3, 220.0), (0.2, 1_234.5), (0.1, 5_000.0), (0.1, 9_000.0)]
    let samples = (0..<count).map { index in
      let time = Double(index) / Double(rate)
      let swell = 0.5 - 0.5 * cos(2 * Double.pi * Double(index) / Double(count))
      let sum = parts.reduce(0) { $0 + $1.0 * sin(2 * Double.pi * $1.1 * time) }
      return Float(swell * sum)
    }
    return Waveform(samples: samples, sampleRate: rate)
  }

  @Test("agrees with the SoX resampler's own numbers to -100 dB")
  func reference() throws {
    let reference = try referenceNumbers("resampling", as: Reference.self)
    #expect(reference.cases.count == 5)
    for one in reference.cases {
      let result = try tones(rate: one.from, count: one.count).resampled(to: one.to)
      #expect(result.samples.count == one.resultCount)
      let errors = one.values.indices.map { abs(one.values[$0] - result.samples[$0 * one.every]) }
      #expect((errors.max() ?? 1) < 1e-5, "\(one.from) to \(one.to) Hz")
    }
  }

  @Test("the length is round(n * out / in)")
  func length() throws {
    for (count, from, to) in [(1, 48_000, 16_000), (2, 48_000, 16_000), (50_001, 24_414, 16_000)] {
      let result = try Waveform(
        samples: [Float](repeating: 0.1, count: count), sampleRate: from
      ).resampled(to: to)
      #expect(result.samples.count == Int((Double(count * to) / Double(from)).rounded()))
      #expect(result.sampleRate == to)
    }
    let same = tones(rate: 16_000, count: 100)
    #expect(try same.resampled(to: 16_000) == same)
    #expect(try Waveform(samples: [], sampleRate: 8_000).resampled(to: 16_000).samples.isEmpty)
  }

  @Test("a tone below both Nyquist frequencies is the same tone; one above the new one is gone")
  func tonesByFormula() throws {
    for (from, to) in [(24_414, 16_000), (48_000, 16_000), (8_000, 16_000)] {
      let limit = Double(min(from, to)) / 2
      for hertz in [100, 0.3 * limit, 0.8 * limit] {
        let source = Waveform(
          samples: SoundWriter.tone(hertz, rate: from, count: from), sampleRate: from)
        let result = try source.resampled(to: to)
        let expected = SoundWriter.tone(hertz, rate: to, count: to)
        let inner = 1_000..<(to - 1_000)
        let error = inner.map { abs(result.samples[$0] - expected[$0]) }.max() ?? 1
        #expect(error < 5e-5, "\(hertz) Hz, \(from) to \(to)")
      }
    }
    let high = Waveform(
      samples: SoundWriter.tone(9_500, rate: 48_000, count: 48_000), sampleRate: 48_000)
    let inner = try high.resampled(to: 16_000).samples[1_000..<15_000]
    #expect((inner.map(abs).max() ?? 1) < 1e-5)
  }

  @Test("rates that are not positive are refused")
  func badRates() {
    let tone = tones(rate: 8_000, count: 10)
    #expect(throws: AudioError.self) { try tone.resampled(to: 0) }
    #expect(throws: AudioError.self) { try tone.resampled(to: -1) }
    #expect(throws: AudioError.self) {
      try Waveform(samples: [0], sampleRate: 0).resampled(to: 16_000)
    }
    for (from, to) in [(8_000, 0), (8_000, -1), (0, 16_000), (-1, 16_000)] {
      let error = AudioError.notResampled(from: from, to: to, reason: "a rate is not positive")
      #expect(throws: error) {
        try Waveform(samples: [0], sampleRate: from).resampled(to: to)
      }
    }
  }

  @Test("a result of more samples than the resampler counts is refused before it is made")
  func tooLong() {
    let error = AudioError.notResampled(
      from: 1, to: 1 << 31, reason: "the result would be too long")
    #expect(throws: error) { try Waveform(samples: [0], sampleRate: 1).resampled(to: 1 << 31) }
  }

  @Test("is linear, and its transition band is that of high quality")
  func quality() throws {
    let (one, other) = (
      tones(rate: 24_414, count: 5_000),
      Waveform(samples: SoundWriter.tone(900, rate: 24_414, count: 5_000), sampleRate: 24_414)
    )
    let sum = Waveform(
      samples: zip(one.samples, other.samples).map { 2 * $0 - $1 }, sampleRate: 24_414)
    func left(_ hertz: Double) throws -> Float {
      let tone = SoundWriter.tone(hertz, rate: 48_000, count: 24_000)
      let result = try Waveform(samples: tone, sampleRate: 48_000).resampled(to: 16_000)
      return result.samples[1_000..<7_000].map(abs).max() ?? 1
    }
    func resampled(_ waveform: Waveform) throws -> [Float] {
      try waveform.resampled(to: 16_000).samples
    }
    let expected = zip(try resampled(one), try resampled(other)).map { 2 * $0 - $1 }
    let errors = zip(try resampled(sum), expected).map { abs($0 - $1) }
    #expect((errors.max() ?? 1) < 1e-5)
    // A wide transition band would be silent just below the new limit; just above it, bits tell.
    #expect(try left(7_300) > 0.49 && left(8_050) < 1e-6)
  }
}
