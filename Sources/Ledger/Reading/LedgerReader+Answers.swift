import Corpora
import GRDB

/// What models said beside what the ledger has of the recordings, and beside itself.
extension LedgerReader {
  /// How many predictions of a run, of tests and of other parts, are scored against another emotion
  /// than the ledger has of the recording.
  public func contradictedTruths(run: String) throws -> Int {
    let sql = """
      SELECT (
        SELECT count(*) FROM predictions p JOIN evaluations e ON e.id = p.evaluation
        JOIN splits s ON s.id = e.split JOIN utterances u ON u.id = p.utterance
        WHERE s.run = :run AND u.emotion <> p.truth
      ) + (
        SELECT count(*) FROM part_predictions p JOIN models m ON m.id = p.model
        JOIN splits s ON s.id = m.split JOIN utterances u ON u.id = p.utterance
        WHERE s.run = :run AND u.emotion <> p.truth
      )
      """
    return try Int.fetchOne(database, sql: sql, arguments: ["run": run]) ?? 0
  }

  /// How many answers of an evaluation are not the emotion with the highest probability; of equals
  /// the first is meant, as in `Prediction`. Answers that are labels alone are not counted.
  public func contradictedAnswers(of evaluation: Int64) throws -> Int {
    let sql = "SELECT count(*) FROM predictions p WHERE p.evaluation = ? AND \(Self.isContradicted)"
    return try Int.fetchOne(database, sql: sql, arguments: [evaluation]) ?? 0
  }

  /// How many answers about a part that is no test are not the emotion with the highest
  /// probability, or are of utterances that the split has not in that part.
  public func contradictedAnswers(of part: Part, by key: ModelKey) throws -> Int {
    let sql = """
      SELECT count(*) FROM part_predictions p JOIN models m ON m.id = p.model
      JOIN splits s ON s.id = m.split
      LEFT JOIN split_parts x ON x.split = s.id AND x.utterance = p.utterance AND x.part = p.part
      WHERE \(ModelKey.condition) AND p.part = ?
        AND (x.part IS NULL OR \(Self.isContradicted))
      """
    return try Int.fetchOne(database, sql: sql, arguments: key.arguments + [part.rawValue]) ?? 0
  }

  /// Whether a label is not the most probable one. `CASE` takes the first that matches.
  private static let isContradicted: String = {
    let emotions = Emotion.allCases.map(\.rawValue)
    let columns = emotions.map { "p.p_\($0)" }
    let cases = zip(columns, emotions).map { "WHEN \($0) THEN '\($1)'" }
    return "(\(columns[0]) IS NOT NULL AND p.predicted <> CASE max("
      + columns.joined(separator: ", ") + ") " + cases.joined(separator: " ") + " END)"
  }()
}
