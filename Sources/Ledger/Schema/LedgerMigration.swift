import GRDB

/// One step of the schema. Its name and text are permanent once released: a later change is a
/// further step, never an edit.
struct LedgerMigration: Sendable {
  /// The name under which a ledger remembers that the step was taken.
  let name: String
  /// The statements of the step.
  let sql: String

  /// All steps, oldest first. The number of steps is the ledger's version, kept in
  /// `PRAGMA user_version`.
  static let all: [LedgerMigration] = [
    LedgerMigration(name: "0001-first-ledger", sql: firstLedgerSQL),
    LedgerMigration(name: "fingerprints-of-utterances", sql: fingerprintsSQL),
    LedgerMigration(name: "parts-and-measures", sql: partsSQL),
    LedgerMigration(name: "asked-utterances", sql: askedSQL),
    LedgerMigration(name: "shared-fingerprints", sql: sharedFingerprintsSQL),
    LedgerMigration(name: "grounds-of-findings", sql: groundsSQL),
    LedgerMigration(name: "models-of-reported-metrics", sql: reportedModelsSQL),
  ]

  /// The version that this build reads and writes.
  static var currentVersion: Int { all.count }

  /// `PRAGMA application_id` of a ledger: the bytes `SERa`.
  static let applicationID = 0x5345_5261

  /// Brings a database to `currentVersion`, each step in a transaction of its own.
  ///
  /// Another process may take a step after this one looked which are missing; the step then fails
  /// here, and what is missing is looked up again.
  static func migrate(_ writer: some DatabaseWriter) throws {
    let migrator = migrator
    // Before the first table, so that nobody ever finds tables in a file that is not called a
    // ledger.
    try writer.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    while true {
      let before = try writer.read { try version(of: $0) }
      do {
        return try migrator.migrate(writer)
      } catch {
        let now = try writer.read { try version(of: $0) }
        guard now > before else { throw error }
      }
    }
  }

  /// The version that a database says it has.
  static func version(of database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for (index, migration) in all.enumerated() {
      migrator.registerMigration(migration.name) { database in
        try database.execute(sql: migration.sql)
        try database.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
    return migrator
  }
}
