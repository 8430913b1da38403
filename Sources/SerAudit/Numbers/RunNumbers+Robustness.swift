import Audits
import Ledger
import Metrics

extension RunNumbers {
  /// What each sweep's numbers mean beside the same utterances unperturbed.
  func robustness(_ measured: [MetricRow]) throws -> [MetricRow] {
    let swept = measured.filter {
      $0.metric == "uar" && $0.perturbation != nil && $0.perturbation != Transduction.name
        && $0.speaker == nil
    }
    guard !swept.isEmpty else { return [] }
    let perturbed = try ledger.read {
      try $0.evaluations(run: run).filter(\.key.isPerturbed)
    }
    return try cleanEvaluations().flatMap { clean in
      let own = swept.filter {
        $0.testSet == clean.testSet && $0.seed == clean.key.model.seed
      }
      let cells = perturbed.filter {
        $0.key.model == clean.key.model && $0.key.test == clean.key.test
      }
      guard !own.isEmpty, !cells.isEmpty else { return [MetricRow]() }
      let asked = try ledger.read { reader in
        try cells.reduce(into: Set<String>()) { $0.formUnion(try reader.utterances(of: $1.id)) }
      }
      return try RobustnessMetrics.rows(
        perturbed: own,
        clean: try predictions(of: clean).filter { asked.contains($0.utterance) },
        emotions: emotions)
    }
  }
}
