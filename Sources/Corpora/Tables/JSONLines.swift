import FoundationEssentials

/// A table in JSON Lines: one object of flat values a line.
///
/// The keys of all objects are the columns, in alphabetical order; a key that is absent or null
/// gives an empty field. Lists and objects as values are passed over.
enum JSONLines {
  /// Reads a table from the bytes of a file.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, or `.tableMalformed` with the line that holds no JSON
  ///   object.
  static func table(bytes: [UInt8], path: String) throws(CorpusError) -> DelimitedTable {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .tableUnreadable(path: path, reason: "its bytes are not UTF-8")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    var objects: [(line: Int, fields: [String: String])] = []
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(isBlank) {
      guard let object = try? JSONDecoder().decode([String: FlatValue].self, from: Data(line))
      else {
        throw .tableMalformed(
          path: path, line: index + 1, found: "a line that is no JSON object",
          expected: "one object a line, such as {\"path\": \"a.wav\", \"emotion\": \"sad\"}")
      }
      try requireEachKeyOnce(object.keys, at: .line(index + 1), path: path)
      let fields = object.compactMap { key, value in value.text.map { (key.lowercased(), $0) } }
      objects.append((index + 1, Dictionary(fields) { first, _ in first }))
    }
    let columns = Set(objects.flatMap(\.fields.keys)).sorted()
    return DelimitedTable(
      path: path, columns: columns,
      rows: objects.map { object in
        DelimitedTable.Row(line: object.line, fields: columns.map { object.fields[$0] ?? "" })
      })
  }

  /// Throws the first key that stands in several spellings, which are one column; which of their
  /// values counts would be chance.
  static func requireEachKeyOnce(
    _ keys: some Sequence<String>, at place: RowPlace, path: String
  ) throws(CorpusError) {
    let spellings = Dictionary(grouping: keys) { $0.lowercased() }
    guard let twice = spellings.filter({ $1.count > 1 }).keys.min() else { return }
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
