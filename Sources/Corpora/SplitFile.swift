/// A split as a table `path,part`, the form in which splits are handed on.
public struct SplitFile: Sendable, Hashable {
  /// One row; a path may stand in more than one, which is a leak and not an error.
  public struct Row: Sendable, Hashable {
    /// The file, relative to the root of the corpus (or an identifier).
    public let path: String
    /// Where it goes.
    public let part: Part

    /// Creates a row.
    public init(path: String, part: Part) {
      self.path = path
      self.part = part
    }
  }

  /// The rows in the order of the file.
  public let rows: [Row]

  /// Creates a table.
  public init(rows: [Row]) { self.rows = rows }

  /// The rows of a split with one of its test sets, in the order train, dev, calibration, test and
  /// by identifier within.
  public init(split: Split, testSet: TestSet, corpus: Corpus) {
    let paths = Dictionary(corpus.utterances.map { ($0.id, $0.path) }) { first, _ in first }
    let parts: [(Part, [String])] = [
      (.train, split.train), (.dev, split.dev), (.calibration, split.calibration),
      (.test, testSet.utterances),
    ]
    rows = parts.flatMap { part, ids in ids.map { Row(path: paths[$0] ?? $0, part: part) } }
  }

  /// Reads a table with the columns `path` and `part`.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, `.tableMalformed` or `.columnsMissing`.
  public static func load(path: String) throws(CorpusError) -> SplitFile {
    let table = try DelimitedTable.load(path: path)
    try table.require(["path", "part"])
    var rows: [Row] = []
    for row in table.rows {
      let name = table["part", row] ?? ""
      guard let part = Part(rawValue: name.lowercased()) else {
        throw .tableMalformed(
          path: path, line: row.line, found: "the part '\(name)'",
          expected: "one of \(Part.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      rows.append(Row(path: table["path", row] ?? "", part: part))
    }
    return SplitFile(rows: rows)
  }

  /// The table as text that `load` reads.
  public var csv: String {
    rows.reduce(into: "path,part\n") {
      $0 += DelimitedTable.quoted($1.path) + "," + $1.part.rawValue + "\n"
    }
  }

  /// Writes the table; nothing half-written is ever seen.
  ///
  /// - Throws: `CorpusError.unwritable`.
  public func write(path: String) throws(CorpusError) {
    do throws(FileFailure) {
      try FileBytes.writeAtomically(Array(csv.utf8), path: path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }
}
