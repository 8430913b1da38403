import Corpora
import Findings
import Ledger
import Metrics

extension RunNumbers {
  /// How much of each test set the audited models answer, and of what they were asked about under a
  /// perturbation: an utterance without an answer is in no other number.
  func coverage() throws -> Outcome { try cleanCoverage() + (try perturbedCoverage()) }

  private func perturbedCoverage() throws -> Outcome {
    let counted = try ledger.read { try $0.countedEvaluations(run: run) }.map { counted in
      (
        counted,
        MetricContext(of: counted.evaluation).row(
          named: AnsweredCheck.metric,
          value: Double(counted.answered) / Double(counted.asked), count: counted.asked)
      )
    }
    let groups = counted.filter { $0.0.answered < $0.0.asked }.grouped { partial, _ in
      let key = partial.evaluation.key
      return EvaluationKey(
        model: key.model, test: key.test,
        condition: key.condition.map { .init(perturbation: $0.perturbation, severity: 1) })
    }
    return Outcome(
      rows: counted.map(\.1), findings: groups.compactMap { Self.finding($0.elements) })
  }

  /// What is missing under one perturbation, at whatever severity.
  private static func finding(_ partial: [(CountedEvaluation, MetricRow)]) -> Finding? {
    guard let worst = partial.min(by: { $0.0.answered < $1.0.answered }),
      let condition = worst.0.evaluation.key.condition
    else { return nil }
    let parts = partial.map { partial, row in
      "\(partial.answered) of \(partial.asked) at severity \(row.severity ?? 0)"
    }
    return Finding(
      check: "answered", subject: worst.1.subject, status: .failed, importance: .warning,
      message: "Under \(condition.perturbation) not all utterances that were asked about are "
        + "answered: \(parts.joined(separator: ", ")). Its numbers, if any, are of those that are.",
      advice: "Let the model answer every perturbed utterance, and audit again.",
      evidence: worst.1)
  }

  private func cleanCoverage() throws -> Outcome {
    let splits = try ledger.read { try $0.splits(run: run) }
    let evaluations = try cleanEvaluations()
    let models = try ledger.read { try $0.models(run: run) }.map(\.key)
    return try models.reduce(into: Outcome()) { outcome, model in
      guard let stored = splits.first(where: { $0.split.id == model.split }) else { return }
      for (index, test) in stored.split.tests.enumerated() {
        let evaluation = evaluations.first { $0.key == EvaluationKey(model: model, test: index) }
        let answered = try evaluation.map { try predictions(of: $0) } ?? []
        let context = MetricContext(
          of: TestSetName(of: test, in: stored.split), isLeaky: stored.isLeaky[index],
          seed: model.seed)
        let row = context.row(
          named: AnsweredCheck.metric,
          value: Double(answered.count) / Double(test.utterances.count),
          count: test.utterances.count)
        outcome.rows.append(row)
        guard answered.count < test.utterances.count else { continue }
        let heard = Set(answered.map(\.utterance))
        outcome.findings.append(
          Self.finding(
            row, answered: answered, missing: test.utterances.filter { !heard.contains($0) }))
      }
    }
  }

  private static func finding(
    _ row: MetricRow, answered: [Prediction], missing: [String]
  ) -> Finding {
    let right = answered.count { $0.predicted == $0.truth }
    let total = answered.count + missing.count
    let stamp = row.isLeaky ? "LEAKY " : ""
    let shown = missing.prefix(3).joined(separator: ", ")
    let said =
      answered.isEmpty
      ? "Nothing was measured on this test set."
      : "Every other number of this test set is of the \(answered.count) that are; if each missing "
        + "one counted as wrong, \(stamp)accuracy would be "
        + "\((Double(right) / Double(total)).rounded(to: 3)) rather than "
        + "\((Double(right) / Double(answered.count)).rounded(to: 3))."
    return Finding(
      check: "answered", subject: row.subject, status: .failed,
      importance: answered.isEmpty ? .warning : .critical,
      message: "\(missing.count) of \(total) tested utterances are not answered, for example "
        + "\(shown). \(said)",
      advice: "Let the model answer every tested utterance, and audit again.", evidence: row)
  }
}
