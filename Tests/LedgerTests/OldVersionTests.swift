import Foundation
import Ledger
import Testing

@Suite("A ledger of an earlier version that is only read")
struct OldVersionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(version: Int) throws {
    let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/version-\(version).sql")
    try SQLiteShell.run(folder.ledger, try String(contentsOf: dump, encoding: .utf8))
  }

  @Test("is left as it is, with both versions and the way out named", arguments: 1...4)
  func older(version: Int) throws {
    try write(version: version)
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    let error = #expect(
      throws: LedgerError.olderVersion(path: folder.ledger, found: version, supported: 5)
    ) { try folder.open(.init(isReadOnly: true)) }
    #expect(
      error?.description
        == "The ledger \(folder.ledger) has version \(version) and version 5 is expected, but it "
        + "may not be written. Make it writable once, so that it can be brought up to date.")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)) == before)
  }

  @Test("is called empty where nothing was ever written to its file, and stays so")
  func empty() throws {
    try Data().write(to: URL(fileURLWithPath: folder.ledger))
    let error = #expect(throws: LedgerError.fileEmpty(path: folder.ledger)) {
      try folder.open(.init(isReadOnly: true))
    }
    #expect(error?.description.contains("is empty: no audit has written to it.") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)).isEmpty)
  }

  @Test("can be read once it was opened for writing, and shows what it held", arguments: 1...4)
  func broughtUpToDate(version: Int) throws {
    try write(version: version)
    try folder.open().close()
    let ledger = try folder.open(.init(isReadOnly: true))
    try ledger.read { reader throws in
      let run = try #require(try reader.runs().first)
      let evaluation = try #require(try reader.evaluations(run: run.id).first)
      #expect(try reader.predictions(of: evaluation.id) == Example.result().predictions)
      #expect(try reader.metrics(run: run.id) == Example.result().metrics)
      #expect(try reader.splits(run: run.id).map(\.split) == [Example.split])
      #expect(try reader.joinedCorpus(run: run.id).utterances == Example.corpus.utterances)
      #expect(try reader.models(run: run.id).map(\.key) == [Example.model(run)])
      #expect(try reader.testLooks(run: run.id) == 1)
      // What the version could not hold is not there, rather than something else.
      #expect(try reader.predictions(of: .dev, by: Example.model(run)).isEmpty)
      #expect(try reader.measures(run: run.id).isEmpty)
    }
  }

  @Test("of this version is read without a step, and stays byte for byte")
  func current() throws {
    try write(version: 5)
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    let ledger = try folder.open(.init(isReadOnly: true))
    #expect(try ledger.read { try $0.runs().map(\.id) } == [Example.run().id])
    try ledger.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)) == before)
  }

  @Test("has the same schema as a new one once it is up to date: no step was edited since")
  func sameSchema() throws {
    let schema = "SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY type, name;"
    let new = try TemporaryFolder()
    try new.open().close()
    let expected = try SQLiteShell.run(new.ledger, schema)
    #expect(expected.contains("CREATE VIEW metric_provenance"))
    for version in 1...4 {
      let old = try TemporaryFolder()
      let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Reference/version-\(version).sql")
      try SQLiteShell.run(old.ledger, try String(contentsOf: dump, encoding: .utf8))
      try old.open().close()
      #expect(try SQLiteShell.run(old.ledger, schema) == expected, "version \(version)")
    }
  }
}
