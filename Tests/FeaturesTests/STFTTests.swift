import Features
import Foundation
import Testing

@Suite("Frames of the short-time transform")
struct STFTTests {
  /// The power of a frame by the sum that defines it, under the periodic window of Hann.
  private static func power(_ frame: [Double]) -> [Double] {
    let count = Double(frame.count)
    return (0...frame.count / 2).map { bin in
      var (real, imaginary) = (0.0, 0.0)
      for (index, value) in frame.enumerated() {
        let window = 0.5 - 0.5 * cos(2 * Double.pi * Double(index) / count)
        let angle = 2 * Double.pi * Double(bin * index) / count
        real += window * value * cos(angle)
        imaginary += window * value * sin(angle)
      }
      return real * real + imaginary * imaginary
    }
  }

  /// What numpy.pad has for the mode "reflect" and four values on both sides, frame by frame.
  private static let reflected: [(samples: [Float], frames: [[Double]])] = [
    ([7], [[7, 7, 7, 7, 7, 7, 7, 7]]),
    ([5, -1], [[5, -1, 5, -1, 5, -1, 5, -1], [5, -1, 5, -1, 5, -1, 5, -1]]),
    ([1, 2, 3], [[1, 2, 3, 2, 1, 2, 3, 2], [3, 2, 1, 2, 3, 2, 1, 2]]),
    (
      [1, 2, 3, 4, 5, 6],
      [
        [5, 4, 3, 2, 1, 2, 3, 4], [3, 2, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 5, 4],
        [3, 4, 5, 6, 5, 4, 3, 2],
      ]
    ),
  ]

  @Test("hold the recording mirrored at its ends, as often as it takes, ends not doubled")
  func mirrored() throws {
    let transform = try STFT(frameLength: 8, fftLength: 8, hopLength: 2)
    for (samples, frames) in Self.reflected {
      #expect(transform.frameCount(samples: samples.count) == frames.count)
      let expected = frames.flatMap(Self.power)
      let found = transform.power(samples)
      #expect(found.count == expected.count)
      for (own, truth) in zip(found, expected) {
        #expect(abs(Double(own) - truth) < 1e-4 + 1e-5 * truth, "\(samples)")
      }
    }
  }

  @Test("are one more than whole hops, and none without samples")
  func counts() throws {
    let transform = try STFT(frameLength: 8, fftLength: 8, hopLength: 3)
    #expect([0, 1, 2, 3, 5, 6, 7].map(transform.frameCount(samples:)) == [0, 1, 1, 2, 2, 3, 3])
    #expect(transform.spectrum([1, 2, 3]).count == 2 * 5 * 2)
    #expect(transform.spectrum([]).isEmpty && transform.inverse([], count: 4) == [0, 0, 0, 0])
  }

  @Test("give back the samples that they cover, and 0 where there is no frame")
  func partialInverse() throws {
    let transform = try STFT(frameLength: 64, fftLength: 64, hopLength: 16)
    let samples: [Float] = (0..<400).map { Float($0 * 7_919 % 101) / 50 - 1 }
    let spectrum = transform.spectrum(samples)
    let frame = 2 * transform.bins
    // Two frames, centred on 0 and 16, reach as far as 47.
    let back = transform.inverse(Array(spectrum[..<(2 * frame)]), count: 400)
    #expect(back.count == 400)
    #expect(excess(Array(back[..<32]), Array(samples[..<32]), relative: 0) < 1e-5)
    #expect(back[48...].allSatisfy { $0 == 0 })
    // More frames than the samples have are passed over.
    let short = transform.inverse(spectrum, count: 100)
    #expect(excess(short, Array(samples[..<100]), relative: 0) < 1e-5)
  }

  @Test(
    "are refused where the window does not fit the transform, or the hop the window",
    arguments: [
      (0, 8, 1, "fftLength", "8", "even and at least frameLength"),
      (9, 8, 1, "fftLength", "8", "even and at least frameLength"),
      (7, 9, 1, "fftLength", "9", "even and at least frameLength"),
      (8, 8, 0, "hopLength", "0", "1 to frameLength samples"),
      (8, 16, 9, "hopLength", "9", "1 to frameLength samples"),
    ])
  func refusals(frame: Int, fft: Int, hop: Int, name: String, found: String, expected: String) {
    #expect(
      throws: FeatureError.invalidSetting(name: name, found: found, expected: expected)
    ) { try STFT(frameLength: frame, fftLength: fft, hopLength: hop) }
  }
}
