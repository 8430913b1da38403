import Foundation
import GRDB

/// Writes fingerprints, each of which a ledger has once, however many runs have the recording.
struct FingerprintWriter {
  private let database: Database
  private let known: Statement
  private let writer: RowWriter

  /// How much of a hash leads to the few fingerprints whose bytes are compared: all of it would
  /// take four times as much room.
  private static let beginningLength = 16

  /// Prepares writing.
  init(_ database: Database) throws {
    self.database = database
    known = try database.makeStatement(
      sql: "SELECT id FROM fingerprints WHERE hash_beginning = ? AND bytes = ?")
    writer = try RowWriter(
      database, sql: "INSERT INTO fingerprints (hash_beginning, bytes) VALUES (?, ?)")
  }

  /// The row that has the bytes of a recording's fingerprint, written now where none of the same
  /// content has them; `nil` where the recording has no fingerprint.
  func row(of facts: RecordingFacts) throws -> Int64? {
    guard let bytes = facts.fingerprint else { return nil }
    let beginning = facts.contentHash.map { String($0.prefix(Self.beginningLength)) }
    // Of a recording without a hash it is not looked for: each would be compared with all others.
    if let beginning,
      let row = try Int64.fetchOne(known, arguments: [beginning, Data(bytes)])
    {
      return row
    }
    try writer.write { values in
      values.append(beginning)
      values.append(bytes: bytes)
    }
    return database.lastInsertedRowID
  }
}
