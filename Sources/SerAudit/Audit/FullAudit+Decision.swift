import Audits
import Corpora
import Findings
import Foundation
import Gates
import Ledger

extension FullAudit {
  /// Adds what follows from all evaluations together, judges by the policy and records both.
  ///
  /// - Parameter unheard: one finding a model that could not hear all of its split.
  func decide(_ splits: [JudgedSplit], unheard: [Finding]) throws -> Verdict {
    try ledger.replaceRunMetrics([], in: run)
    let measured = try ledger.read { try $0.metrics(run: run) }
    let outcome = try RunNumbers(ledger: ledger, run: run).outcome(from: measured)
    try ledger.replaceRunMetrics(outcome.rows, in: run)
    let (origin, otherwise) = try ledger.read { reader in
      let run = try reader.run(self.run)
      return (
        SplitOrigin(of: run.provenance), try DeclaredOtherwise.findings(of: run, among: reader)
      )
    }
    let own =
      IntegrityAudit.findings(of: corpus, canBeCompared: hasChecksums)
      + splits.flatMap { $0.leakageFindings(from: origin) } + setting.givenFindings + unheard
      + unprobed(splits) + otherwise
    try ledger.replaceFindings(own + outcome.findings, in: run)
    return try decideAgain()
  }

  /// Judges everything that stands in the ledger, by the policy and beside the baseline of this
  /// call.
  func decideAgain() throws -> Verdict {
    let baseline = try baseline?.resolve(for: run, in: ledger, console: setting.console) ?? .nothing
    return try GateDecision(
      ledger: ledger, run: run, policy: setting.policy, baseline: baseline
    ).decide()
  }

  /// Whether the publisher's checksums of the corpus are at hand.
  private var hasChecksums: Bool {
    FileManager.default.fileExists(
      atPath: CorpusRegistry().file("checksums.tsv", of: corpus.name))
  }
}
