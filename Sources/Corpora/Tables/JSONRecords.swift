import Foundation

/// JSON of a split: an object a line, or one array or object of objects.
struct JSONRecords {
  let path: String
  let bytes: [UInt8]

  /// The records.
  ///
  /// - Throws: `CorpusError.tableMalformed` at the first line that is no object, and at one that
  ///   has a key in several cases of letters; `.recordMalformed` at such a record.
  func split() throws(CorpusError) -> SplitRecords {
    let whole = try? JSONSerialization.jsonObject(with: Data(bytes))
    if let list = whole as? [[String: Any]] {
      return try records(list.enumerated().map { (.record("\($0 + 1)"), $1) })
    }
    if let map = whole as? [String: [String: Any]] {
      return try records(
        map.sorted { $0.key < $1.key }.map { key, entry in
          (.record("'\(key)'"), Self.keyed(entry, by: key))
        })
    }
    var objects: [(RowPlace, [String: Any])] = []
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
      objects.append((.line(index + 1), object))
    }
    return try records(objects)
  }

  /// An entry of an object of objects, whose key there is its own where it states none.
  private static func keyed(_ entry: [String: Any], by key: String) -> [String: Any] {
    guard !entry.keys.contains(where: { $0.lowercased() == "key" }) else { return entry }
    return entry.merging(["key": key]) { own, _ in own }
  }

  private func records(
    _ objects: [(RowPlace, [String: Any])]
  ) throws(CorpusError) -> SplitRecords {
    for (place, object) in objects {
      try JSONLines.requireEachKeyOnce(object.keys, at: place, path: path)
    }
    return SplitRecords(
      path: path, format: .emoBox,
      records: objects.map { place, object in
        let named = object.compactMap { key, value -> (String, String)? in
          switch value {
          case let text as String: (key.lowercased(), text)
          case let number as NSNumber: (key.lowercased(), number.stringValue)
          default: nil
          }
        }
        return SplitRecords.Record(place: place, values: Dictionary(named) { first, _ in first })
      })
  }
}
