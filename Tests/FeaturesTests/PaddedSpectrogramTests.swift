import Features
import Testing

@Suite("Fixed length")
struct PaddedSpectrogramTests {
  private let short = LogMelSpectrogram(values: [1, 2, 3, 4, 5, 6], frames: 3, bands: 2)

  @Test("a short utterance is followed by zeros and keeps its number of frames")
  func padding() {
    let padded = short.padded(to: 5)
    #expect(padded.values == [1, 2, 3, 4, 5, 6, 0, 0, 0, 0])
    #expect(padded.frames == 5 && padded.bands == 2 && padded.validFrames == 3)
    #expect(padded.bandMajorValues == [1, 3, 5, 0, 0, 2, 4, 6, 0, 0])
  }

  @Test("a long utterance is cut at its end")
  func cutting() {
    let cut = short.padded(to: 2)
    #expect(cut.values == [1, 2, 3, 4] && cut.frames == 2 && cut.validFrames == 2)
    #expect(short.padded(to: 3).values == short.values)
  }

  @Test("an image for a network holds the normalised, padded values with bands outer")
  func images() {
    let spectrogram = LogMelSpectrogram(
      values: (0..<35 * 4).map { Float(($0 * 37) % 101) / 7 }, frames: 35, bands: 4)
    for (rule, slopes) in UtteranceNormalization.allCases.flatMap({ [($0, false), ($0, true)] }) {
      let settings = FeatureSettings(melBands: 4, normalization: rule, slopes: slopes)
      let standardised = spectrogram.normalized(rule)
      let expected = slopes ? standardised.withSlopes : standardised
      for length in [1, 16, 34, 35, 50] {
        var image = [Float](repeating: 0, count: 4 * length)
        let valid = image.withUnsafeMutableBufferPointer { image in
          image.baseAddress.map { spectrogram.write(settings, length: length, to: $0) }
        }
        let padded = expected.padded(to: length)
        #expect(valid == padded.validFrames)
        #expect(image == padded.bandMajorValues, "\(rule), \(slopes), \(length) frames")
      }
    }
  }
}
