/// What is brought to mean 0 and variance 1 over the frames of one utterance.
public enum UtteranceNormalization: String, Sendable, Codable, CaseIterable {
  /// Nothing.
  case none
  /// All values together: the balance of the bands stays.
  case global
  /// Each band for itself: static colour of voice, room and microphone goes.
  case perBand
}

extension LogMelSpectrogram {
  /// Standardised over the utterance, with population variance; what does not vary becomes 0.
  public func normalized(_ rule: UtteranceNormalization) -> LogMelSpectrogram {
    switch rule {
    case .none:
      return self
    case .global:
      return standardized(groups: 1)
    case .perBand:
      return standardized(groups: bands)
    }
  }

  /// Value `i` belongs to group `i % groups`.
  private func standardized(groups: Int) -> LogMelSpectrogram {
    guard !values.isEmpty else { return self }
    let count = Double(values.count / groups)
    var means = [Double](repeating: 0, count: groups)
    var squares = means
    for start in stride(from: 0, to: values.count, by: groups) {
      for group in 0..<groups { means[group] += Double(values[start + group]) }
    }
    for group in 0..<groups { means[group] /= count }
    for start in stride(from: 0, to: values.count, by: groups) {
      for group in 0..<groups {
        let distance = Double(values[start + group]) - means[group]
        squares[group] += distance * distance
      }
    }
    let scales = squares.map { sum -> Double in
      let deviation = (sum / count).squareRoot()
      return deviation > Self.smallestDeviation ? 1 / deviation : 0
    }
    var result = values
    for start in stride(from: 0, to: values.count, by: groups) {
      for group in 0..<groups {
        result[start + group] = Float(
          (Double(values[start + group]) - means[group]) * scales[group])
      }
    }
    return LogMelSpectrogram(values: result, frames: frames, bands: bands)
  }

  /// Below this, variation of a logarithm is rounding (one part in ten thousand of an energy).
  private static let smallestDeviation = 1e-4
}
