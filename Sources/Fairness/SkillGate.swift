import Corpora
import Findings
import Metrics

/// The question that comes before every question of fairness or robustness: is the model better
/// than guessing? A model that guesses treats all groups alike, and that is no merit.
public struct SkillGate: Codable, Sendable, Hashable {
  /// UAR of all predictions; `nil` where an emotion has none.
  public let value: Double?
  /// Its interval over what varies independently.
  public let interval: ConfidenceInterval?
  /// What guessing scores, one over the number of emotions.
  public let chance: Double

  /// Measures the UAR of some predictions.
  ///
  /// - Throws: `MetricError` where probabilities are no distributions.
  public init(
    _ predictions: [Prediction], classes: [Emotion] = Emotion.allCases,
    settings: IntervalSettings = IntervalSettings()
  ) throws(MetricError) {
    chance = 1 / Double(max(1, classes.count))
    let table = try ClusterTable(predictions)
    let metric = SummedMetric(.uar, classes: classes)
    value = metric.flatMap { table.value(of: $0) }
    interval = metric.flatMap { table.intervals(of: [$0], settings: settings)[0] }
  }

  /// Passed where the lower end of the interval is above chance. Without an interval failed where the
  /// value itself is not above chance, as that of a constant answer is, else undetermined.
  public var status: Status {
    guard let interval else {
      // Room for the rounding of a mean of K recalls.
      return value.map { $0 <= chance + 1e-12 } == true ? .failed : .undetermined
    }
    return interval.lower > chance ? .passed : .failed
  }

  /// A status as it counts: what a model without skill passes is undetermined, what it fails stays
  /// failed.
  public func gated(_ status: Status) -> GatedStatus {
    GatedStatus(
      status: status == .passed && self.status != .passed ? .undetermined : status,
      isVacuous: status == .passed && self.status != .passed)
  }

  /// One sentence about the gate.
  public var sentence: String {
    guard let value, let interval else {
      return "UAR has no interval here, so nothing says that the model does better than guessing: "
        + "what it passes is shown apart and does not count."
    }
    let range = "UAR is \(decimal(value)) (\(interval.wording)), chance is \(decimal(chance))"
    return status == .passed
      ? "\(range): the model does better than guessing."
      : "\(range): nothing says that the model does better than guessing, so what it passes is "
        + "shown apart and does not count."
  }
}

/// A status that counts, and whether a pass was taken off because the model has no skill.
public struct GatedStatus: Codable, Sendable, Hashable {
  /// The status that counts.
  public let status: Status
  /// Whether the check would have passed for a model with skill: shown apart.
  public let isVacuous: Bool
}
