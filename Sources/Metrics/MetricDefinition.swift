/// What a metric means, for reports and the glossary.
public struct MetricDefinition: Codable, Sendable, Hashable {
  /// The metric.
  public let metric: Metric
  /// How a heading or a table calls it.
  public let title: String
  /// Which way is better.
  public let direction: Metric.Direction
  /// The smallest value it can have, or `nil` where it has no floor.
  public let least: Double?
  /// The largest value it can have, or `nil` where it has no ceiling.
  public let most: Double?
  /// One sentence that says what it is, with its bin rule or unit.
  public let summary: String
}

extension Metric {
  /// What the metric means.
  public var definition: MetricDefinition {
    let (title, direction, range, summary) = entry
    return MetricDefinition(
      metric: self, title: title, direction: direction, least: range.0, most: range.1,
      summary: summary)
  }

  private typealias Entry = (String, Direction, (Double?, Double?), String)

  private var entry: Entry {
    isPerClass ? classEntry : needsProbabilities ? probabilityEntry : labelEntry
  }

  private var labelEntry: Entry {
    switch self {
    case .uar:
      (
        "UAR", .higherIsBetter, (0, 1),
        "Mean recall over classes, so that a rare emotion weighs as much as a common one."
      )
    case .macroF1:
      ("Macro-F1", .higherIsBetter, (0, 1), "Mean over classes of the F1 score.")
    case .mcc:
      (
        "MCC", .higherIsBetter, (-1, 1),
        "Matthews' correlation between true and predicted classes; 0 is guessing."
      )
    case .kappa:
      (
        "Cohen's kappa", .higherIsBetter, (-1, 1),
        "Agreement beyond what the shares of the classes give by chance; 0 is guessing."
      )
    default:
      ("Accuracy", .higherIsBetter, (0, 1), "Share of predictions that are right.")
    }
  }

  private var probabilityEntry: Entry {
    switch self {
    case .top2Accuracy:
      (
        "Top-2 accuracy", .higherIsBetter, (0, 1),
        "Share of utterances whose true class is among the two likeliest."
      )
    case .nll:
      (
        "NLL", .lowerIsBetter, (0, nil),
        "Mean negative natural logarithm of the probability given to the true class."
      )
    case .brier:
      (
        "Brier score", .lowerIsBetter, (0, 2),
        "Mean squared distance between the probabilities and the truth, summed over classes."
      )
    case .mce:
      (
        "MCE", .lowerIsBetter, (0, 1),
        "Largest gap between mean confidence and accuracy over 15 equal-width bins."
      )
    case .equalMassECE:
      (
        "ECE (equal mass)", .lowerIsBetter, (0, 1),
        "Mean gap between confidence and accuracy over 15 bins of as many predictions each."
      )
    case .debiasedECE:
      (
        "ECE (debiased)", .lowerIsBetter, (0, 1),
        "ECE over 15 equal-width bins less the part that chance alone adds."
      )
    case .classwiseECE:
      (
        "ECE (classwise)", .lowerIsBetter, (0, 1),
        "Mean over classes of the gap between a class's probability and how often it is true, "
          + "15 equal-width bins."
      )
    case .auc:
      (
        "AUC", .higherIsBetter, (0, 1),
        "Mean over classes of the chance that an utterance of the class gets a higher probability "
          + "of it than one of another class."
      )
    case .aurc:
      (
        "AURC", .lowerIsBetter, (0, 1),
        "Mean error among the most confident answers, over all shares of answers kept."
      )
    default:
      (
        "ECE", .lowerIsBetter, (0, 1),
        "Mean gap between confidence and accuracy over 15 equal-width bins with fixed edges, "
          + "weighted by the predictions in each."
      )
    }
  }

  private var classEntry: Entry {
    switch self {
    case .precision:
      (
        "Precision", .higherIsBetter, (0, 1),
        "Share of the predictions of a class that are right."
      )
    case .f1:
      ("F1", .higherIsBetter, (0, 1), "Harmonic mean of precision and recall of a class.")
    case .predictedShare:
      ("Predicted share", .neither, (0, 1), "Share of all predictions that name a class.")
    default:
      ("Recall", .higherIsBetter, (0, 1), "Share of the utterances of a class that were found.")
    }
  }
}
