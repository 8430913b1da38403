/// What a user would see who turns down the answers that a model is least sure of, as rows of an
/// audit.
public enum SelectiveRisk {
  /// The attribute of the rows; the subgroup is the share of answers that are kept.
  public static let attribute = "coverage"
  /// The shares that are reported.
  public static let coverages = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]

  /// `risk` (share of errors) among the most confident answers, a row a coverage; none without
  /// probabilities.
  ///
  /// - Throws: `MetricError` where probabilities are no distributions.
  public static func rows(
    of predictions: [Prediction], context: MetricContext
  ) throws(MetricError) -> [MetricRow] {
    guard !predictions.isEmpty, predictions.allSatisfy({ $0.probabilities != nil }) else {
      return []
    }
    let risks = try PredictionTable(predictions).riskByCoverage()
    return coverages.map { coverage in
      let kept = max(1, Int((coverage * Double(risks.count)).rounded()))
      return context.labelled(attribute, "\(coverage)")
        .row(named: "risk", value: risks[kept - 1], count: kept)
    }
  }
}
