import GRDB
import Metrics

extension LedgerFile {
  /// Replaces the numbers of a run that belong to no single evaluation: inflation, means over
  /// seeds, comparisons. Numbers of evaluations stay as they are.
  public func replaceRunMetrics(_ rows: [MetricRow], in run: String) throws(LedgerError) {
    try write { database in
      try requireRun(run, database)
      try database.write(
        sql: "DELETE FROM metrics WHERE run = ? AND evaluation IS NULL", arguments: [run])
      let writer = try MetricWriter(run: run, evaluation: nil, database)
      for row in rows { try writer.insert(row) }
    }
  }
}

extension LedgerReader {
  /// All numbers of a run, in the order they were written.
  public func metrics(run: String) throws -> [MetricRow] {
    let sql = "SELECT * FROM metrics WHERE run = ? ORDER BY id"
    return try rows(sql, [run], MetricRow.init(ledgerRow:))
  }
}

extension LedgerReader {
  /// The numbers of one evaluation.
  public func metrics(of evaluation: Int64) throws -> [MetricRow] {
    let sql = "SELECT * FROM metrics WHERE evaluation = ? ORDER BY id"
    return try rows(sql, [evaluation], MetricRow.init(ledgerRow:))
  }

  /// The numbers of a run that belong to no single evaluation.
  public func runMetrics(run: String) throws -> [MetricRow] {
    let sql = "SELECT * FROM metrics WHERE run = ? AND evaluation IS NULL ORDER BY id"
    return try rows(sql, [run], MetricRow.init(ledgerRow:))
  }
}

extension MetricRow {
  /// Reads a row of the table `metrics`.
  init(ledgerRow row: Row) throws {
    var interval: ConfidenceInterval?
    if let lower: Double = row["lower"], let upper: Double = row["upper"],
      let level: Double = row["level"], let unit: String = row["unit"]
    {
      interval = ConfidenceInterval(
        lower: lower, upper: upper, level: level,
        unit: try decoded(unit, as: "unit of an interval"))
    }
    let emotion: String? = row["emotion"]
    self.init(
      evaluationProtocol: try decoded(row["protocol"], as: "protocol"),
      trainedOn: row["trained_on"], testedOn: row["tested_on"], speaker: row["speaker"],
      emotion: try emotion.map { try decoded($0, as: "emotion") }, attribute: row["attribute"],
      subgroup: row["subgroup"], perturbation: row["perturbation"], severity: row["severity"],
      metric: row["metric"], value: row["value"], interval: interval, count: row["n"],
      seed: row["seed"], isLeaky: row["leaky"])
  }
}
