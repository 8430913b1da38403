import Findings
import GRDB
import Metrics

extension LedgerFile {
  /// Replaces the numbers of a run that belong to no single evaluation: inflation, means over
  /// seeds, comparisons. Numbers of evaluations stay as they are.
  public func replaceRunMetrics(_ rows: [MetricRow], in run: String) throws(LedgerError) {
    try replaceMetrics(where: "evaluation IS NULL", [], by: rows, in: run)
  }

  /// Replaces the numbers that set a run beside a baseline run; those beside other baselines stay.
  public func replaceBaselineMetrics(
    _ rows: [MetricRow], baseline: String, in run: String
  ) throws(LedgerError) {
    try replaceMetrics(
      where: "attribute = ? AND subgroup = ?", [BaselineCheck.attribute, baseline], by: rows,
      in: run)
  }

  private func replaceMetrics(
    where condition: String, _ arguments: [String], by rows: [MetricRow], in run: String
  ) throws(LedgerError) {
    try write { database in
      try requireRun(run, database)
      try database.write(
        sql: "DELETE FROM metrics WHERE run = ? AND \(condition)", arguments: [run] + arguments)
      let writer = try MetricWriter(run: run, evaluation: nil, database)
      for row in rows { try writer.insert(row) }
    }
  }
}
