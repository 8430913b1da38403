import Findings
import Foundation
import Ledger
import Metrics
import Testing

@Suite("A text that this version does not know is named, and nothing is read in its place")
struct UnreadableTextsTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let ledger = try folder.open()
    let model = try Example.begin(in: ledger)
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
    let finding = Finding(
      check: "uar", subject: "YAF", status: .passed, importance: .note, message: "Well.",
      threshold: Threshold(.atLeast, 0.1, reason: "because"))
    try ledger.replaceFindings([finding], in: model.run)
    try ledger.close()
  }

  /// Writes what a later version might: the rules of this one are not asked.
  private func change(_ sql: String) throws {
    try SQLiteShell.run(folder.ledger, "PRAGMA ignore_check_constraints = ON; \(sql);")
  }

  @Test(
    "wherever it stands",
    arguments: [
      ("UPDATE runs SET status = 'paused'", "status of a run", "paused"),
      ("UPDATE runs SET provenance = '{}'", "provenance", "{}"),
      ("UPDATE runs SET provenance = '[1'", "provenance", "[1"),
      ("UPDATE corpora SET dropped_labels = '{\"a\":\"2\"}'", "dropped labels", "{\"a\":\"2\"}"),
      ("UPDATE problems SET kind = 'haunted'", "kind of problem", "haunted"),
      ("UPDATE utterances SET emotion = 'calm' WHERE name = 'YAF_bar_sad'", "emotion", "calm"),
      ("UPDATE splits SET protocol = 'room-disjoint'", "protocol", "room-disjoint"),
      ("UPDATE test_sets SET protocol = 'Random' WHERE position = 2", "protocol", "Random"),
      ("UPDATE predictions SET truth = ''", "emotion", ""),
      ("UPDATE predictions SET predicted = 'Sad'", "emotion", "Sad"),
      ("UPDATE attention SET emotion = 'awe'", "emotion", "awe"),
      ("UPDATE metrics SET unit = 'room' WHERE unit = 'word'", "unit of an interval", "room"),
      ("UPDATE metrics SET emotion = 'awe'", "emotion", "awe"),
      ("UPDATE metrics SET protocol = 'room'", "protocol", "room"),
      ("UPDATE findings SET status = 'skipped'", "status", "skipped"),
      ("UPDATE findings SET importance = 'fatal'", "importance", "fatal"),
      ("UPDATE findings SET direction = 'about'", "direction of a threshold", "about"),
    ])
  func unknown(sql: String, what: String, text: String) throws {
    try change(sql)
    let error = #expect(throws: LedgerError.unreadable(what: what, text: text)) {
      try Everything.text(of: folder.ledger)
    }
    #expect(
      error?.description
        == "The ledger holds the \(what) '\(text)', which this version does not know.")
  }

  @Test("in the attributes of an utterance, of which all others can still be shown")
  func attributes() throws {
    let whole = try Everything.text(of: folder.ledger)
    try change("UPDATE utterances SET attributes = '{\"take\":1}' WHERE name = 'OAF_bar_sad'")
    let ledger = try folder.open(.init(isReadOnly: true))
    #expect(throws: LedgerError.unreadable(what: "attributes", text: "{\"take\":1}")) {
      try ledger.read { try $0.joinedCorpus(run: Example.run().id) }
    }
    #expect(try Everything.text(of: folder.ledger) == whole)
  }

  @Test("while facts of a provenance that no version knew stay as they were written")
  func furtherFacts() throws {
    try change(
      "UPDATE runs SET provenance = json_set(provenance, '$.facts.weather', 'rain', '$.moon', 1)")
    let ledger = try folder.open(.init(isReadOnly: true))
    let read = try ledger.read { try $0.run(Example.run().id).provenance }
    #expect(read.facts == ["fftw": "3.3.10", "weather": "rain"])
    #expect(read.corpusHash == "c" && read.seed == 0 && read.commit == "abc")
  }
}
