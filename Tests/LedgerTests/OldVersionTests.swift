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

  @Test("is left as it is, with both versions and the way out named", arguments: 1...6)
  func older(version: Int) throws {
    try write(version: version)
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    let error = #expect(
      throws: LedgerError.olderVersion(path: folder.ledger, found: version, supported: 7)
    ) { try folder.open(.init(isReadOnly: true)) }
    #expect(
      error?.description
        == "The ledger \(folder.ledger) has version \(version) and version 7 is expected, but it "
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

  @Test("can be read once it was opened for writing, and shows what it held", arguments: 1...6)
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

  /// Messages as versions up to 4 wrote them, and what they say that the status rests on.
  private static let words: [(check: String, message: String, ground: String?)] = [
    ("accuracy", "n = 9. The lower end 0.5 misses the limit of at least 0.6.", "lower"),
    ("accuracy", "n = 9. The upper end 0.7 meets the limit of at least 0.6.", "upper"),
    ("accuracy", "n = 9. The whole interval misses the limit of at least 0.6.", "interval"),
    ("accuracy", "Undetermined: the interval lies across the limit of at least 0.6.", "interval"),
    ("accuracy", "The value 0.4 misses the limit; its lower end could only be worse.", "value"),
    ("accuracy", "Undetermined against the limit: there is no value to compare.", nil),
    (
      "fairness-uar-difference",
      "It has no value: there are not two groups of enough predictions with support.", "no-value"
    ),
    ("fairness-uar-difference", "Undetermined: no test could be made.", "no-test"),
    ("fairness-uar-difference", "with so few units the smallest p is 0.500.", "too-few-units"),
    ("fairness-uar-difference", "with so few units no result would do.", "too-few-units"),
    (
      "fairness-uar-difference", "no gap that there can be would have been found: undetermined.",
      "nothing-found"
    ),
    ("fairness-uar-difference", "more than the 0.1 that may go unseen: undetermined.", "unseen"),
    (
      "fairness-uar-difference",
      "A vacuous pass, shown apart: that the model beats guessing is not shown.", "unsure"
    ),
    ("fairness-sex-uar-shift", "0.01 would pass, but the test is LEAKY, which is none.", "leaky"),
    (
      "weak-subgroup", "A vacuous pass, shown apart: the model does no better than guessing.",
      "at-chance"
    ),
    ("untested-subgroups", "Whether 2 groups are weak: age: 26, speaker: YAF.", "speaker"),
    ("untested-subgroups", "Whether 1 group is weak: age: 26.", nil),
  ]

  @Test("has grounds for its findings, taken from their words when it is brought up to date")
  func grounds() throws {
    try write(version: 4)
    for (position, told) in Self.words.enumerated() {
      try SQLiteShell.run(
        folder.ledger,
        """
        INSERT INTO findings (run, position, check_name, subject, status, importance, message,
          direction, threshold, reason)
        SELECT id, \(position), '\(told.check)', 's', 'undetermined', 'note', '\(told.message)',
          'at-least', 0.6, 'r' FROM runs;
        """)
    }
    let findings = try folder.open().read { try $0.findings(run: Example.run().id) }
    #expect(findings.map(\.message) == Self.words.map(\.message))
    for (finding, told) in zip(findings, Self.words) {
      #expect(finding.ground == told.ground, "\(told.message)")
    }
  }

  @Test("of this version is read without a step, and stays byte for byte")
  func current() throws {
    try write(version: 7)
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
    for version in 1...6 {
      let old = try TemporaryFolder()
      let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Reference/version-\(version).sql")
      try SQLiteShell.run(old.ledger, try String(contentsOf: dump, encoding: .utf8))
      try old.open().close()
      #expect(try SQLiteShell.run(old.ledger, schema) == expected, "version \(version)")
    }
  }
}
