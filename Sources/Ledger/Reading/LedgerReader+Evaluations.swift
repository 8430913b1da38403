import Corpora
import GRDB
import Metrics

/// How often each emotion was taken for each, for one speaker.
public struct ConfusionCounts: Codable, Sendable, Hashable {
  /// The `Speaker.id`.
  public let speaker: String
  /// Rows truth, columns predicted, in the order of `Emotion.allCases`, shape `[K, K]`.
  public let counts: [[Int]]
}

extension LedgerReader {
  /// Whether an evaluation is in the ledger, so that a resumed run need not make it again.
  public func isEvaluated(_ key: EvaluationKey) throws -> Bool { try row(of: key) != nil }

  /// How many utterances an evaluation has predictions of; `nil` where it is not in the ledger.
  public func answerCount(of key: EvaluationKey) throws -> Int? {
    let sql = "SELECT count(*) FROM predictions WHERE evaluation = ?"
    return try row(of: key).flatMap { try Int.fetchOne(database, sql: sql, arguments: [$0]) }
  }

  /// The identifiers of the utterances that an evaluation has predictions of; none where it is not
  /// in the ledger.
  public func answered(in key: EvaluationKey) throws -> Set<String> {
    Set(try row(of: key).map { try utterances(of: $0) } ?? [])
  }

  private func row(of key: EvaluationKey) throws -> Int64? {
    try Int64.fetchOne(
      database,
      sql: """
        SELECT e.id FROM evaluations e JOIN models m ON m.id = e.model
        JOIN splits s ON s.id = m.split JOIN test_sets t ON t.id = e.test_set
        WHERE \(ModelKey.condition) AND t.position = ? AND e.perturbation IS ? AND e.severity IS ?
        """,
      arguments: key.model.arguments + [
        key.test, key.condition?.perturbation, key.condition?.severity,
      ])
  }

  /// The evaluations of a run's audited models: splits as recorded, clean audio before perturbed.
  /// Those of probes are `probeEvaluations(run:)`.
  public func evaluations(run: String) throws -> [StoredEvaluation] {
    try allEvaluations(run: run).filter { !$0.key.model.isProbe }
  }

  /// The evaluations of a run's probes, in the same order.
  public func probeEvaluations(run: String) throws -> [StoredEvaluation] {
    try allEvaluations(run: run).filter(\.key.model.isProbe)
  }

