import Corpora
import Foundation
import GRDB

/// A recording, or a changed copy of one, as far as it matters whether it stands on two sides of a
/// split.
public struct StoredRecording: Sendable {
  /// Who says what in it, and what it was derived from.
  public let subject: LeakageSubject
  /// The hash of the file's content, or `nil` where it was not read.
  public let contentHash: String?
  /// The stored form of its audio fingerprint, or `nil` where none was computed.
  public let fingerprint: [UInt8]?
}

extension LedgerReader {
  /// What the recordings of a run and their changed copies stand for, in the order they were
  /// recorded.
  ///
  /// - Parameter value: called for each once, so that fingerprints need not all be kept as bytes.
  public func recordings<Value>(
    run: String, _ value: (StoredRecording) throws -> Value
  ) throws -> [Value] {
    let sql = """
      SELECT u.id, u.name, c.name AS corpus, u.speaker, u.word, u.parent, u.content_hash,
        f.bytes
      FROM corpora c JOIN utterances u ON u.corpus = c.id
      LEFT JOIN fingerprints f ON f.id = u.fingerprint WHERE c.run = ?
      """
    let found = try rows(sql, [run]) { row -> (id: Int64, value: Value) in
      let fingerprint: Data? = row[7]
      let recording = StoredRecording(
        subject: LeakageSubject(
          id: row[1], corpus: row[2], speaker: row[3], word: row[4], parent: row[5]),
        contentHash: row[6], fingerprint: fingerprint.map { [UInt8]($0) })
      return (row[0], try value(recording))
    }
    // Sorted here: SQLite would carry every fingerprint through a file of its own.
    return found.sorted { $0.id < $1.id }.map(\.value)
  }
}
