import Foundation

/// JSON of a split: an object a line, or one array or object of objects.
struct JSONRecords {
  let path: String
  let bytes: [UInt8]

  /// The records.
  ///
  /// - Throws: `CorpusError.tableMalformed` at the first line that is no object, and at one that
  ///   has a key in several cases of letters.
  func split() throws(CorpusError) -> SplitRecords {
    let whole = try? JSONSerialization.jsonObject(with: Data(bytes))
    if let list = whole as? [[String: Any]] {
      return try records(list.enumerated().map { ($0 + 1, $1) })
    }
    if let map = whole as? [String: [String: Any]] {
      return try records(
        map.sorted { $0.key < $1.key }.enumerated().map { index, entry in
          (index + 1, entry.value.merging(["key": entry.key]) { own, _ in own })
        })
    }
    var objects: [(Int, [String: Any])] = []
    for (index, line) in bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() where line.contains(where: { $0 > 32 }) {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      else {
        throw .tableMalformed(
          path: path, line: index + 1,
          found: "'\(String(decoding: line.prefix(40), as: UTF8.self))'",
          expected: "a JSON object with wav (or path) a line")
      }
      objects.append((index + 1, object))
    }
    return try records(objects)
  }

  private func records(
    _ objects: [(Int, [String: Any])]
  ) throws(CorpusError) -> SplitRecords {
    for (line, object) in objects {
      guard let twice = JSONLines.repeated(object.keys) else { continue }
      throw .tableMalformed(
        path: path, line: line, found: "the key '\(twice)' in more than one case of letters",
        expected: "each key once")
    }
    return SplitRecords(
      path: path, format: .emoBox,
      records: objects.map { line, object in
        let named = object.compactMap { key, value -> (String, String)? in
          switch value {
          case let text as String: (key.lowercased(), text)
          case let number as NSNumber: (key.lowercased(), number.stringValue)
          default: nil
          }
        }
        return SplitRecords.Record(line: line, values: Dictionary(named) { first, _ in first })
      })
  }
}
