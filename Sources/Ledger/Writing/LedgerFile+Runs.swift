import GRDB

extension LedgerFile {
  /// Begins a run.
  ///
  /// - Throws: `LedgerError.runUnfinished` where a run of the same key is to be resumed instead,
  ///   also when another process began it a moment ago.
  public func begin(_ run: Run) throws(LedgerError) {
    try write { database in
      let open = "SELECT id FROM runs WHERE key = ? AND status <> 'complete'"
      if let id = try String.fetchOne(database, sql: open, arguments: [run.key]) {
        throw LedgerError.runUnfinished(id: id, key: run.key)
      }
      try database.write(
        sql: """
          INSERT INTO runs (id, key, preset, status, started, owner, provenance)
          VALUES (?, ?, ?, 'running', ?, ?, ?)
          """,
        arguments: [
          run.id, run.key, run.preset, run.started, run.owner, try jsonText(run.provenance),
        ])
    }
  }

  /// Goes on with an unfinished run as it was read; models that were being fitted when it stopped
  /// are dropped, and every stage that is whole is kept.
  ///
  /// - Throws: `LedgerError.runTaken` where another process has gone on with it since.
  public func resume(_ run: Run, owner: String? = nil) throws(LedgerError) {
    let set = "status = 'running', finished = NULL, owner = ?"
    try update(run: run.id, asRead: run, set: set, [owner]) {
      try $0.write(
        sql: """
          DELETE FROM models WHERE status = 'fitting'
          AND split IN (SELECT id FROM splits WHERE run = ?)
          """, arguments: [run.id])
    }
  }

  /// Notes that a run stopped before its end, so that it can be resumed.
  public func interrupt(run id: String, at time: String) throws(LedgerError) {
    try update(run: id, set: "status = 'interrupted', owner = NULL, finished = ?", [time])
  }

  /// Notes that a run is complete.
  public func finish(run id: String, at time: String) throws(LedgerError) {
    try update(run: id, set: "status = 'complete', owner = NULL, finished = ?", [time])
  }

  /// Deletes a run as it was read with everything that belongs to it, except its looks at test
  /// parts.
  ///
  /// - Throws: `LedgerError.runTaken` where another process has gone on with it since.
  public func delete(_ run: Run) throws(LedgerError) {
    try write { database in
      try Self.requireUnchanged(run, in: database)
      try database.write(sql: "DELETE FROM runs WHERE id = ?", arguments: [run.id])
    }
  }

  private static func requireUnchanged(_ run: Run, in database: Database) throws {
    let sql = "SELECT 1 FROM runs WHERE id = ? AND status = ? AND owner IS ?"
    let arguments: StatementArguments = [run.id, run.status.rawValue, run.owner]
    guard try Bool.fetchOne(database, sql: sql, arguments: arguments) != nil else {
      throw LedgerError.runTaken(id: run.id)
    }
  }

  private func update(
    run id: String, asRead run: Run? = nil, set assignments: String, _ arguments: [String?],
    then body: (Database) throws -> Void = { _ in }
  ) throws(LedgerError) {
    try write { database in
      if let run { try Self.requireUnchanged(run, in: database) }
      try database.write(
        sql: "UPDATE runs SET \(assignments) WHERE id = ?",
        arguments: arguments + [id])
      guard database.changesCount == 1 else { throw LedgerError.unknownRun(id: id) }
      try body(database)
    }
  }
}

extension LedgerReader {
  /// All runs, the latest first.
  public func runs() throws -> [Run] {
    try rows("SELECT * FROM runs ORDER BY started DESC, id DESC", [], run(from:))
  }

  /// The run of an identifier.
  public func run(_ id: String) throws -> Run {
    let sql = "SELECT * FROM runs WHERE id = ?"
    guard let row = try Row.fetchOne(database, sql: sql, arguments: [id]) else {
      throw LedgerError.unknownRun(id: id)
    }
    return try run(from: row)
  }

  /// The unfinished run with a key, or `nil` where there is nothing to resume.
  public func unfinishedRun(matching key: String) throws -> Run? {
    let sql = "SELECT * FROM runs WHERE key = ? AND status <> 'complete'"
    return try Row.fetchOne(database, sql: sql, arguments: [key]).map(run(from:))
  }

  private func run(from row: Row) throws -> Run {
    Run(
      id: row["id"], key: row["key"], preset: row["preset"],
      status: try decoded(row["status"], as: "status of a run"), started: row["started"],
      finished: row["finished"], owner: row["owner"],
      provenance: try jsonValue(row["provenance"], as: "provenance"))
  }
}
