import FoundationEssentials

/// A table in JSON Lines: one object of flat values a line.
///
/// The keys of all objects are the columns, in alphabetical order; a key that is absent or null
/// gives an empty field. Lists and objects as values are passed over.
enum JSONLines {
  /// Reads a table from the bytes of a file.
  ///
  /// - Throws: as `read`, and `.tableMalformed` with the first line that holds no JSON object.
  static func table(bytes: [UInt8], path: String) throws(CorpusError) -> DelimitedTable {
    let (table, broken) = try read(bytes: bytes, path: path)
    guard let first = broken.first else { return table }
    throw .tableMalformed(
      path: path, line: first.line, found: "a line that is \(first.reason)",
      expected: first.expected)
  }

  /// What is expected of a line, in words.
  private static let expected =
    "one object a line, such as {\"path\": \"a.wav\", \"emotion\": \"sad\", \"speaker\": \"s1\"}"

  /// Reads a table from the bytes of a file, and which lines are no rows of it.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, or `.tableIsJSON` for one list of objects.
  static func read(
    bytes: [UInt8], path: String
  ) throws(CorpusError) -> (table: DelimitedTable, broken: [DelimitedTable.BrokenLine]) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .tableUnreadable(path: path, reason: "its bytes are not UTF-8")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard text.first(where: { $0 > 32 }) != UInt8(ascii: "[") else {
      throw .tableIsJSON(path: path)
    }
    var broken: [DelimitedTable.BrokenLine] = []
    var objects: [(line: Int, fields: [String: String])] = []
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(isBlank) {
      guard let object = try? JSONDecoder().decode([String: FlatValue].self, from: Data(line))
      else {
        broken.append(Self.broken(line, number: index + 1))
        continue
      }
      if let twice = keyInSeveralCases(object.keys) {
        let reason =
          "no object with each key once: '\(twice)' stands in more than one case of letters"
        broken.append(Self.broken(line, number: index + 1, reason: reason))
        continue
      }
      let fields = object.compactMap { key, value in value.text.map { (key.lowercased(), $0) } }
      objects.append((index + 1, Dictionary(fields) { first, _ in first }))
    }
    let columns = Set(objects.flatMap(\.fields.keys)).sorted()
    let table = DelimitedTable(
      path: path, columns: columns,
      rows: objects.map { object in
        DelimitedTable.Row(line: object.line, fields: columns.map { object.fields[$0] ?? "" })
      })
    return (table, broken)
  }

  /// Whether text begins as JSON does: a list or an object, and in it a value.
  static func isJSON(_ bytes: [UInt8]) -> Bool {
    // What is beyond ASCII before it is a byte order mark.
    let signs = bytes.lazy.filter { $0 > 32 && $0 < 0x80 }.prefix(2)
    let start = String(decoding: signs, as: UTF8.self)
    return ["{\"", "{}", "[{", "[[", "[\"", "[]"].contains(start)
  }

  private static func broken(
    _ line: some Collection<UInt8>, number: Int, reason: String? = nil
  ) -> DelimitedTable.BrokenLine {
    let text = String(decoding: line, as: UTF8.self)
    let isUnknown = ["NaN", "Infinity"].contains(where: text.contains)
    let usual = isUnknown ? "no JSON, which knows no NaN or Infinity" : "no JSON object"
    return DelimitedTable.BrokenLine(
      line: number, start: String(text.prefix(shownCharacters)), reason: reason ?? usual,
      expected: expected)
  }

  /// How much of a line that cannot be used is shown.
  private static let shownCharacters = 40

  /// The first key that stands in several spellings, which are one column; which of their values
  /// counts would be chance.
  private static func keyInSeveralCases(_ keys: some Sequence<String>) -> String? {
    Dictionary(grouping: keys) { $0.lowercased() }.filter { $1.count > 1 }.keys.min()
  }

  /// Throws the first key that stands in several spellings.
  static func requireEachKeyOnce(
    _ keys: some Sequence<String>, at place: RowPlace, path: String
  ) throws(CorpusError) {
    guard let twice = keyInSeveralCases(keys) else { return }
    throw place.malformed(
      in: path, found: "the key '\(twice)' in more than one case of letters",
      expected: "each key once")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D].contains(byte) }

  /// A value of an object as text, `nil` where it is null or not flat.
  private struct FlatValue: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
      guard let value = try? decoder.singleValueContainer(), !value.decodeNil() else {
        text = nil
        return
      }
      if let flag = try? value.decode(Bool.self) {
        text = flag ? "true" : "false"
      } else if let number = try? value.decode(Int.self) {
        text = String(number)
      } else if let number = try? value.decode(Double.self) {
        text = String(number)
      } else {
        text = try? value.decode(String.self)
      }
    }
  }
}
