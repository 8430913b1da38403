/// How the values of one utterance are brought near mean 0 and variance 1.
public enum UtteranceNormalization: String, Sendable, Codable, CaseIterable {
  /// Not at all.
  case none
  /// By one mean and one deviation for all recordings: an utterance keeps its level and its range.
  case fixed
  /// All values together: the balance of the bands stays.
  case global
  /// Each band for itself: static colour of voice, room and microphone goes.
  case perBand

  /// The mean that `fixed` subtracts: near that of RAVDESS as recorded (-11.6), in natural
  /// logarithms of energy, so that the zeros behind an utterance are neither loud nor soft.
  static let fixedMean = -12.0
  /// The deviation that `fixed` divides by: near that of RAVDESS as recorded (4.8).
  static let fixedDeviation = 5.0
}

extension LogMelSpectrogram {
  /// Normalised, with population variance where it is over the utterance; what does not vary then
  /// becomes 0.
  public func normalized(_ rule: UtteranceNormalization) -> LogMelSpectrogram {
    guard rule != .none, !values.isEmpty else { return self }
    let statistics = BandStatistics(of: self, rule)
    var result = values
    result.withUnsafeMutableBufferPointer { result in
      guard let base = result.baseAddress else { return }
      statistics.withPointers { means, scales in
        for frame in 0..<frames {
          let row = base + frame * bands
          for band in 0..<bands {
            row[band] = Float((Double(row[band]) - means[band]) * scales[band])
          }
        }
      }
    }
    return LogMelSpectrogram(values: result, frames: frames, bands: bands)
  }

  /// What a network hears: standardised over the utterance, with slopes where the settings ask for
  /// them.
  public func asInput(_ settings: FeatureSettings) -> LogMelSpectrogram {
    let standardised = normalized(settings.normalization)
    return settings.slopes ? standardised.withSlopes : standardised
  }

  /// Writes one image of a network's input, `[M, T]`, as `asInput` makes it: bands outer, cut after
  /// `length` frames.
  ///
  /// - Parameters:
  ///   - settings: what is standardised, and whether there are slopes.
  ///   - length: frames of the image, `T`.
  ///   - image: room for `bands * length` values; frames that the utterance lacks are not written.
  /// - Returns: the frames that were written.
  public func write(
    _ settings: FeatureSettings, length: Int, to image: UnsafeMutablePointer<Float>
  ) -> Int {
    let valid = min(frames, max(0, length))
    guard valid > 0 else { return 0 }
    asInput(settings).values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      // A few frames at a time: a band writes next to where it wrote, from rows still in cache.
      for start in stride(from: 0, to: valid, by: 16) {
        let end = min(valid, start + 16)
        for band in 0..<bands {
          let line = image + band * length
          for frame in start..<end { line[frame] = base[frame * bands + band] }
        }
      }
    }
    return valid
  }
}

/// What standardises each band of an utterance: its mean, and what its distance is multiplied by.
private struct BandStatistics {
  private var means: [Double]
  private var scales: [Double]

  /// Below this, variation of a logarithm is rounding (one part in ten thousand of an energy).
  private static let smallestDeviation = 1e-4

  init(of spectrogram: LogMelSpectrogram, _ rule: UtteranceNormalization) {
    let bands = spectrogram.bands
    means = [Double](repeating: 0, count: bands)
    scales = [Double](repeating: 1, count: bands)
    guard rule != .none, spectrogram.frames > 0 else { return }
    if rule == .fixed {
      means = [Double](repeating: UtteranceNormalization.fixedMean, count: bands)
      scales = [Double](repeating: 1 / UtteranceNormalization.fixedDeviation, count: bands)
      return
    }
    // All values together are one group whose rows hold one value.
    let groups = rule == .global ? 1 : bands
    let sums = Self.sums(spectrogram.values, groups: groups)
    let count = Double(spectrogram.values.count / groups)
    for band in 0..<bands {
      let group = band % groups
      means[band] = sums.means[group]
      let deviation = (sums.squares[group] / count).squareRoot()
      scales[band] = deviation > Self.smallestDeviation ? 1 / deviation : 0
    }
  }

  /// The mean of each group, and the sum of squared distances from it; value `i` belongs to group
  /// `i % groups`.
  private static func sums(
    _ values: [Float], groups: Int
  ) -> (means: [Double], squares: [Double]) {
    var means = [Double](repeating: 0, count: groups)
    var squares = means
    let rows = values.count / groups
    values.withUnsafeBufferPointer { values in
      means.withUnsafeMutableBufferPointer { means in
        squares.withUnsafeMutableBufferPointer { squares in
          guard let values = values.baseAddress, let means = means.baseAddress,
            let squares = squares.baseAddress
          else { return }
          for row in 0..<rows {
            for group in 0..<groups { means[group] += Double(values[row * groups + group]) }
          }
          for group in 0..<groups { means[group] /= Double(rows) }
          for row in 0..<rows {
            for group in 0..<groups {
              let distance = Double(values[row * groups + group]) - means[group]
              squares[group] += distance * distance
            }
          }
        }
      }
    }
    return (means, squares)
  }

  func withPointers(_ body: (UnsafePointer<Double>, UnsafePointer<Double>) -> Void) {
    means.withUnsafeBufferPointer { means in
      scales.withUnsafeBufferPointer { scales in
        guard let means = means.baseAddress, let scales = scales.baseAddress else { return }
        body(means, scales)
      }
    }
  }
}
