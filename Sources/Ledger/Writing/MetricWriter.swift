import GRDB
import Metrics

/// Writes rows of metrics of one run through one prepared statement.
struct MetricWriter {
  private let run: String
  private let evaluation: Int64?
  private let statement: Statement
  private let database: Database

  /// Prepares writing; `evaluation` is `nil` for numbers over several evaluations.
  init(run: String, evaluation: Int64?, _ database: Database) throws {
    self.run = run
    self.evaluation = evaluation
    self.database = database
    statement = try database.makeStatement(
      sql: """
        INSERT INTO metrics (run, evaluation, protocol, trained_on, tested_on, speaker, emotion,
          attribute, subgroup, perturbation, severity, metric, value, lower, upper, level, unit, n,
          seed, leaky) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
  }

  /// Writes a row that must not be there yet, and returns its number.
  @discardableResult
  func insert(_ row: MetricRow) throws -> Int64 {
    guard isNumber(row.value), isNumber(row.interval?.lower), isNumber(row.interval?.upper) else {
      throw LedgerError.notANumber(what: "The metric \(row.metric)")
    }
    let head: [(any DatabaseValueConvertible)?] = [
      run, evaluation, row.evaluationProtocol.rawValue, row.trainedOn, row.testedOn, row.speaker,
      row.emotion?.rawValue, row.attribute, row.subgroup, row.perturbation, row.severity,
      row.metric,
    ]
    let tail: [(any DatabaseValueConvertible)?] = [
      row.value, row.interval?.lower, row.interval?.upper, row.interval?.level,
      row.interval?.unit.rawValue, row.count, row.seed, row.isLeaky,
    ]
    do {
      try statement.write(head + tail)
    } catch DatabaseError.SQLITE_CONSTRAINT_UNIQUE {
      throw LedgerError.contradictory(metric: row.metric)
    }
    return database.lastInsertedRowID
  }

  /// The number of the row that says the same, written now where it is not there.
  func insertOrFind(_ row: MetricRow) throws -> Int64 {
    guard let known = try find(row) else { return try insert(row) }
    guard known.row == row else { throw LedgerError.contradictory(metric: row.metric) }
    return known.id
  }

  private func find(_ row: MetricRow) throws -> (id: Int64, row: MetricRow)? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT * FROM metrics WHERE run = ? AND metric = ? AND protocol = ? AND trained_on = ?
        AND tested_on = ? AND ifnull(speaker, '') = ifnull(?, '')
        AND ifnull(emotion, '') = ifnull(?, '') AND ifnull(attribute, '') = ifnull(?, '')
        AND ifnull(subgroup, '') = ifnull(?, '') AND ifnull(perturbation, '') = ifnull(?, '')
        AND ifnull(severity, 0) = ifnull(?, 0) AND ifnull(seed, 'all') = ifnull(?, 'all')
        """)
    let found = try Row.fetchOne(
      statement,
      arguments: [
        run, row.metric, row.evaluationProtocol.rawValue, row.trainedOn, row.testedOn, row.speaker,
        row.emotion?.rawValue, row.attribute, row.subgroup, row.perturbation, row.severity,
        row.seed,
      ])
    return try found.map { ($0["id"], try MetricRow(ledgerRow: $0)) }
  }

  private func isNumber(_ value: Double?) -> Bool { value?.isNaN != true }
}
