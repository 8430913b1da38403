import Findings
import GRDB
import Gates
import Metrics

/// A verdict as it stands in a ledger.
public struct StoredVerdict: Sendable, Hashable {
  /// The verdict.
  public let verdict: Verdict
  /// The status that was written down with it, which is that of `verdict` unless somebody wrote to
  /// the ledger since.
  public let statedStatus: Status
  /// The hash of the policy it was decided by.
  public let policyHash: String
  /// When it was decided, as text of the caller.
  public let decided: String
}

extension LedgerReader {
  /// The findings of a run that belong to no verdict, in the order they were recorded.
  public func findings(run: String) throws -> [Finding] {
    try findings(where: "run = ? AND verdict IS NULL", [run])
  }

  /// The latest verdict of a run, or `nil` where none was decided.
  public func verdict(run: String) throws -> StoredVerdict? {
    let sql = "SELECT * FROM verdicts WHERE run = ? ORDER BY id DESC LIMIT 1"
    return try rows(sql, [run], verdict(from:)).first
  }

  /// All verdicts of a run, in the order they were decided.
  public func verdicts(run: String) throws -> [StoredVerdict] {
    try rows("SELECT * FROM verdicts WHERE run = ? ORDER BY id", [run], verdict(from:))
  }

  private func verdict(from row: Row) throws -> StoredVerdict {
    let id: Int64 = row["id"]
    let verdict = Verdict(policy: row["policy"], findings: try findings(where: "verdict = ?", [id]))
    return StoredVerdict(
      verdict: verdict, statedStatus: try decoded(row["status"], as: "status"),
      policyHash: row["policy_hash"], decided: row["decided"])
  }

  private func findings(
    where condition: String, _ arguments: StatementArguments
  ) throws -> [Finding] {
    try rows("SELECT * FROM findings WHERE \(condition) ORDER BY position", arguments) { row in
      var threshold: Threshold?
      if let direction: String = row["direction"], let limit: Double = row["threshold"],
        let reason: String = row["reason"]
      {
        threshold = Threshold(
          try decoded(direction, as: "direction of a threshold"), limit, reason: reason)
      }
      return Finding(
        check: row["check_name"], subject: row["subject"],
        status: try decoded(row["status"], as: "status"),
        importance: try decoded(row["importance"], as: "importance"), message: row["message"],
        advice: row["advice"], evidence: try metric(row["evidence"]), threshold: threshold,
        ground: row["ground"])
    }
  }

  private func metric(_ id: Int64?) throws -> MetricRow? {
    try id.flatMap { try metrics(where: "id = ?", [$0]).first }
  }
}
