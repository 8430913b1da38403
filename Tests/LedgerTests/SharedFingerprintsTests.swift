import Corpora
import Foundation
import Ledger
import Testing

@Suite("Fingerprints are kept once a ledger, and each run has its own recordings")
struct SharedFingerprintsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let length = 3000
  private static let names = Example.corpus.utterances.map(\.id)

  /// What is known of the recordings of the example; `take` changes what they sound like.
  private func facts(take: UInt8 = 0) -> [String: RecordingFacts] {
    let pairs = Self.names.enumerated().map { index, name in
      let bytes = (0..<Self.length).map { UInt8(truncatingIfNeeded: $0 &* (index + 2)) ^ take }
      // Equal in what fingerprints are looked for by, as two real hashes never are.
      let hash = "0123456789abcdef-\(index % 2)"
      return (name, RecordingFacts(contentHash: hash, durationSeconds: 1, fingerprint: bytes))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private func record(
    _ run: String, _ facts: [String: RecordingFacts], in ledger: LedgerFile
  ) throws {
    try ledger.begin(Example.run(run, key: run))
    try ledger.record(
      Example.corpus, hash: "c", isSynthetic: false, recordings: facts, in: run)
  }

  private func shown(_ run: String, in ledger: LedgerFile) throws -> [String: [UInt8]?] {
    let found = try ledger.read { try $0.recordings(run: run) { $0 } }
    return Dictionary(uniqueKeysWithValues: found.map { ($0.subject.id, $0.fingerprint) })
  }

  private func count() throws -> String {
    try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM fingerprints;")
  }

  @Test("Runs of one content share them, and the file grows by less than a quarter of their bytes")
  func shared() throws {
    let ledger = try folder.open()
    func pages() throws -> Int {
      try #require(Int(try SQLiteShell.run(folder.ledger, "PRAGMA page_count;")))
    }
    try record("a", facts(), in: ledger)
    let first = try pages()
    try record("b", facts(), in: ledger)
    try record("c", facts(), in: ledger)
    #expect(try count() == "\(Self.names.count)")
    #expect((try pages() - first) * 4096 < 2 * Self.names.count * Self.length / 4)
    let expected = facts().mapValues(\.fingerprint)
    for run in ["a", "b", "c"] { #expect(try shown(run, in: ledger) == expected) }
  }

  @Test("Other bytes of the same content are kept beside the first, byte for byte")
  func differing() throws {
    let ledger = try folder.open()
    try record("a", facts(), in: ledger)
    try record("b", facts(take: 1), in: ledger)
    #expect(try count() == "\(2 * Self.names.count)")
    #expect(try shown("a", in: ledger) == facts().mapValues(\.fingerprint))
    #expect(try shown("b", in: ledger) == facts(take: 1).mapValues(\.fingerprint))
  }

  @Test("A run that is deleted takes along what no other run has, and nothing else")
  func deleted() throws {
    let ledger = try folder.open()
    for (run, take) in [("a", 0), ("b", 0), ("c", 1)] as [(String, UInt8)] {
      try record(run, facts(take: take), in: ledger)
    }
    func delete(_ run: String) throws {
      try ledger.delete(ledger.read { try $0.run(run) })
      #expect(try SQLiteShell.run(folder.ledger, "PRAGMA foreign_key_check;").isEmpty)
    }
    try delete("c")
    #expect(try count() == "\(Self.names.count)")
    try delete("a")
    #expect(try count() == "\(Self.names.count)")
    #expect(try shown("b", in: ledger) == facts().mapValues(\.fingerprint))
    try delete("b")
    #expect(try count() == "0")
  }

  @Test("Two writers of one content at the same time keep it once")
  func writers() async throws {
    let ledgers = try (0..<2).map { _ in try folder.open() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, ledger) in ledgers.enumerated() {
        group.addTask {
          for turn in 0..<3 { try record("\(index)-\(turn)", facts(), in: ledger) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try count() == "\(Self.names.count)")
    #expect(try shown("0-2", in: ledgers[1]) == facts().mapValues(\.fingerprint))
  }

  @Test("An utterance has a fingerprint of the ledger or none, and one in use stays")
  func rules() throws {
    try record("a", facts(), in: folder.open())
    for sql in ["UPDATE utterances SET fingerprint = 9999", "DELETE FROM fingerprints"] {
      let error = #expect(throws: SQLiteShell.Failure.self, "\(sql)") {
        try SQLiteShell.run(folder.ledger, "PRAGMA foreign_keys = ON; \(sql);")
      }
      #expect(error?.message.contains("FOREIGN KEY constraint failed") == true)
    }
  }

  /// Two runs with the same recordings, as version 4 kept them; the second run has one other
  /// fingerprint, and one that nobody knows the hash of.
  private static let twoRuns = """
    UPDATE utterances SET content_hash = printf('%064d', id),
      fingerprint = CAST(printf('%.*c', 3000, char(33 + id)) AS BLOB) WHERE id > 2;
    INSERT INTO runs SELECT 'second', 'k2', preset, status, started, finished, owner, provenance
      FROM runs;
    INSERT INTO corpora SELECT 2, 'second', name, hash, root, is_synthetic, dropped_labels
      FROM corpora;
    INSERT INTO speakers SELECT 2, id, sex, age, language FROM speakers;
    INSERT INTO utterances SELECT id + 100, 2, name, speaker, emotion, word, path, content_hash,
      duration_seconds, parent, attributes, fingerprint FROM utterances;
    UPDATE utterances SET fingerprint = x'FF00' WHERE id = 105;
    UPDATE utterances SET content_hash = NULL WHERE id = 106;
    """

  @Test("Those of a ledger of an earlier version are shared, and what they took is free")
  func earlier() throws {
    let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/version-4.sql")
    try SQLiteShell.run(
      folder.ledger, try String(contentsOf: dump, encoding: .utf8) + Self.twoRuns)
    let columns = """
      u.id, corpus, name, speaker, emotion, word, path, content_hash, duration_seconds, parent,
      attributes
      """
    let before = try SQLiteShell.run(
      folder.ledger, "SELECT \(columns), hex(fingerprint) FROM utterances u ORDER BY u.id;")
    let ledger = try folder.open()
    let after = try SQLiteShell.run(
      folder.ledger,
      """
      SELECT \(columns), hex(f.bytes) FROM utterances u
      LEFT JOIN fingerprints f ON f.id = u.fingerprint ORDER BY u.id;
      """)
    #expect(before.split(separator: "\n").count == 56)
    #expect(after == before)
    // Of 28 recordings one had none, and the second run brings two rows of its own.
    #expect(try count() == "29")
    #expect(try shown("second", in: ledger)[Self.names[4]] == [0xFF, 0])
    let free = try SQLiteShell.run(folder.ledger, "PRAGMA freelist_count;")
    #expect(try #require(Int(free)) >= 28)
    #expect(
      try SQLiteShell.run(folder.ledger, "PRAGMA foreign_key_check; PRAGMA integrity_check;")
        == "ok")
    try ledger.delete(ledger.read { try $0.run("second") })
    #expect(try count() == "27")
  }
}
