import GRDB
import Metrics

extension LedgerReader {
  /// The rows of one metric of a run, in the order they were written.
  public func metrics(run: String, named metric: String) throws -> [MetricRow] {
    let sql = "SELECT * FROM metrics WHERE run = ? AND metric = ? ORDER BY id"
    return try rows(sql, [run, metric], MetricRow.init(ledgerRow:))
  }

  /// The names of all metrics that any run has, in alphabetical order.
  public func metricNames() throws -> [String] {
    try String.fetchAll(database, sql: "SELECT DISTINCT metric FROM metrics ORDER BY metric")
  }
}
