import Audits
import Corpora
import Ledger
import Metrics
import Reports

/// Tests that were answered in another way, each beside the ordinary answers.
extension ReportAssembly {
  /// The models of all seeds as one, beside the mean of what each scores.
  func ensembles(_ clean: [StoredEvaluation], all: [MetricRow]) -> [VariantRow] {
    let own = all.filter { $0.attribute == SeedEnsemble.attribute }
    let first = clean.filter { $0.key.model.seed == firstSeed }
    return Self.byRung(first).compactMap { evaluation in
      let rows = own.filter { $0.isOfTest(of: evaluation) }
      guard let uar = rows.first(where: { $0.metric == "uar" }) else { return nil }
      let mean = all.first {
        $0.metric == "uar" && $0.attribute == SeedSpread.together.attribute
          && $0.isOfTest(of: evaluation)
      }
      return VariantRow(
        origin: origin(evaluation, areSeedsTogether: true), count: uar.count, uar: Measure(of: uar),
        ordinary: Measure(of: mean),
        worst: Self.worst { emotion in
          rows.first { $0.metric == "recall" && $0.emotion == emotion }
        })
    }
  }

  /// Tests with unlabelled recordings of the tested speakers.
  func transductive(_ evaluations: [StoredEvaluation], _ rows: MetricIndex) -> [VariantRow] {
    let ordinary = Dictionary(
      evaluations.filter { $0.key.condition == nil }.map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first })
    let own = Self.byRung(evaluations.filter { $0.key.condition == .transductive })
    return own.map { evaluation in
      let key = EvaluationKey(model: evaluation.key.model, test: evaluation.key.test)
      return VariantRow(
        origin: origin(evaluation), count: rows.row("accuracy", evaluation)?.count ?? 0,
        uar: rows.measure("uar", evaluation),
        ordinary: ordinary[key].map { rows.measure("uar", $0) } ?? .undetermined,
        worst: Self.worst { rows.row("recall", evaluation, emotion: $0) })
    }
  }

  private static func worst(_ recall: (Emotion) -> MetricRow?) -> VariantRow.Worst? {
    let recalls = Emotion.allCases.compactMap { emotion in
      recall(emotion)?.value.map { VariantRow.Worst(emotion: emotion, recall: $0) }
    }
    return recalls.min { $0.recall < $1.recall }
  }
}

extension MetricRow {
  /// Whether the row is about the test set of an evaluation, all speakers and seeds together.
  fileprivate func isOfTest(of evaluation: StoredEvaluation) -> Bool {
    testSet == evaluation.testSet && speaker == nil && seed == nil
  }
}
