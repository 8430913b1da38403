import Audits
import Ledger
import Metrics

extension RunNumbers {
  /// What each sweep's numbers mean beside the same utterances unperturbed.
  ///
  /// A cell of which the model left utterances unanswered retains nothing that could be known: what
  /// it refuses in worse audio may be what it would have got wrong.
  func robustness(_ measured: [MetricRow]) throws -> [MetricRow] {
    let swept = measured.filter {
      $0.metric == "uar" && $0.perturbation != nil && $0.perturbation != Transduction.name
        && $0.speaker == nil
    }
    guard !swept.isEmpty else { return [] }
    let (perturbed, counted) = try ledger.read {
      (try $0.evaluations(run: run).filter(\.key.isPerturbed), try $0.countedEvaluations(run: run))
    }
    let isPartial = Set(counted.filter { $0.answered < $0.asked }.map(\.evaluation.key))
    return try cleanEvaluations().flatMap { clean in
      let own = swept.filter {
        $0.testSet == clean.testSet && $0.seed == clean.key.model.seed
      }
      let cells = perturbed.filter {
        $0.key.model == clean.key.model && $0.key.test == clean.key.test
      }
      guard !own.isEmpty, !cells.isEmpty else { return [MetricRow]() }
      let said = try predictions(of: clean)
      let heard = Set(said.map(\.utterance))
      var (asked, whole): (Set<String>, Set<EvaluationKey.Condition?>) = ([], [])
      for cell in cells {
        let answered = try ledger.read { Set(try $0.utterances(of: cell.id)) }
        asked.formUnion(answered)
        if !isPartial.contains(cell.key), answered.isSubset(of: heard) {
          whole.insert(cell.key.condition)
        }
      }
      return try RobustnessMetrics.rows(
        perturbed: own.map { row in
          var row = row
          if !whole.contains(row.condition) { row.value = nil }
          return row
        }, clean: said.filter { asked.contains($0.utterance) }, classes: context(of: clean).classes
      ) { row in
        try cells.first { $0.key.condition == row.condition }.map(predictions) ?? []
      }
    }
  }
}

extension MetricRow {
  fileprivate var condition: EvaluationKey.Condition? {
    perturbation.flatMap { name in severity.map { .init(perturbation: name, severity: $0) } }
  }
}
