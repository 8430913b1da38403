import Audits
import Corpora
import Findings
import Ledger

extension FullAudit {
  /// Records the corpus and the splits of the plan, each with the judgement of its leakage.
  func recordCorpusAndSplits() throws -> [JudgedSplit] {
    for source in heard.sources {
      try ledger.record(
        source.corpus, hash: source.hash, isSynthetic: source.isSynthetic,
        recordings: source.recordings, in: run)
    }
    try ledger.record(derived: heard.derived, in: run)
    let (nearDuplicates, hashes) = (heard.nearDuplicates, heard.hashes)
    return try splits.map { split in
      let judged = JudgedSplit(
        split: split,
        judgements: split.tests.map {
          LeakageJudge.judge(
            split: split, testSet: $0, corpus: heard.corpus, hashes: hashes,
            nearDuplicates: nearDuplicates)
        })
      try ledger.record(
        split, leakage: JSONText.of(judged.judgements), in: run, isLeaky: judged.isLeaky)
      return judged
    }
  }
}
