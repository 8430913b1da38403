import Corpora
import Ledger

/// The splits of a run as files that anybody can audit, train or be judged by again.
enum FrozenSplits {
  /// Writes one table `path,part` a split into the folder `splits` of a run, from the ledger alone.
  static func write(run: String, ledger: LedgerFile, folder: String) throws {
    let (corpus, splits) = try ledger.read {
      (try $0.joinedCorpus(run: run), try $0.splits(run: run).map(\.split))
    }
    let audited = Corpus(
      name: corpus.name, root: corpus.root,
      utterances: corpus.utterances.filter { $0.corpus == corpus.name }, speakers: [])
    guard !splits.isEmpty else { return }
    try Workspace.create(folder: folder + "/splits")
    for split in splits {
      let name = split.id.replacing("/", with: "-")
      try Workspace.write(
        SplitFile(split: split, corpus: audited).csv, to: "\(folder)/splits/\(name).csv")
    }
  }
}
