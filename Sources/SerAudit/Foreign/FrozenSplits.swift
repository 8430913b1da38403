import Corpora
import Ledger

/// The splits of a run as files that anybody can audit, train or be judged by again.
enum FrozenSplits {
  /// Writes one table `path,part` a split into the folder `splits` of a run, from the ledger alone.
  static func write(run: String, ledger: LedgerFile, workspace: Workspace) throws {
    let (corpus, splits) = try ledger.read {
      (try $0.joinedCorpus(run: run), try $0.splits(run: run).map(\.split))
    }
    let audited = Corpus(
      name: corpus.name, root: corpus.root,
      utterances: corpus.utterances.filter { $0.corpus == corpus.name }, speakers: [])
    guard !splits.isEmpty else { return }
    for split in splits {
      let file = workspace.split(split.id, of: run)
      try Workspace.create(folder: file.enclosingFolder)
      try Workspace.write(SplitFile(split: split, corpus: audited).csv, to: file)
    }
  }
}
