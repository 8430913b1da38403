import Corpora
import GRDB
import Metrics

extension LedgerFile {
  /// Writes an evaluation with its predictions, metrics, bins, attention and look at the test part,
  /// all in one transaction. What was there of the same key is replaced; the look stays counted.
  public func record(
    _ result: EvaluationResult, of key: EvaluationKey, at time: String
  ) throws(LedgerError) {
    try write { database in
      let model = try rowOfModel(key.model, database)
      let test = try testSet(key, model: model, database)
      let condition = key.condition
      try database.write(
        sql: """
          DELETE FROM evaluations WHERE model = ? AND test_set = ?
          AND perturbation IS ? AND severity IS ?
          """,
        arguments: [model, test.id, condition?.perturbation, condition?.severity])
      try database.write(
        sql: """
          INSERT INTO evaluations (split, model, test_set, perturbation, severity, evaluated, asked)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          test.split, model, test.id, condition?.perturbation, condition?.severity, time,
          result.asked,
        ])
      let id = database.lastInsertedRowID
      try insert(result.predictions, evaluation: id, run: key.model.run, database)
      try insert(result.reliability, evaluation: id, database)
      try insert(result.attention, evaluation: id, database)
      let writer = try MetricWriter(run: key.model.run, evaluation: id, database)
      for row in result.metrics { try writer.insert(row) }
      try insertLook(key, test: test, at: time, database)
    }
  }
}

private struct TestSetRow {
  let id: Int64
  let split: Int64
  let evaluationProtocol: String
  let trainedOn: String
  let testedOn: String
}

private func testSet(_ key: EvaluationKey, model: Int64, _ database: Database) throws -> TestSetRow
{
  let sql = """
    SELECT t.id, t.split, t.protocol, t.tested_on, s.trained_on
    FROM test_sets t JOIN models m ON m.split = t.split JOIN splits s ON s.id = t.split
    WHERE m.id = ? AND t.position = ?
    """
  guard let row = try Row.fetchOne(database, sql: sql, arguments: [model, key.test]) else {
    throw LedgerError.unknown(what: "test set", name: "\(key.test) of \(key.model.split)")
  }
  return TestSetRow(
    id: row["id"], split: row["split"], evaluationProtocol: row["protocol"],
    trainedOn: row["trained_on"], testedOn: row["tested_on"])
}

private func insert(
  _ predictions: [Prediction], evaluation: Int64, run: String, _ database: Database
) throws {
  let index = try UtteranceIndex(run: run, database)
  let writer = try RowWriter(
    database,
    sql: """
      INSERT INTO predictions (evaluation, utterance, truth, predicted, p_angry, p_disgust, p_fear,
        p_happy, p_neutral, p_sad, p_surprise) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
  let rows = try predictions.map { try index.row(of: $0.utterance) }
  // In the order of the table, so that pages are filled one after the other.
  for position in rows.indices.sorted(by: { rows[$0] < rows[$1] }) {
    let prediction = predictions[position]
    try requireAllClasses(prediction)
    try writer.write { values in
      values.append(evaluation)
      values.append(rows[position])
      values.append(prediction)
    }
  }
}

/// Refuses probabilities that are not one for each emotion.
func requireAllClasses(_ prediction: Prediction) throws(LedgerError) {
  let classes = Emotion.allCases.count
  if let probabilities = prediction.probabilities, probabilities.count != classes {
    throw .refused(
      rule: "\(probabilities.count) probabilities for \(prediction.utterance), not \(classes)")
  }
}

private func insert(
  _ bins: [ReliabilityBinRow], evaluation: Int64, _ database: Database
) throws {
  let statement = try database.makeStatement(
    sql: """
      INSERT INTO reliability_bins (evaluation, speaker, bin, lower, upper, n, mean_confidence,
        accuracy) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
  for bin in bins {
    try statement.write(
      [
        evaluation, bin.speaker, bin.bin, bin.lower, bin.upper, bin.count, bin.meanConfidence,
        bin.accuracy,
      ])
  }
}

private func insert(_ curves: [AttentionCurve], evaluation: Int64, _ database: Database) throws {
  let statement = try database.makeStatement(
    sql: """
      INSERT INTO attention (evaluation, speaker, emotion, bin, weight, n)
      VALUES (?, ?, ?, ?, ?, ?)
      """)
  for curve in curves {
    guard curve.weights.count == AttentionCurve.binCount else {
      throw LedgerError.refused(
        rule: "\(curve.weights.count) positions of attention, not \(AttentionCurve.binCount)")
    }
    for (bin, weight) in curve.weights.enumerated() {
      try statement.write(
        [evaluation, curve.speaker, curve.emotion.rawValue, bin, weight, curve.count])
    }
  }
}

private func insertLook(
  _ key: EvaluationKey, test: TestSetRow, at time: String, _ database: Database
) throws {
  try database.write(
    sql: """
      INSERT INTO test_looks (run, corpora, model, protocol, trained_on, tested_on, perturbation,
        severity, looked)
      SELECT ?, (SELECT group_concat(hash, '+') FROM
        (SELECT hash FROM corpora WHERE run = ? ORDER BY name)), ?, ?, ?, ?, ?, ?, ?
      """,
    arguments: [
      key.model.run, key.model.run, "\(key.model.name)/\(key.model.seed)", test.evaluationProtocol,
      test.trainedOn, test.testedOn, key.condition?.perturbation, key.condition?.severity, time,
    ])
}
