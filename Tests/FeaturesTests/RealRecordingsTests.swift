import Audio
import Features
import Foundation
import TestSupport
import Testing

/// Every so manieth recording of a corpus.
private func every(_ step: Int, in corpus: String) throws -> [String] {
  try RealRecordings.paths(corpus).enumerated().filter { $0.offset % step == 0 }.map(\.element)
}

@Suite(
  "Features of real recordings",
  .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA does not name a folder of recordings"))
struct RealRecordingsTests {
  @Test("TESS has features of the expected shape, and its voices an F0 of women")
  func shapes() throws {
    let extractor = try FeatureExtractor()
    let paths = try every(40, in: "tess")
    #expect(paths.count > 60)
    for path in paths {
      let waveform = try AudioFile.read(path: path)
      let features = try extractor.extract(waveform)
      #expect(features.bands == 64 && 60..<192 ~= features.frames, "\(path)")
      #expect(features.values.allSatisfy { $0.isFinite && abs($0) < 20 }, "\(path)")
      let measures = try AcousticMeasures(of: waveform)
      let pitch = try #require(measures.medianF0Hertz, "\(path)")
      #expect(pitch > 90 && pitch < 550, "\(path): \(pitch) Hz")
      #expect(measures.voicedFraction > 0.15, "\(path)")
    }
  }

  @Test("noise reduction raises the ratio of real speech in white noise at 10 dB by 3 dB and more")
  func denoising() throws {
    var state: UInt64 = 9
    var gains: [Double] = []
    for path in try every(200, in: "tess") {
      let clean = try AudioFile.read(path: path).resampled(to: 16_000)
      let scale = clean.rootMeanSquare * Float(pow(10, -10.0 / 20))
      let noisy = clean.samples.map { sample -> Float in
        let sum = (0..<12).reduce(Float(-6)) { sum, _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return sum + Float(state >> 40) / Float(1 << 24)
        }
        return sample + scale * sum
      }
      let result = try Waveform(samples: noisy, sampleRate: 16_000).denoised()
      func error(_ samples: [Float]) -> Double {
        zip(samples, clean.samples).reduce(0) { $0 + pow(Double($1.0 - $1.1), 2) }
      }
      gains.append(10 * log10(error(noisy) / error(result.samples)))
    }
    #expect(gains.count > 10)
    let mean = gains.reduce(0, +) / Double(gains.count)
    #expect(mean > 3, "\(gains)")
  }
}
