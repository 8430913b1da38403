/// Why the synthetic corpus cannot be made.
public enum SyntheticCorpusError: Error, Sendable, Hashable {
  /// The number of voices is not between 1 and what there is.
  case voicesOutOfRange(asked: Int, available: Int)
  /// The number of words is not between 1 and what there is.
  case wordsOutOfRange(asked: Int, available: Int)
  /// The folder holds something else than this corpus.
  case folderTaken(path: String, found: String)
  /// A file or folder could not be written.
  case unwritable(path: String, reason: String)
}

extension SyntheticCorpusError: CustomStringConvertible {
  /// What was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .voicesOutOfRange(let asked, let available):
      "\(asked) synthetic voices were asked for; expected 1 to \(available): choose a number in "
        + "that range"
    case .wordsOutOfRange(let asked, let available):
      "\(asked) synthetic words were asked for; expected 1 to \(available): choose a number in "
        + "that range"
    case .folderTaken(let path, let found):
      "\(path) holds \(found); expected an empty folder or one with the same synthetic corpus: "
        + "choose another folder or remove that one"
    case .unwritable(let path, let reason):
      "\(path) could not be written (\(reason)); expected a folder with room that may be written "
        + "to: free space or choose another place"
    }
  }
}
