import Corpora
import GRDB

/// A split as it stands in a ledger.
public struct StoredSplit: Sendable {
  /// The split with all its identifiers.
  public let split: Split
  /// The judgement of its leakage as JSON text.
  public let leakage: String
  /// For each of the split's test sets, whether its numbers are stamped LEAKY.
  public let isLeaky: [Bool]
}

extension LedgerReader {
  /// The splits of a run, in the order they were recorded.
  public func splits(run: String) throws -> [StoredSplit] {
    try rows("SELECT * FROM splits WHERE run = ? ORDER BY id", [run]) { row in
      let id: Int64 = row["id"]
      let leaky = try Bool.fetchAll(
        database, sql: "SELECT leaky FROM test_sets WHERE split = ? ORDER BY position",
        arguments: [id])
      return StoredSplit(split: try split(from: row), leakage: row["leakage"], isLeaky: leaky)
    }
  }

  /// The emotions of the utterances of each test set, by its split's name and its position.
  public func testedEmotions(run: String) throws -> [String: [Int: Set<Emotion>]] {
    let sql = """
      SELECT DISTINCT s.name, t.position, u.emotion FROM splits s JOIN test_sets t ON t.split = s.id
      JOIN test_set_utterances x ON x.test_set = t.id JOIN utterances u ON u.id = x.utterance
      WHERE s.run = ?
      """
    var tested: [String: [Int: Set<Emotion>]] = [:]
    for row in try Row.fetchAll(database, sql: sql, arguments: [run]) {
      let emotion: Emotion = try decoded(row["emotion"], as: "emotion")
      tested[row["name"], default: [:]][row["position"], default: []].insert(emotion)
    }
    return tested
  }

  /// The split of a name, or `nil` where the run has none.
  func storedSplit(_ name: String, run: String) throws -> Split? {
    try rows("SELECT * FROM splits WHERE run = ? AND name = ?", [run, name], split(from:)).first
  }

  private func split(from row: Row) throws -> Split {
    let id: Int64 = row["id"]
    return Split(
      id: row["name"], evaluationProtocol: try decoded(row["protocol"], as: "protocol"),
      trainedOn: speakers(in: row["trained_on"]), train: try part(.train, split: id),
      dev: try part(.dev, split: id), calibration: try part(.calibration, split: id),
      tests: try rows(
        "SELECT * FROM test_sets WHERE split = ? ORDER BY position", [id], testSet(from:)))
  }

  private func testSet(from row: Row) throws -> TestSet {
    let id: Int64 = row["id"]
    let names = try String.fetchAll(
      database,
      sql: """
        SELECT u.name FROM test_set_utterances t JOIN utterances u ON u.id = t.utterance
        WHERE t.test_set = ?
        """, arguments: [id])
    return TestSet(
      evaluationProtocol: try decoded(row["protocol"], as: "protocol"),
      testedOn: speakers(in: row["tested_on"]), utterances: names)
  }

  private func part(_ part: Part, split: Int64) throws -> [String] {
    try String.fetchAll(
      database,
      sql: """
        SELECT u.name FROM split_parts p JOIN utterances u ON u.id = p.utterance
        WHERE p.split = ? AND p.part = ?
        """, arguments: [split, part.rawValue])
  }

  private func speakers(in joined: String) -> [String] {
    joined.split(separator: "+").map(String.init)
  }
}
