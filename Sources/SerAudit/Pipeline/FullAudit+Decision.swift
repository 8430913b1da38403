import Audits
import Corpora
import Findings
import Gates
import Ledger
import Metrics

extension FullAudit {
  /// Adds what follows from all evaluations together, judges by the policy and records both.
  func decide(_ splits: [JudgedSplit]) throws -> Verdict {
    try ledger.replaceRunMetrics([], in: run)
    let measured = try ledger.read { try $0.metrics(run: run) }
    let compared = try probeComparisons()
    let derived = try LadderMetrics.rows(from: measured) + robustness(measured) + compared
    try ledger.replaceRunMetrics(derived, in: run)
    let shortcuts = ShortcutCheck(name: "shortcut-floor", importance: .warning)
    try ledger.replaceFindings(
      findings(of: splits) + shortcuts.findings(for: compared), in: run)
    let rows = try ledger.read { try $0.metrics(run: run) }
    let verdict = Gate.decide(policy, rows: rows)
    try ledger.record(verdict, policyHash: policyHash, in: run, at: Clock.now())
    return verdict
  }

  /// Judges a complete run again, by the policy of this call.
  func decideAgain() throws -> Verdict {
    let verdict = Gate.decide(policy, rows: try ledger.read { try $0.metrics(run: run) })
    try ledger.record(verdict, policyHash: policyHash, in: run, at: Clock.now())
    return verdict
  }

  /// What each sweep's numbers mean beside the same utterances unperturbed.
  private func robustness(_ measured: [MetricRow]) throws -> [MetricRow] {
    let swept = measured.filter {
      $0.metric == "uar" && $0.perturbation != nil && $0.speaker == nil
    }
    let evaluations = try ledger.read { try $0.evaluations(run: run) }
    return try evaluations.filter { $0.key.condition == nil }.flatMap { clean in
      let own = swept.filter {
        $0.evaluationProtocol == clean.evaluationProtocol && $0.trainedOn == clean.trainedOn
          && $0.testedOn == clean.testedOn && $0.seed == clean.key.model.seed
      }
      guard !own.isEmpty else { return [MetricRow]() }
      let predictions = try ledger.read { try $0.predictions(of: clean.id) }
      let chosen = Set(
        plan.sweep.utterances(
          of: utterances(predictions.map(\.utterance)), seed: RunPlan.dataSeed
        ).map(\.id))
      return try RobustnessMetrics.rows(
        perturbed: own, clean: predictions.filter { chosen.contains($0.utterance) })
    }
  }

  /// Answered questions about the data and the protocol.
  private func findings(of splits: [JudgedSplit]) -> [Finding] {
    IntegrityAudit.findings(of: corpus)
      + splits.flatMap { judged in
        zip(judged.split.tests, judged.judgements).map { test, judgement in
          LeakageAudit.finding(
            of: judgement, test: test, trainedOn: judged.split.trainedOn)
        }
      }
  }
}
