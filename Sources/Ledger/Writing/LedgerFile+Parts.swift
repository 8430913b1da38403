import Corpora
import GRDB
import Metrics

extension LedgerFile {
  /// Writes what a model says of a part that is no test; what was there of the part is replaced. It
  /// is no look at a test part.
  ///
  /// - Parameter part: `.dev` or `.calibration`; the ledger refuses any other.
  public func record(
    _ predictions: [Prediction], of part: Part, by key: ModelKey
  ) throws(LedgerError) {
    try write { database in
      let model = try rowOfModel(key, database)
      try database.write(
        sql: "DELETE FROM part_predictions WHERE model = ? AND part = ?",
        arguments: [model, part.rawValue])
      let index = try UtteranceIndex(run: key.run, database)
      let writer = try RowWriter(
        database,
        sql: """
          INSERT INTO part_predictions (model, part, utterance, truth, predicted, p_angry,
            p_disgust, p_fear, p_happy, p_neutral, p_sad, p_surprise)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for prediction in predictions {
        try requireAllClasses(prediction)
        let row = try index.row(of: prediction.utterance)
        try writer.write { values in
          values.append(model)
          values.append(part.rawValue)
          values.append(row)
          values.append(prediction)
        }
      }
    }
  }

  /// Writes what was measured on recordings, by `Utterance.id` and the measure's name; what is
  /// there already stays.
  public func record(
    measures: [String: [String: Double]], in run: String
  ) throws(LedgerError) {
    try write { database in
      let index = try UtteranceIndex(run: run, database)
      let statement = try database.makeStatement(
        sql: """
          INSERT INTO utterance_measures (utterance, name, value) VALUES (?, ?, ?)
          ON CONFLICT (utterance, name) DO NOTHING
          """)
      for (utterance, values) in measures.sorted(by: { $0.key < $1.key }) {
        let row = try index.row(of: utterance)
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
          try statement.write([row, name, value])
        }
      }
    }
  }
}

extension LedgerReader {
  /// What a model said of a part that is no test, by utterance; empty where nothing is recorded.
  public func predictions(of part: Part, by key: ModelKey) throws -> [Prediction] {
    let sql = """
      SELECT \(Self.predictionColumns)
      FROM part_predictions p JOIN utterances u ON u.id = p.utterance
      JOIN models m ON m.id = p.model JOIN splits s ON s.id = m.split
      WHERE \(ModelKey.condition) AND p.part = ? ORDER BY u.name
      """
    let isRounded =
      try !key.isProbe
      && Bool.fetchOne(
        database, sql: "SELECT 1 FROM runs r WHERE r.id = ? AND \(Self.hasRoundedAnswers)",
        arguments: [key.run, Provenance.digitsFact]) == true
    return try rows(sql, key.arguments + [part.rawValue]) {
      try prediction(from: $0, isRounded: isRounded)
    }
  }

  /// What was measured on the recordings of a run, by the measure's name and then by
  /// `Utterance.id`.
  public func measures(run: String) throws -> [String: [String: Double]] {
    let sql = """
      SELECT m.name AS measure, u.name, m.value FROM utterance_measures m
      JOIN utterances u ON u.id = m.utterance JOIN corpora c ON c.id = u.corpus WHERE c.run = ?
      """
    var measures: [String: [String: Double]] = [:]
    let found = try rows(sql, [run]) { row -> (measure: String, utterance: String, value: Double) in
      (row[0], row[1], row[2])
    }
    for row in found { measures[row.measure, default: [:]][row.utterance] = row.value }
    return measures
  }
}
