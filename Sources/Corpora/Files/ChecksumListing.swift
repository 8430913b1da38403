/// The official files of a corpus: name, SHA-256 and size of each.
public struct ChecksumListing: Sendable, Hashable {
  /// One official file.
  public struct Entry: Sendable, Hashable {
    /// The file's name without folders; unique in the listing.
    public let name: String
    /// 64 lower-case hexadecimal digits.
    public let sha256: String
    /// The size in bytes.
    public let bytes: Int

    /// Creates an entry.
    public init(name: String, sha256: String, bytes: Int) {
      self.name = name
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// The files, in byte order of their names.
  public let entries: [Entry]

  /// Creates a listing; the first of two entries of one name counts.
  public init(entries: [Entry]) {
    let byName = entries.keyed(by: \.name)
    self.entries = byName.keys.inByteOrder.compactMap { byName[$0] }
  }

  /// Reads a table with the columns `file`, `sha256` and `bytes`, as
  /// `datasets/<corpus>/checksums.tsv`.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, `.tableMalformed` or `.columnsMissing`.
  public static func load(path: String) throws(CorpusError) -> ChecksumListing {
    let table = try DelimitedTable.load(path: path)
    try table.require(["file", "sha256", "bytes"])
    var entries: [Entry] = []
    for row in table.rows {
      let hash = (table["sha256", row] ?? "").lowercased()
      guard let name = table["file", row], !name.isEmpty, hash.utf8.count == 64,
        hash.allSatisfy({ $0.isASCII && $0.isHexDigit }),
        let bytes = Int(table["bytes", row] ?? ""), bytes >= 0
      else {
        throw .tableMalformed(
          path: path, line: row.line, found: row.fields.joined(separator: " "),
          expected: "a file's name, its SHA-256 of 64 hexadecimal digits and its size in bytes")
      }
      entries.append(Entry(name: name, sha256: hash, bytes: bytes))
    }
    return ChecksumListing(entries: entries)
  }
}
