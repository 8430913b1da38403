/// A table of text with a header: CSV by RFC 4180, or the same with tabs or semicolons.
///
/// Fields may stand in double quotes and then hold delimiters, line breaks and doubled quotes.
/// Lines end with LF or CRLF; empty lines are passed over; a byte order mark is taken off. Names of
/// columns are compared in lower case without surrounding blanks.
public struct DelimitedTable: Sendable, Hashable {
  /// One row below the header.
  public struct Row: Sendable, Hashable {
    /// The line that the row begins on, counted from 1.
    public let line: Int
    /// The fields in the order of the header; may be more or fewer than the header's.
    public let fields: [String]
  }

  /// A line that is no row.
  public struct BrokenLine: Sendable, Hashable {
    /// Its number, from 1.
    public let line: Int
    /// How it begins.
    public let start: String
    /// What it is instead, in words.
    public let reason: String
    /// What was expected, in words.
    public let expected: String
  }

  /// The file that the table was read from.
  public let path: String
  /// The names of the columns, in lower case.
  public let columns: [String]
  /// The rows in the order of the file.
  public let rows: [Row]
  private let positions: [String: Int]

  /// Reads a table; `.jsonl` and `.ndjson` files hold JSON Lines, `.tsv` files, and files whose
  /// first line has a tab and no comma, use tabs. Where the first line has a semicolon and neither
  /// of these, semicolons are used, as by spreadsheets that put a comma before decimals.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, `.tableMalformed` or `.tableIsJSON`.
  public static func load(path: String) throws(CorpusError) -> DelimitedTable {
    try table(of: FileBytes.readTable(path: path), path: path)
  }

  /// Reads a table as `load` does, with the SHA-256 of the very bytes that it was read from: a pipe
  /// can be read only once, and a file may be replaced meanwhile. Lines of JSON lines that are no
  /// rows are told instead of thrown.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, `.tableMalformed` or `.tableIsJSON`.
  public static func loadHashed(
    path: String
  ) throws(CorpusError) -> (table: DelimitedTable, broken: [BrokenLine], hash: String) {
    let bytes = try FileBytes.readTable(path: path)
    let hash = SHA256.hex(of: bytes)
    guard isNamedLikeLines(path) else { return (try table(of: bytes, path: path), [], hash) }
    let (table, broken) = try JSONLines.read(bytes: bytes, path: path)
    return (table, broken, hash)
  }

  /// Reads a table as `load` does, and tells lines that are no rows instead of throwing them, as
  /// long as the file is a table: it has a header, or an object at all.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, `.tableMalformed` or `.tableIsJSON`.
  static func loadSoundRows(
    path: String
  ) throws(CorpusError) -> (table: DelimitedTable, broken: [BrokenLine]) {
    let bytes = try FileBytes.readTable(path: path)
    guard isNamedLikeLines(path) else {
      guard !JSONLines.isJSON(bytes) else { throw .tableIsJSON(path: path) }
      return try parse(bytes, path: path, leavesOut: true)
    }
    let (table, broken) = try JSONLines.read(bytes: bytes, path: path)
    guard table.rows.isEmpty, !broken.isEmpty else { return (table, broken) }
    return (try JSONLines.table(bytes: bytes, path: path), [])
  }

  /// Whether a file's name says that it holds JSON lines.
  private static func isNamedLikeLines(_ path: String) -> Bool {
    ["jsonl", "ndjson"].contains(ListedFile(path: path, bytes: 0).fileExtension)
  }

  private static func table(
    of bytes: [UInt8], path: String
  ) throws(CorpusError) -> DelimitedTable {
    if isNamedLikeLines(path) { return try JSONLines.table(bytes: bytes, path: path) }
    guard !JSONLines.isJSON(bytes) else { throw .tableIsJSON(path: path) }
    return try DelimitedTable(bytes: bytes, path: path)
  }

