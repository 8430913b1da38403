import Corpora
import Ledger

/// Splits as files that anybody can audit, train or be judged by again.
enum FrozenSplits {
  /// A split's file before it is written.
  struct File {
    let path: String
    let text: String
  }

  /// One table `path,part` a split, by its name in a folder.
  ///
  /// - Parameter corpus: the audited corpus, without changed copies and without others beside it.
  static func files(of splits: [Split], corpus: Corpus, in folder: String) -> [File] {
    splits.map { split in
      File(
        path: folder + "/" + Workspace.fileName(ofSplit: split.id) + ".csv",
        text: SplitFile(split: split, corpus: corpus).csv)
    }
  }

  /// Writes the files into the folder `splits` of a run, from the ledger alone.
  static func write(run: String, ledger: LedgerFile, workspace: Workspace) throws {
    let (corpus, splits) = try ledger.read {
      (try $0.joinedCorpus(run: run), try $0.splits(run: run).map(\.split))
    }
    let audited = Corpus(
      name: corpus.name, root: corpus.root,
      utterances: corpus.utterances.filter { $0.corpus == corpus.name }, speakers: [])
    guard !splits.isEmpty else { return }
    let folder = workspace.splits(of: run)
    try Workspace.create(folder: folder)
    for file in files(of: splits, corpus: audited, in: folder) {
      try Workspace.write(file.text, to: file.path)
    }
  }
}
