/// What an audit must find of each model.
extension KnownAnswerModel {
  /// What an audit must find, in one sentence.
  public var expectation: String {
    switch self {
    case .perfect: "Accuracy and UAR are 1, ECE is 0, and no check fails."
    case .random, .guessing:
      "UAR is chance, so that no check of fairness or robustness counts as passed."
    case .majority, .always:
      "UAR is exactly chance, and the recall of every emotion but one has collapsed to 0."
    case .labelPermuted: "Accuracy and every recall are 0 at an MCC below 0."
    case .calibrated: "The temperature that fits is 1, up to the noise of the test set."
    case .miscalibrated(_, let factor): "The temperature that fits is \(factor)."
    case .biased(_, let loss, _): "Accuracy in the named subgroup is lower by \(loss)."
    case .durationOnly: "UAR is no better than that of a probe that hears nothing but durations."
    case .memorising:
      "Accuracy is 1 where speakers are shared, UAR is chance on speakers never heard."
    }
  }
}
