import Findings
import Ledger
import Metrics

extension RunNumbers {
  /// What the confidence of each clean evaluation is worth beyond its calibration error: the parts
  /// of its Brier score, and the error that is left when the least sure answers are turned down.
  func confidence() throws -> [MetricRow] {
    try cleanEvaluations().flatMap { evaluation -> [MetricRow] in
      let said = try predictions(of: evaluation)
      guard said.haveProbabilities else { return [] }
      let context = MetricContext(of: evaluation)
      return try BrierDecomposition(PredictionTable(said)).rows(in: context, count: said.count)
        + SelectiveRisk.rows(of: said, context: context)
    }
  }

  /// Whether an emotion has been lost, or is named far more or less often than it occurs, on clean
  /// audio of honest rungs.
  ///
  /// - Parameter measured: the rows of all evaluations.
  func distribution(_ measured: [MetricRow]) -> [Finding] {
    let honest = measured.filter {
      !$0.isLeaky && !$0.evaluationProtocol.leaksByDesign && $0.perturbation == nil
        && $0.attribute == nil
    }
    return ClassCollapseCheck(importance: .warning).findings(for: honest)
      + PredictedShareCheck().findings(for: honest.filter { $0.speaker != nil })
  }
}
