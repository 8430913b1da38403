import GRDB

/// The row numbers of a run's utterances by `Utterance.id`.
struct UtteranceIndex {
  private let run: String
  private var rows: [String: Int64] = [:]
  private var ambiguous: Set<String> = []

  /// Reads the identifiers of all corpora of a run.
  init(run: String, _ database: Database) throws {
    self.run = run
    let sql = """
      SELECT u.name, u.id FROM utterances u JOIN corpora c ON c.id = u.corpus WHERE c.run = ?
      """
    let cursor = try Row.fetchCursor(database, sql: sql, arguments: [run])
    while let row = try cursor.next() {
      let name: String = row[0]
      if rows.updateValue(row[1], forKey: name) != nil { ambiguous.insert(name) }
    }
  }

  /// The row number of an utterance.
  func row(of name: String) throws -> Int64 {
    guard let row = rows[name] else {
      throw LedgerError.unknownUtterance(name: name, run: run)
    }
    guard ambiguous.isEmpty || !ambiguous.contains(name) else {
      throw LedgerError.ambiguousUtterance(name: name, run: run)
    }
    return row
  }
}
