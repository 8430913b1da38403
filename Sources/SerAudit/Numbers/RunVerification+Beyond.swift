import Audits
import Findings
import Ledger
import Metrics

extension RunVerification {
  /// What follows from several evaluations together: numbers, and the findings of the run.
  struct Beyond {
    let rows: Tally
    let findings: Tally
    let laterNumbers: Int

    /// - Parameters:
    ///   - measured: the rows of all evaluations.
    ///   - judged: the splits, judged again; `nil` where not all of it can be.
    init(
      of run: Run, _ numbers: RunNumbers, measured: [MetricRow], judged: [JudgedSplit]?
    ) throws {
      let stored = try numbers.ledger.read { try $0.runMetrics(run: run.id) }
      // A run that goes on has none of them before its end.
      let isExpected = run.status == .complete || !stored.isEmpty
      let outcome = try isExpected ? whatFollows { try numbers.outcome(from: measured) } : nil
      let follows = outcome?.rows ?? []
      let hasEnsembles = stored.contains { $0.isOfEnsemble }
      laterNumbers = hasEnsembles ? 0 : follows.filter(\.isOfEnsemble).count
      let beside = try BaselineNumbers.again(for: stored, of: run.id, ledger: numbers.ledger)
      rows = RunVerification.rows(
        stored: stored,
        recomputed: follows.filter { hasEnsembles || !$0.isOfEnsemble } + beside)
      findings =
        try outcome.map { try Self.findings($0.findings, of: run, numbers, judged) } ?? Tally()
    }

    /// The findings of a complete run of this version: another may ask and word them otherwise.
    private static func findings(
      _ recomputed: [Finding], of run: Run, _ numbers: RunNumbers, _ judged: [JudgedSplit]?
    ) throws -> Tally {
      guard run.status == .complete, run.isOfThisVersion else { return Tally() }
      let (stored, splits) = try numbers.ledger.read {
        (try $0.findings(run: run.id), Set(try $0.leakage(run: run.id).map(\.split)))
      }
      let origin = SplitOrigin(of: run.provenance)
      let leakage = judged.map { $0.flatMap { $0.leakageFindings(from: origin) } }
      return RunVerification.findings(
        stored: stored.filter {
          !isOfTheRunAlone($0, splits: splits) && (leakage != nil || $0.check != "leakage")
        }, recomputed: (leakage ?? []) + recomputed)
    }
  }
}

extension MetricRow {
  fileprivate var isOfEnsemble: Bool { attribute == SeedEnsemble.attribute && seed == nil }
}
