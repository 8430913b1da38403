import Corpora
import Metrics

/// How sure a model said to be of its answers on average, beside how many of them were right: which
/// way its confidence errs, which no calibration error says.
public struct MeanConfidence: Codable, Sendable, Hashable {
  /// The rung of the protocol ladder.
  public let evaluationProtocol: EvaluationProtocol
  /// Training speakers joined by `+`.
  public let trainedOn: String
  /// Tested speakers joined by `+`.
  public let testedOn: String
  /// The speaker, or `nil` for all of them together.
  public let speaker: String?
  /// The training seed of the model.
  public let seed: Int
  /// The mean of the probabilities of what was answered.
  public let stated: Double
  /// The share of right answers.
  public let right: Double

  /// Creates a mean, of clean audio.
  public init(
    evaluationProtocol: EvaluationProtocol, trainedOn: String, testedOn: String, speaker: String?,
    seed: Int, stated: Double, right: Double
  ) {
    self.evaluationProtocol = evaluationProtocol
    self.trainedOn = trainedOn
    self.testedOn = testedOn
    self.speaker = speaker
    self.seed = seed
    self.stated = stated
    self.right = right
  }

  /// Whether a row is a calibration error of the same answers.
  func isBehind(_ row: MetricRow) -> Bool {
    let isOfCalibration =
      switch Metric(rawValue: row.metric) {
      case .ece, .equalMassECE, .debiasedECE: true
      default: false
      }
    return isOfCalibration && row.attribute == nil && row.perturbation == nil
      && evaluationProtocol == row.evaluationProtocol && trainedOn == row.trainedOn
      && testedOn == row.testedOn && speaker == row.speaker && seed == row.seed
  }

  /// Both numbers and what they make of an error: its direction where at least half of it lies that
  /// way on the whole.
  func sentence(error: Double) -> String {
    let difference = stated - right
    let direction =
      if abs(difference) < error / 2 {
        "too sure of some answers and not sure enough of others"
      } else {
        difference > 0 ? "over-confident" : "under-confident"
      }
    return "Stated \(decimal(stated)), right \(decimal(right)): \(direction)."
  }
}
