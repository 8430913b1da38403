import Findings
import GRDB
import Metrics

extension LedgerFile {
  /// Replaces the numbers that set a run beside a baseline run; those beside other baselines stay.
  public func replaceBaselineMetrics(
    _ rows: [MetricRow], baseline: String, in run: String
  ) throws(LedgerError) {
    try write { database in
      try requireRun(run, database)
      try database.write(
        sql: "DELETE FROM metrics WHERE run = ? AND attribute = ? AND subgroup = ?",
        arguments: [run, BaselineCheck.attribute, baseline])
      let writer = try MetricWriter(run: run, evaluation: nil, database)
      for row in rows { try writer.insert(row) }
    }
  }
}
