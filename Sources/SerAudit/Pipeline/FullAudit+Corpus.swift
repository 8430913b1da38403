import Audits
import Corpora
import Findings
import Ledger

extension FullAudit {
  /// Records the corpus and the splits of the plan, each with the judgement of its leakage.
  ///
  /// - Throws: `SplitError` where the corpus cannot give a protocol.
  func recordCorpusAndSplits() throws -> [JudgedSplit] {
    try ledger.record(
      corpus, hash: plan.corpusHash, isSynthetic: isSynthetic, recordings: recordings, in: run)
    let splits = try plannedSplits()
    let hashes = recordings.compactMapValues(\.contentHash)
    return try splits.map { split in
      let judged = JudgedSplit(
        split: split,
        judgements: split.tests.map {
          LeakageJudge.judge(split: split, testSet: $0, corpus: corpus, hashes: hashes)
        })
      try ledger.record(
        split, leakage: JSONText.of(judged.judgements), in: run, isLeaky: judged.isLeaky)
      return judged
    }
  }

  /// The splits of the plan's protocols.
  ///
  /// - Throws: `SplitError` where the corpus cannot give a protocol.
  func plannedSplits() throws -> [Split] {
    let planner = ProtocolPlanner(corpus: corpus, seed: RunPlan.dataSeed)
    return try plan.protocols.flatMap { evaluationProtocol in
      let made = try planner.plan(evaluationProtocol)
      made.notes.forEach { console.note("Note: \($0.explanation)") }
      return made.splits
    }
  }
}
