import Corpora
import GRDB

/// What a ledger says of leakage into the test sets of a split, without the split's identifiers.
public struct StoredLeakage: Sendable, Hashable {
  /// A test set and its stamp.
  public struct Test: Sendable, Hashable {
    /// The rung that the test set gives.
    public let evaluationProtocol: EvaluationProtocol
    /// Tested speakers joined by `+`.
    public let testedOn: String
    /// Whether its numbers are stamped LEAKY.
    public let isLeaky: Bool
  }

  /// The split's name.
  public let split: String
  /// The judgement of its leakage as JSON text.
  public let text: String
  /// The split's test sets, in their order.
  public let tests: [Test]
}

extension LedgerReader {
  /// What stands in the ledger about leakage into each split of a run, in the order they were
  /// recorded.
  public func leakage(run: String) throws -> [StoredLeakage] {
    let sql = """
      SELECT s.id, t.protocol, t.tested_on, t.leaky FROM splits s
      JOIN test_sets t ON t.split = s.id WHERE s.run = ? ORDER BY t.split, t.position
      """
    var tests: [Int64: [StoredLeakage.Test]] = [:]
    for row in try Row.fetchAll(database, sql: sql, arguments: [run]) {
      tests[row["id"], default: []].append(
        StoredLeakage.Test(
          evaluationProtocol: try decoded(row["protocol"], as: "protocol"),
          testedOn: row["tested_on"], isLeaky: row["leaky"]))
    }
    return try rows("SELECT id, name, leakage FROM splits WHERE run = ? ORDER BY id", [run]) {
      StoredLeakage(split: $0["name"], text: $0["leakage"], tests: tests[$0["id"]] ?? [])
    }
  }
}
