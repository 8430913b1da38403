import Foundation

/// The rows of one file of a split as names and values, whatever it was written in.
struct SplitRecords {
  /// One row.
  struct Record {
    let place: RowPlace
    /// Values by name of column or key, in lower case.
    let values: [String: String]

    func field(_ field: ForeignSplit.Field) -> String? {
      for name in field.names {
        if let value = values[name], !value.isEmpty { return value }
      }
      return nil
    }
  }

  let path: String
  let format: ForeignSplit.Format
  let records: [Record]

  /// Whether any row says something of a field.
  func has(_ field: ForeignSplit.Field) -> Bool { records.contains { $0.field(field) != nil } }

  /// Whether every row names a part by a word that is known for one.
  var namesParts: Bool {
    !records.isEmpty
      && records.allSatisfy { $0.field(.part).flatMap(Part.init(spelling:)) != nil }
  }

  /// The rows of a split.
  ///
  /// - Throws: `CorpusError.tableMalformed` or `.recordMalformed`.
  /// - Parameter part: where all of them go, or `nil` where each row says so.
  func rows(part: Part?) throws(CorpusError) -> [ForeignSplit.Row] {
    var rows: [ForeignSplit.Row] = []
    for record in records {
      guard let path = record.field(.path) else {
        throw record.place.malformed(
          in: self.path, found: "no file",
          expected: "one of \(ForeignSplit.Field.path.names.joined(separator: ", "))")
      }
      let named = record.field(.part)
      guard let part = part ?? named.flatMap(Part.init(spelling:)) else {
        throw record.place.malformed(
          in: self.path,
          found: named.map { "the part '\($0)'" } ?? "no part",
          expected: "one of \(Part.allCases.map(\.rawValue).joined(separator: ", ")) under "
            + "part or split, or a file for each part (--train FILE --test FILE)")
      }
      rows.append(ForeignSplit.Row(record.field, path: path.withoutDetours, part: part))
    }
    return rows
  }

  /// Reads a table or JSON lines, told apart by the first character.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, `.tableMalformed`, `.recordMalformed` or
  ///   `.columnsMissing`.
  static func load(path: String) throws(CorpusError) -> SplitRecords {
    let bytes = try FileBytes.readTable(path: path)
    let blanks: Set<UInt8> = [9, 10, 13, 32, 0xEF, 0xBB, 0xBF]
    let first = bytes.first { !blanks.contains($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return try JSONRecords(path: path, bytes: bytes).split()
    }
    let table = try DelimitedTable(bytes: bytes, path: path)
    guard table.recordingColumn != nil else {
      throw .columnsMissing(path: path, missing: ["path"], found: table.columns)
    }
    let records = table.rows.map { row in
      Record(
        place: .line(row.line),
        values: Dictionary(table.columns.map { ($0, table[$0, row] ?? "") }) { first, _ in first })
    }
    let isNkululeko = table.columns.contains("file") && table.columns.contains("emotion")
    return SplitRecords(path: path, format: isNkululeko ? .nkululeko : .table, records: records)
  }
}
