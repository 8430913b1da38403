import Audits
import Corpora
import Findings
import Ledger

extension FullAudit {
  /// Records the corpus and the splits of the plan, each with the judgement of its leakage.
  func recordCorpusAndSplits() throws -> [JudgedSplit] {
    let sources = [source] + companions.sources
    for source in sources {
      try ledger.record(
        source.corpus, hash: source.hash, isSynthetic: source.isSynthetic,
        recordings: source.recordings, in: run)
    }
    let heard = companions.joining(corpus)
    let nearDuplicates = companions.nearDuplicates(beside: source)
    let hashes = sources.map { $0.recordings.compactMapValues(\.contentHash) }
      .reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    return try splits.map { split in
      let judged = JudgedSplit(
        split: split,
        judgements: split.tests.map {
          LeakageJudge.judge(
            split: split, testSet: $0, corpus: heard, hashes: hashes,
            nearDuplicates: nearDuplicates)
        })
      try ledger.record(
        split, leakage: JSONText.of(judged.judgements), in: run, isLeaky: judged.isLeaky)
      return judged
    }
  }
}
