import Corpora

/// How much a training recording's loss counts by its emotion; `classWeights` in a recipe file.
public enum ClassWeights: String, Codable, Sendable, CaseIterable {
  /// Every recording alike, so that emotions of many recordings count more.
  case none
  /// Every emotion alike: a recording of emotion k by n / (K n_k), with n training recordings of K
  /// emotions, of which k has n_k. Their mean over the recordings is 1.
  ///
  /// - Source: scikit-learn, `compute_class_weight("balanced", ...)`.
  case balanced

  /// The factors of all emotions, in the order of `Emotion.allCases`, for the emotions of a
  /// training part; `nil` for none. An emotion that has no recording there keeps 1.
  package func factors(of emotions: [Emotion]) -> [Float]? {
    guard self == .balanced else { return nil }
    var counts = [Int](repeating: 0, count: Emotion.allCases.count)
    for emotion in emotions { counts[emotion.index] += 1 }
    let present = counts.count { $0 > 0 }
    return counts.map { $0 == 0 ? 1 : Float(Double(emotions.count) / Double(present * $0)) }
  }
}
