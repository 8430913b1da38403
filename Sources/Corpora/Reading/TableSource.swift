/// One table of a corpus, with the folder that its paths are relative to.
struct TableSource {
  let table: DelimitedTable
  /// Lines of its file that are no rows.
  let broken: [DelimitedTable.BrokenLine]
  /// The folder as seen from the root; empty for the root itself.
  let folder: String
  let columns: [TableLayout.Field: String]
  /// The folders, from the file system's root, in which a path is looked for.
  let places: [String]

  /// What a row says of a field; `nil` where that is nothing.
  subscript(field: TableLayout.Field, row: DelimitedTable.Row) -> String? {
    guard let column = columns[field], let value = table[column, row], !value.isEmpty else {
      return nil
    }
    return value
  }

  /// The path of a row as it is written, with the table's folder before it. A backslash that no
  /// file's name has stands between folders, as Windows writes paths.
  func path(_ row: DelimitedTable.Row) -> String {
    let path = self[.path, row] ?? ""
    let whole = folder.isEmpty || path.hasPrefix("/") ? path : folder + "/" + path
    guard whole.contains("\\"), !places.contains(where: { isThere(whole, in: $0) }) else {
      return whole
    }
    return whole.replacing("\\", with: "/")
  }

  private func isThere(_ path: String, in place: String) -> Bool {
    FileFacts(path: path.hasPrefix("/") ? path : place + "/" + path) != nil
  }

  /// Where a row stands, in words.
  func place(_ row: DelimitedTable.Row) -> String { "line \(row.line) of \(table.fileName)" }

  /// The label of a row, empty where its field is; `nil` where the row ends before it.
  func label(_ row: DelimitedTable.Row) -> String? {
    columns[.emotion].flatMap { table[$0, row] }
  }

  /// The filled columns without a meaning of their own; a nested table's folder is the `split`.
  func attributes(_ row: DelimitedTable.Row) -> [String: String] {
    let known = Set(columns.values)
    let pairs = table.columns.filter { !known.contains($0) && !$0.isEmpty }
      .compactMap { column in
        table[column, row].flatMap { $0.isEmpty ? nil : (column, $0) }
      }
    let split = folder.isEmpty ? [] : [("split", folder)]
    return Dictionary(pairs + split) { first, _ in first }
  }

  /// What a row lacks, or has too much, in words; `nil` where it says enough.
  func lack(_ row: DelimitedTable.Row) -> String? {
    let (found, expected) = (row.fields.count, table.columns.count)
    let isFilled = self[.path, row] != nil && self[.speaker, row] != nil
    if isFilled, found <= expected, label(row) != nil { return nil }
    if found == expected, self[.path, row] == nil {
      return ": the path is empty; expected that of a recording: fill it in"
    }
    if found == expected, self[.speaker, row] == nil {
      return ": the speaker is empty; expected who speaks: fill it in"
    }
    return
      " has \(found) fields; expected \(expected) with path and speaker filled in: correct the "
      + "line"
  }
}