  /// Reads a table from its bytes; `path` stands in messages and may say that tabs are used.
  ///
  /// - Throws: `CorpusError.tableUnreadable` or `.tableMalformed`.
  public init(bytes: [UInt8], path: String) throws(CorpusError) {
    self = try Self.parse(bytes, path: path, leavesOut: false).table
  }

  /// The field of a row under a column without surrounding blanks; `nil` where the table has no
  /// such column or the row ends before it.
  public subscript(column: String, row: Row) -> String? {
    guard let position = positions[column], position < row.fields.count else { return nil }
    return DelimitedTable.trimmed(row.fields[position])
  }

  /// Throws `CorpusError.columnsMissing` unless all columns are there.
  public func require(_ needed: [String]) throws(CorpusError) {
    let missing = needed.filter { positions[$0] == nil }
    guard missing.isEmpty else {
      throw .columnsMissing(path: path, missing: missing, found: columns)
    }
  }

  /// The last part of the path.
  var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

  init(path: String, columns: [String], rows: [Row]) {
    self.path = path
    self.columns = columns
    self.rows = rows
    positions = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// - Parameter leavesOut: whether a row that breaks the rules is told instead of an error; a
  ///   header that does is one always.
  private static func parse(
    _ bytes: [UInt8], path: String, leavesOut: Bool
  ) throws(CorpusError) -> (table: DelimitedTable, broken: [BrokenLine]) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .tableUnreadable(path: path, reason: "its bytes are not UTF-8")
    }
    guard !bytes.contains(0) else {
      throw .tableUnreadable(path: path, reason: "it holds zero bytes, unlike text")
    }
    var reader = DelimitedReader(bytes: bytes, delimiter: delimiter(of: text, path: path))
    var records: [Row] = []
    var broken: [BrokenLine] = []
    while true {
      do throws(DelimitedReader.Fault) {
        guard let record = try reader.next() else { break }
        records.append(record)
      } catch {
        guard leavesOut, !records.isEmpty else {
          throw .tableMalformed(
            path: path, line: error.line, found: error.found, expected: error.expected)
        }
        broken.append(reader.leaveOut(error))
      }
    }
    let header = records.first?.fields.map { trimmed($0).lowercased() } ?? []
    let named = Dictionary(grouping: header.filter { !$0.isEmpty }) { $0 }
    if let twice = named.filter({ $1.count > 1 }).keys.min() {
      throw .tableMalformed(
        path: path, line: records[0].line, found: "the column '\(twice)' more than once",
        expected: "each column once")
    }
    return (
      DelimitedTable(path: path, columns: header, rows: Array(records.dropFirst())), broken
    )
  }

  /// What stands between the fields, by the file's name and its first line.
  private static func delimiter(of text: String, path: String) -> UInt8 {
    let (comma, tab) = (UInt8(ascii: ","), UInt8(ascii: "\t"))
    guard !path.lowercased().hasSuffix(".tsv") else { return tab }
    let firstLine = text.utf8.prefix { $0 != UInt8(ascii: "\n") }
    guard !firstLine.contains(comma) else { return comma }
    return [tab, UInt8(ascii: ";")].first(where: firstLine.contains) ?? comma
  }

  private static func trimmed(_ text: String) -> String {
    let blanks: Set<Character> = [" ", "\t", "\r", "\n", "\r\n"]
    guard let first = text.firstIndex(where: { !blanks.contains($0) }),
      let last = text.lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(text[first...last])
  }

  /// A field as it must be written to be read back: in quotes where it needs them.
  public static func quoted(_ field: String, delimiter: UInt8 = UInt8(ascii: ",")) -> String {
    let (quote, blank) = (UInt8(ascii: "\""), UInt8(ascii: " "))
    let special: Set<UInt8> = [delimiter, quote, UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    let bytes = field.utf8
    guard bytes.contains(where: special.contains) || bytes.first == blank || bytes.last == blank
    else { return field }
    let inner = bytes.flatMap { $0 == quote ? [quote, quote] : [$0] }
    return String(decoding: [quote] + inner + [quote], as: UTF8.self)
  }
}
