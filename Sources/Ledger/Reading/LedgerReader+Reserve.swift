import Corpora
import Findings
import GRDB

extension LedgerReader {
  /// What the audited models of a run were tested on, and what its audited corpus has of each
  /// speaker.
  public func testReserve(run: String) throws -> TestReserve {
    let whole = try tested(run: run, byEmotion: false)
    return TestReserve(
      tested: whole + (try tested(run: run, byEmotion: true)), held: try held(run),
      confidences: try meanConfidences(run: run))
  }

  private func tested(run: String, byEmotion: Bool) throws -> [TestReserve.Tested] {
    let emotion = byEmotion ? "u.emotion" : "NULL"
    let sql = """
      SELECT t.protocol, s.trained_on, t.tested_on, e.perturbation, e.severity, u.speaker,
        \(emotion) AS emotion, count(DISTINCT u.word) AS words, count(DISTINCT u.id) AS n
      FROM splits s JOIN models m ON m.split = s.id JOIN evaluations e ON e.model = m.id
      JOIN test_sets t ON t.id = e.test_set JOIN predictions p ON p.evaluation = e.id
      JOIN utterances u ON u.id = p.utterance
      WHERE s.run = ? AND m.name NOT GLOB 'probe/*'
      GROUP BY t.protocol, s.trained_on, t.tested_on, e.perturbation, e.severity, u.speaker
        \(byEmotion ? ", u.emotion" : "")
      """
    return try rows(sql, [run]) { row in
      let emotion: String? = row["emotion"]
      return TestReserve.Tested(
        evaluationProtocol: try decoded(row["protocol"], as: "protocol"),
        trainedOn: row["trained_on"], testedOn: row["tested_on"],
        perturbation: row["perturbation"], severity: row["severity"], speaker: row["speaker"],
        emotion: try emotion.map { try decoded($0, as: "emotion") }, words: row["words"],
        utterances: row["n"])
    }
  }

  private func held(_ run: String) throws -> [TestReserve.Held] {
    let sql = """
      SELECT speaker, count(DISTINCT word) AS words, count(*) AS n FROM utterances
      WHERE corpus = (SELECT min(id) FROM corpora WHERE run = ?) AND parent IS NULL
      GROUP BY speaker ORDER BY speaker
      """
    return try rows(sql, [run]) {
      TestReserve.Held(speaker: $0["speaker"], words: $0["words"], utterances: $0["n"])
    }
  }
}
