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
    let (least, most) = range
    return MetricDefinition(
      metric: self, title: title, direction: direction, least: least, most: most, summary: summary)
  }

  private var title: String {
    switch self {
    case .accuracy: "Accuracy"
    case .uar: "UAR"
    case .macroF1: "Macro-F1"
    case .mcc: "MCC"
    case .kappa: "Cohen's kappa"
    case .top2Accuracy: "Top-2 accuracy"
    case .nll: "NLL"
    case .brier: "Brier score"
    case .ece: "ECE"
    case .mce: "MCE"
    case .equalMassECE: "ECE (equal mass)"
    case .debiasedECE: "ECE (debiased)"
    case .classwiseECE: "ECE (classwise)"
    case .auc: "AUC"
    case .aurc: "AURC"
    case .recall: "Recall"
    case .precision: "Precision"
    case .f1: "F1"
    case .predictedShare: "Predicted share"
    }
  }

  private var direction: Direction {
    switch self {
    case .accuracy, .uar, .macroF1, .mcc, .kappa, .top2Accuracy, .auc, .recall, .precision, .f1:
      .higherIsBetter
    case .nll, .brier, .ece, .mce, .equalMassECE, .debiasedECE, .classwiseECE, .aurc: .lowerIsBetter
    case .predictedShare: .neither
    }
  }

  private var range: (least: Double?, most: Double?) {
    switch self {
    case .mcc, .kappa: (-1, 1)
    case .nll: (0, nil)
    case .brier: (0, 2)
    case .accuracy, .uar, .macroF1, .top2Accuracy, .ece, .mce, .equalMassECE, .debiasedECE,
      .classwiseECE, .auc, .aurc, .recall, .precision, .f1, .predictedShare:
      (0, 1)
    }
  }

  private var summary: String {
    switch self {
    case .accuracy: "Share of predictions that are right."
    case .uar: "Mean recall over classes, so that a rare emotion weighs as much as a common one."
    case .macroF1: "Mean over classes of the F1 score."
    case .mcc: "Matthews' correlation between true and predicted classes; 0 is guessing."
    case .kappa:
      "Agreement beyond what the shares of the classes give by chance; 0 is guessing."
    case .top2Accuracy: "Share of utterances whose true class is among the two likeliest."
    case .nll: "Mean negative natural logarithm of the probability given to the true class."
    case .brier:
      "Mean squared distance between the probabilities and the truth, summed over classes."
    case .ece:
      "Mean gap between confidence and accuracy over 15 equal-width bins with fixed edges, "
        + "weighted by the predictions in each."
    case .mce: "Largest gap between mean confidence and accuracy over 15 equal-width bins."
    case .equalMassECE:
      "Mean gap between confidence and accuracy over 15 bins of as many predictions each."
    case .debiasedECE: "ECE over 15 equal-width bins less the part that chance alone adds."
    case .classwiseECE:
      "Mean over classes of the gap between a class's probability and how often it is true, "
        + "15 equal-width bins."
    case .auc:
      "Mean over classes of the chance that an utterance of the class gets a higher probability "
        + "of it than one of another class."
    case .aurc: "Mean error among the most confident answers, over all shares of answers kept."
    case .recall: "Share of the utterances of a class that were found."
    case .precision: "Share of the predictions of a class that are right."
    case .f1: "Harmonic mean of precision and recall of a class."
    case .predictedShare: "Share of all predictions that name a class."
    }
  }
}
