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

  /// The table as text that `ForeignSplit.load` reads.
  public var csv: String {
    rows.reduce(into: "path,part\n") {
      $0 += DelimitedTable.quoted($1.path) + "," + $1.part.rawValue + "\n"
    }
  }
}
