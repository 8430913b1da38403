import Metrics

/// How unusual a label would be for an utterance: the less a model expects it, the larger.
public enum ConformalScore: Codable, Sendable, Hashable {
  /// `1 - p` of the label (THR, also called LAC).
  ///
  /// - Source: Sadinle, Lei & Wasserman, JASA 114, 2019.
  case threshold
  /// The probability of all labels that are at least as likely (APS).
  ///
  /// - Source: Romano, Sesia & Candès, NeurIPS 2020.
  case adaptive
  /// APS plus `penalty` for each rank after the first `freeRanks` (RAPS): smaller sets.
  ///
  /// - Source: Angelopoulos, Bates, Malik & Jordan, ICLR 2021.
  case regularised(penalty: Double, freeRanks: Int)

  /// RAPS with the values that the suite uses for seven classes.
  public static let standardRegularised = ConformalScore.regularised(penalty: 0.1, freeRanks: 2)

  /// The three scores of the suite.
  public static let all: [ConformalScore] = [.threshold, .adaptive, .standardRegularised]

  /// A stable name: `thr`, `aps` or `raps`.
  public var name: String {
    switch self {
    case .threshold: "thr"
    case .adaptive: "aps"
    case .regularised: "raps"
    }
  }

  /// The score of a label.
  ///
  /// - Parameters:
  ///   - probabilities: shape `[K]`.
  ///   - label: a class index.
  public func value(_ probabilities: [Double], label: Int) -> Double {
    let own = probabilities[label]
    if self == .threshold { return 1 - own }
    let rank = PredictionTable.rank(probabilities, 0, label, probabilities.count)
    var mass = 0.0
    for other in probabilities.indices
    where PredictionTable.rank(probabilities, 0, other, probabilities.count) < rank {
      mass += probabilities[other]
    }
    let adaptive = mass + own
    guard case .regularised(let penalty, let freeRanks) = self else { return adaptive }
    return adaptive + penalty * Double(max(0, rank + 1 - freeRanks))
  }
}
