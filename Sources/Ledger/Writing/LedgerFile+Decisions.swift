import Findings
import GRDB
import Gates

extension LedgerFile {
  /// Replaces the findings of a run that belong to no verdict.
  ///
  /// The number that a finding rests on becomes a row of the metrics where it is none yet.
  public func replaceFindings(_ findings: [Finding], in run: String) throws(LedgerError) {
    try write { database in
      try requireRun(run, database)
      try database.write(
        sql: "DELETE FROM findings WHERE run = ? AND verdict IS NULL", arguments: [run])
      try insert(findings, verdict: nil, run: run, database)
    }
  }

  /// Adds a verdict with its findings; earlier verdicts of the run stay.
  public func record(
    _ verdict: Verdict, policyHash: String, in run: String, at time: String
  ) throws(LedgerError) {
    try write { database in
      try requireRun(run, database)
      try database.write(
        sql: """
          INSERT INTO verdicts (run, policy, policy_hash, status, decided) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [run, verdict.policy, policyHash, verdict.status.rawValue, time])
      try insert(
        verdict.findings + verdict.notes, verdict: database.lastInsertedRowID, run: run, database)
    }
  }
}

private func insert(
  _ findings: [Finding], verdict: Int64?, run: String, _ database: Database
) throws {
  let metrics = try MetricWriter(run: run, evaluation: nil, database)
  let statement = try database.makeStatement(
    sql: """
      INSERT INTO findings (run, verdict, position, check_name, subject, status, importance, message,
        advice, evidence, direction, threshold, reason, ground)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
  for (position, finding) in findings.enumerated() {
    try statement.write(
      [
        run, verdict, position, finding.check, finding.subject, finding.status.rawValue,
        finding.importance.rawValue, finding.message.withZeroBytesShown,
        finding.advice?.withZeroBytesShown,
        try finding.evidence.map(metrics.insertOrFind), finding.threshold?.direction.rawValue,
        finding.threshold?.limit, finding.threshold?.reason.withZeroBytesShown,
        finding.ground,
      ])
  }
}
