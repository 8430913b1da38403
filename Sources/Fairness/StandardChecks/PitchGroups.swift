import Metrics

extension Attribute {
  /// Speakers by their mean F0, as ser-tests group them: `low` up to 145 Hz, `medium` up to 190 Hz,
  /// `high` above. Clips outside 50 to 350 Hz count for nothing, and a speaker with 25 usable clips
  /// or fewer has no group.
  ///
  /// - Parameters:
  ///   - frequencies: F0 in Hz by utterance.
  ///   - predictions: whose speakers are grouped.
  public static func pitch(
    of frequencies: [String: Double], in predictions: [Prediction]
  ) -> Attribute {
    var values: [String: [Double]] = [:]
    for prediction in predictions {
      guard let hertz = frequencies[prediction.utterance], (50...350).contains(hertz) else {
        continue
      }
      values[prediction.speaker, default: []].append(hertz)
    }
    let groups = values.filter { $0.value.count > 25 }.mapValues { own in
      let mean = own.reduce(0, +) / Double(own.count)
      return mean <= 145 ? "low" : mean <= 190 ? "medium" : "high"
    }
    return Attribute(name: "pitch", level: .speaker, values: groups)
  }
}
