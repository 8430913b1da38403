import Audits
import Corpora
import Findings
import Ledger

extension FullAudit {
  /// Records the corpus and the splits of the plan, each with the judgement of its leakage.
  func recordCorpusAndSplits() throws -> [JudgedSplit] {
    try ledger.record(
      corpus, hash: plan.corpusHash, isSynthetic: isSynthetic, recordings: recordings, in: run)
    let hashes = recordings.compactMapValues(\.contentHash)
    return try splits.map { split in
      let judged = JudgedSplit(
        split: split,
        judgements: split.tests.map {
          LeakageJudge.judge(
            split: split, testSet: $0, corpus: corpus, hashes: hashes,
            nearDuplicates: nearDuplicates)
        })
      try ledger.record(
        split, leakage: JSONText.of(judged.judgements), in: run, isLeaky: judged.isLeaky)
      return judged
    }
  }
}
