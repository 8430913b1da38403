import GRDB
import Metrics

extension LedgerReader {
  /// All numbers of a run, in the order they were written: of the audited model (`attribute` is
  /// `nil`) and, by the attribute, of what stands beside it (`probe`, `ensemble`, `seeds`, groups
  /// of speakers and more), which a mean must not mix. Those of a run that is not there are none;
  /// see `run(_:)`.
  public func metrics(run: String) throws -> [MetricRow] { try metrics(where: "run = ?", [run]) }

  /// The rows of one metric of a run, in the order they were written, of all that `metrics(run:)`
  /// gives.
  public func metrics(run: String, named metric: String) throws -> [MetricRow] {
    try metrics(where: "run = ? AND metric = ?", [run, metric])
  }

  /// The numbers of one evaluation.
  public func metrics(of evaluation: Int64) throws -> [MetricRow] {
    try metrics(where: "evaluation = ?", [evaluation])
  }

  /// The numbers of a run that belong to no single evaluation.
  public func runMetrics(run: String) throws -> [MetricRow] {
    try metrics(where: "run = ? AND evaluation IS NULL", [run])
  }

  /// The names of all metrics that any run has, in alphabetical order.
  public func metricNames() throws -> [String] {
    try String.fetchAll(database, sql: "SELECT DISTINCT metric FROM metrics ORDER BY metric")
  }

  /// The rows of which a condition holds, in the order they were written.
  func metrics(where condition: String, _ arguments: StatementArguments) throws -> [MetricRow] {
    let sql = "SELECT * FROM metrics WHERE \(condition) ORDER BY id"
    return try rows(sql, arguments, MetricRow.init(ledgerRow:))
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
