/// Where a row stands in its file, as an error names it.
enum RowPlace {
  /// The row's own line, from 1.
  case line(Int)
  /// Its number or key in one list or object of JSON, whose lines say nothing.
  case record(String)

  /// The error of a row that cannot be what it says.
  func malformed(in path: String, found: String, expected: String) -> CorpusError {
    switch self {
    case .line(let line):
      .tableMalformed(path: path, line: line, found: found, expected: expected)
    case .record(let record):
      .recordMalformed(path: path, record: record, found: found, expected: expected)
    }
  }
}
