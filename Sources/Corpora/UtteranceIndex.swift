/// Finds utterances of a corpus by what other people's files call them.
public struct UtteranceIndex: Sendable {
  private let root: String
  private let byPath: [String: Utterance]
  private let byId: [String: Utterance]
  /// `nil` where two utterances share the name.
  private let byStem: [String: Utterance?]

  /// Indexes a corpus.
  public init(_ corpus: Corpus) {
    root = corpus.root + "/"
    byPath = corpus.utterances.keyed(by: \.path)
    byId = corpus.utterances.keyed(by: \.id)
    byStem = Dictionary(
      corpus.utterances.map { (ListedFile(path: $0.path, bytes: 0).stem, Optional($0)) }
    ) { _, _ in nil }
  }

  /// The utterance with a path (from the root of the corpus or of the file system), an identifier,
  /// or (where only one has it) a file name without its folder and extension; `nil` where there is
  /// none. A backslash that no name has stands between folders, as Windows writes paths.
  public func utterance(named name: String) -> Utterance? {
    find(name) ?? (name.contains("\\") ? find(name.replacing("\\", with: "/")) : nil)
  }

  /// The utterance whose path from the root of the corpus, or whose identifier, is exactly this.
  func exact(_ name: String) -> Utterance? { byPath[name] ?? byId[name] }

  /// The changed copy that a name stands for as the suite names its own, `<identifier>~<n>`, where
  /// its parent is there.
  func changedCopy(named name: String) -> Utterance? {
    Utterance.copy(named: name).flatMap { utterance(named: $0.parent)?.changedCopy($0.number) }
  }

  private func find(_ name: String) -> Utterance? {
    let name = name.hasPrefix(root) ? String(name.dropFirst(root.count)) : name
    if let found = byPath[name] ?? byId[name] { return found }
    let file = ListedFile(path: name, bytes: 0)
    // What follows a dot may be of the name, as it surely is in that of a copy, `rec.1~2`.
    let names = Utterance.copy(named: file.name) == nil ? [file.name, file.stem] : [file.name]
    for name in names {
      if let found = byId[name] { return found }
      if let found = byStem[name] { return found }
    }
    return nil
  }
}
