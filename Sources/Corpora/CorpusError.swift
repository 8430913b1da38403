/// Why a corpus as a whole cannot be read. Faults of single files are `CorpusProblem`s.
public enum CorpusError: Error, Sendable, Hashable {
  /// Nothing stands at the path.
  case folderMissing(path: String)
  /// A file stands where a folder was expected.
  case notAFolder(path: String)
  /// The folder is there and cannot be opened.
  case folderUnreadable(path: String, reason: String)
  /// None of the places that were looked into holds the corpus.
  case corpusNotFound(name: String, searched: [SearchedPlace])
  /// The folder holds no recordings at all.
  case noRecordings(name: String, path: String, otherFiles: Int)
  /// Recordings or rows are there and not one of them could be used.
  case nothingUsable(name: String, path: String, count: Int, first: CorpusProblem?)
  /// The folder holds no manifest under any of the names.
  case manifestMissing(path: String, names: [String])
  /// A table (manifest, label map, listing or split) cannot be opened or is not UTF-8.
  case tableUnreadable(path: String, reason: String)
  /// A table breaks the rules of quoting at a line.
  case tableMalformed(path: String, line: Int, found: String, expected: String)
  /// A file holds JSON, and not one object a line under a name that says so.
  case tableIsJSON(path: String)
  /// A record of one list or object of JSON cannot be what it says; `record` is its number or key.
  case recordMalformed(path: String, record: String, found: String, expected: String)
  /// A table lacks columns that it must have.
  case columnsMissing(path: String, missing: [String], found: [String])
  /// A recording cannot be opened or read.
  case fileUnreadable(path: String, reason: String)
}

/// A place where a corpus was looked for, and what was there.
public struct SearchedPlace: Sendable, Hashable {
  /// Why the place was looked into.
  public enum Origin: String, Sendable, CaseIterable {
    case option = "--data"
    case environment = "SER_AUDIT_DATA"
    case repository = "datasets"
  }

  /// Why the place was looked into.
  public let origin: Origin
  /// The folder.
  public let path: String
  /// What was there instead of the corpus.
  public let found: String

  /// Creates an entry.
  public init(origin: Origin, path: String, found: String) {
    self.origin = origin
    self.path = path
    self.found = found
  }
}
