import Corpora
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
    let judged = setting.heard.judged(setting.splits)
    for split in judged {
      try ledger.record(
        split.split, leakage: JSONText.of(split.judgements), in: run, isLeaky: split.isLeaky)
    }
    return judged
  }
}
