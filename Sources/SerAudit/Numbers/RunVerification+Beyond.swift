import Audits
import Calibration
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
      let unknown = try Self.laterCalibrations(of: run, numbers, stored: stored)
      func isLater(_ row: MetricRow) -> Bool {
        row.isOfEnsemble ? !hasEnsembles : row.isCalibrated && unknown.contains(row.direction)
      }
      laterNumbers = follows.count(where: isLater)
      let beside = try BaselineNumbers.again(for: stored, of: run.id, ledger: numbers.ledger)
      rows = RunVerification.rows(
        stored: stored,
        recomputed: follows.filter { !isLater($0) } + beside)
      findings =
        try outcome.map { try Self.findings($0.findings, of: run, numbers, judged) } ?? Tally()
    }

    /// The directions without a test on known speakers of which a run of another version has no
    /// calibrated number: there was a time when none was made of them.
    private static func laterCalibrations(
      of run: Run, _ numbers: RunNumbers, stored: [MetricRow]
    ) throws -> Set<[String]> {
      guard !run.isOfThisVersion else { return [] }
      let alone = SpeakerTransfer.all(of: try numbers.cleanEvaluations())
        .filter { $0.known == nil }.map { [$0.unseen.trainedOn, $0.unseen.testedOn] }
      return Set(alone).subtracting(stored.filter(\.isCalibrated).map(\.direction))
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

  /// Whether it is of a calibration or of conformal sets.
  fileprivate var isCalibrated: Bool {
    [CalibrationTransfer.attribute, ConformalCoverage.attribute].contains(attribute)
  }

  /// Whom it was trained on and whom it is of.
  fileprivate var direction: [String] { [trainedOn, testedOn] }
}
