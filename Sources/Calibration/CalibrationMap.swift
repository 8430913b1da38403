import Metrics

/// Something that was fitted to dev data and turns probabilities into better calibrated ones.
public protocol CalibrationMap: Sendable {
  /// Calibrated probabilities, shape `[K]`, with a sum of 1.
  func apply(to probabilities: [Double]) -> [Double]
}

extension CalibrationMap {
  /// The prediction with calibrated probabilities; a bare label stays as it is, and what a rounded
  /// answer hides stays hidden.
  public func apply(to prediction: Prediction) -> Prediction {
    guard let probabilities = prediction.probabilities else { return prediction }
    var calibrated = Prediction(
      utterance: prediction.utterance, speaker: prediction.speaker, word: prediction.word,
      truth: prediction.truth, probabilities: apply(to: probabilities))
    calibrated.hidesTruth = prediction.hidesTruth
    return calibrated
  }
}
