import Corpora

/// A metric of the suite. The raw value is its stable name in ledgers, policies and JSON.
public enum Metric: String, CaseIterable, Codable, Sendable, Hashable {
  case accuracy, uar
  case macroF1 = "macro-f1"
  case mcc, kappa
  case top2Accuracy = "top2-accuracy"
  case nll, brier, ece, mce
  case equalMassECE = "ece-equal-mass"
  case debiasedECE = "ece-debiased"
  case classwiseECE = "ece-classwise"
  case auc, aurc
  case recall, precision, f1
  case predictedShare = "predicted-share"

  /// Which way a metric is better.
  public enum Direction: String, Codable, Sendable {
    case higherIsBetter = "higher-is-better"
    case lowerIsBetter = "lower-is-better"
    /// Neither: the number describes.
    case neither
  }

  /// Whether the metric is of one class.
  public var isPerClass: Bool {
    switch self {
    case .recall, .precision, .f1, .predictedShare: true
    case .accuracy, .uar, .macroF1, .mcc, .kappa, .top2Accuracy, .nll, .brier, .ece, .mce,
      .equalMassECE, .debiasedECE, .classwiseECE, .auc, .aurc:
      false
    }
  }

  /// Whether the metric needs probabilities and not labels alone.
  public var needsProbabilities: Bool {
    switch self {
    case .top2Accuracy, .nll, .brier, .ece, .mce, .equalMassECE, .debiasedECE, .classwiseECE, .auc,
      .aurc:
      true
    case .accuracy, .uar, .macroF1, .mcc, .kappa, .recall, .precision, .f1, .predictedShare: false
    }
  }

  /// Whether rows of the metric come with an interval: those that are functions of sums do.
  public var hasInterval: Bool {
    switch self {
    case .mce, .equalMassECE, .debiasedECE, .classwiseECE, .auc, .aurc: false
    case .accuracy, .uar, .macroF1, .mcc, .kappa, .top2Accuracy, .nll, .brier, .ece, .recall,
      .precision, .f1, .predictedShare:
      true
    }
  }

  /// What guessing without looking is expected to score with `classCount` classes of equal size, or
  /// `nil` where that depends on more.
  public func chance(classCount: Int = Emotion.allCases.count) -> Double? {
    switch self {
    case .accuracy, .uar, .recall, .predictedShare: 1 / Double(classCount)
    case .top2Accuracy: 2 / Double(classCount)
    case .mcc, .kappa: 0
    case .auc: 0.5
    case .macroF1, .nll, .brier, .ece, .mce, .equalMassECE, .debiasedECE, .classwiseECE, .aurc,
      .precision, .f1:
      nil
    }
  }
}