  /// The evaluations of a run that say how much was asked: those of perturbed audio. Those without
  /// an answer are in no other list.
  public func countedEvaluations(run: String) throws -> [CountedEvaluation] {
    try evaluations(run: run, where: "e.asked > 0") { row, evaluation in
      let answered = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM predictions WHERE evaluation = ?",
        arguments: [evaluation.id])
      return CountedEvaluation(
        evaluation: evaluation, asked: row["asked"], answered: answered ?? 0)
    }
  }

  private func allEvaluations(run: String) throws -> [StoredEvaluation] {
    let isAnswered = "EXISTS (SELECT 1 FROM predictions p WHERE p.evaluation = e.id)"
    return try evaluations(run: run, where: "e.asked IS NULL OR \(isAnswered)") { $1 }
  }

  private func evaluations<Value>(
    run: String, where condition: String, _ value: (Row, StoredEvaluation) throws -> Value
  ) throws -> [Value] {
    let sql = """
      SELECT e.*, s.name AS split_name, s.trained_on, m.name AS model_name, m.seed, t.position,
        t.protocol, t.tested_on, t.leaky
      FROM evaluations e JOIN models m ON m.id = e.model JOIN splits s ON s.id = m.split
      JOIN test_sets t ON t.id = e.test_set WHERE s.run = ? AND (\(condition))
      ORDER BY s.id, m.name, m.seed, t.position, e.perturbation, e.severity
      """
    return try rows(sql, [run]) { row in
      let model = ModelKey(
        run: run, split: row["split_name"], name: row["model_name"], seed: row["seed"])
      var condition: EvaluationKey.Condition?
      if let perturbation: String = row["perturbation"], let severity: Int = row["severity"] {
        condition = .init(perturbation: perturbation, severity: severity)
      }
      let evaluation = StoredEvaluation(
        id: row["id"], key: .init(model: model, test: row["position"], condition: condition),
        evaluationProtocol: try decoded(row["protocol"], as: "protocol"),
        trainedOn: row["trained_on"], testedOn: row["tested_on"], isLeaky: row["leaky"])
      return try value(row, evaluation)
    }
  }

  /// The predictions of an evaluation, by utterance.
  public func predictions(of evaluation: Int64) throws -> [Prediction] {
    let sql = """
      SELECT \(Self.predictionColumns) FROM predictions p JOIN utterances u ON u.id = p.utterance
      WHERE p.evaluation = ? ORDER BY u.name
      """
    let isRounded = """
      SELECT 1 FROM evaluations e JOIN models m ON m.id = e.model JOIN splits s ON s.id = m.split
      JOIN runs r ON r.id = s.run
      WHERE e.id = ? AND \(Self.hasRoundedAnswers) AND substr(m.name, 1, length(?)) <> ?
      """
    let prefix = ModelKey.probePrefix
    let found = try Bool.fetchOne(
      database, sql: isRounded,
      arguments: [evaluation, Provenance.digitsFact, prefix, prefix])
    return try rows(sql, [evaluation]) { try prediction(from: $0, isRounded: found == true) }
  }

  /// The identifiers of the utterances that an evaluation has predictions of.
  public func utterances(of evaluation: Int64) throws -> [String] {
    try String.fetchAll(
      database,
      sql: """
        SELECT u.name FROM predictions p JOIN utterances u ON u.id = p.utterance
        WHERE p.evaluation = ?
        """, arguments: [evaluation])
  }

  /// What `prediction(from:)` reads, of predictions `p` of utterances `u`.
  static let predictionColumns = """
    u.name, u.speaker, u.word, p.truth, p.predicted, p.p_angry, p.p_disgust, p.p_fear, p.p_happy,
    p.p_neutral, p.p_sad, p.p_surprise
    """

  /// Whether the audited model of a run `r` answered by a file that was rounded; takes the name of
  /// the fact.
  static let hasRoundedAnswers = """
    EXISTS (SELECT 1 FROM json_each(r.provenance, '$.facts') f WHERE f.key = ?)
    """

  /// - Parameter isRounded: whether it is of a model that answered by a file that was rounded.
  func prediction(from row: Row, isRounded: Bool) throws -> Prediction {
    let probabilities = (5..<12).compactMap { (column: Int) -> Double? in row[column] }
    let truth: Emotion = try decoded(row[3], as: "emotion")
    let predicted: Emotion = try decoded(row[4], as: "emotion")
    if probabilities.isEmpty {
      return Prediction(
        utterance: row[0], speaker: row[1], word: row[2], truth: truth, predicted: predicted)
    }
    let prediction = Prediction(
      utterance: row[0], speaker: row[1], word: row[2], truth: truth, probabilities: probabilities)
    return isRounded ? prediction.roundedForAFile : prediction
  }

  /// The confusion of an evaluation, a matrix a speaker.
  public func confusions(of evaluation: Int64) throws -> [ConfusionCounts] {
    let sql = "SELECT * FROM confusion_counts WHERE evaluation = ? ORDER BY speaker"
    let classes = Emotion.allCases.count
    let empty = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
    var bySpeaker: [String: [[Int]]] = [:]
    for row in try Row.fetchAll(database, sql: sql, arguments: [evaluation]) {
      let truth: Emotion = try decoded(row["truth"], as: "emotion")
      let predicted: Emotion = try decoded(row["predicted"], as: "emotion")
      bySpeaker[row["speaker"], default: empty][truth.index][predicted.index] = row["n"]
    }
    return bySpeaker.keys.sorted().map {
      ConfusionCounts(speaker: $0, counts: bySpeaker[$0] ?? empty)
    }
  }

  /// The bins of an evaluation's reliability diagrams: all speakers together first.
  public func reliability(of evaluation: Int64) throws -> [ReliabilityBinRow] {
    let sql = "SELECT * FROM reliability_bins WHERE evaluation = ? ORDER BY speaker, bin"
    return try rows(sql, [evaluation]) {
      ReliabilityBinRow(
        speaker: $0["speaker"], bin: $0["bin"], lower: $0["lower"], upper: $0["upper"],
        count: $0["n"], meanConfidence: $0["mean_confidence"], accuracy: $0["accuracy"])
    }
  }

  /// Where the model looked in an evaluation, by speaker and emotion.
  public func attention(of evaluation: Int64) throws -> [AttentionCurve] {
    let sql = "SELECT * FROM attention WHERE evaluation = ? ORDER BY speaker, emotion, bin"
    var curves: [AttentionCurve] = []
    var weights: [Double] = []
    for row in try Row.fetchAll(database, sql: sql, arguments: [evaluation]) {
      weights.append(row["weight"])
      guard weights.count == AttentionCurve.binCount else { continue }
      curves.append(
        AttentionCurve(
          speaker: row["speaker"], emotion: try decoded(row["emotion"], as: "emotion"),
          weights: weights, count: row["n"]))
      weights = []
    }
    return curves
  }

  /// How often a run looked at test parts.
  public func testLooks(run: String) throws -> Int {
    let sql = "SELECT count(*) FROM test_looks WHERE run = ?"
    return try Int.fetchOne(database, sql: sql, arguments: [run]) ?? 0
  }
}
