import Audits
import Corpora
import Findings
import Ledger

extension FullAudit {
  /// Records the corpus and the splits of the plan, each with the judgement of its leakage.
  func recordCorpusAndSplits() throws -> [JudgedSplit] {
    for source in setting.heard.sources {
      try ledger.record(
        source.corpus, hash: source.hash, isSynthetic: source.isSynthetic,
        recordings: source.recordings, in: run)
    }
    try ledger.record(derived: setting.heard.derived, in: run)
    let (nearDuplicates, hashes) = (setting.heard.nearDuplicates, setting.heard.hashes)
    return try setting.splits.map { split in
      let judged = JudgedSplit(
        split: split,
        judgements: split.tests.map {
          LeakageJudge.judge(
            split: split, testSet: $0, corpus: setting.heard.corpus, hashes: hashes,
            nearDuplicates: nearDuplicates)
        })
      try ledger.record(
        split, leakage: JSONText.of(judged.judgements), in: run, isLeaky: judged.isLeaky)
      return judged
    }
  }
}
