import Corpora
import Findings
import Gates
import Ledger
import Metrics

/// The decision on a run that stands in the ledger: by a policy, and beside a baseline where one is
/// named.
struct GateDecision {
  let ledger: LedgerFile
  let run: String
  let policy: Policy
  /// What this run is held against.
  let baseline: Baseline

  /// Writes the numbers beside the baseline, judges, and records the verdict.
  func decide() throws -> Verdict {
    if let baseline = baseline.run {
      let numbers = BaselineNumbers(ledger: ledger, run: run, baseline: baseline)
      try ledger.replaceBaselineMetrics(try numbers.rows(), baseline: baseline, in: run)
    }
    let rows = try ledger.read { try $0.metrics(run: run) }.filter {
      $0.attribute != BaselineCheck.attribute || $0.subgroup == baseline.run
    }
    let provenance = try ledger.read { try $0.run(run) }.provenance
    let splits = SplitOrigin(of: provenance)
    let stated = StatedTraining(of: provenance)
    let unjudged = try unjudgedSplits()
    var verdict = Gate.decide(
      policy, rows: rows, splits: splits, unjudged: unjudged,
      awaitsBaseline: baseline.awaitsPassing, stated: stated)
    // Counting what was tested takes a while; only advice needs it.
    if verdict.status != .passed {
      verdict = Gate.decide(
        policy, rows: rows, reserve: try ledger.read { try $0.testReserve(run: run) },
        splits: splits, unjudged: unjudged, awaitsBaseline: baseline.awaitsPassing,
        stated: stated)
    }
    try ledger.record(
      verdict, policyHash: try RunPlan.fingerprint(of: policy), in: run, at: Clock.now())
    return verdict
  }

  /// Splits of honest rungs of which nobody can say whether a speaker stands on both sides.
  private func unjudgedSplits() throws -> [String] {
    try ledger.read { try $0.leakage(run: run) }.flatMap { try $0.judgements() }.filter {
      !$0.evaluationProtocol.leaksByDesign && !$0.isLeaky && $0.hasSpeakersSpeltAlike
    }.map(\.split).distinct()
  }
}
