import Findings
import GRDB

extension LedgerReader {
  /// How sure the models of a run said to be on average, and how often they were right, by test
  /// set, speaker and seed, of clean audio; without those whose model is a probe.
  func meanConfidences(run: String) throws -> [MeanConfidence] {
    let sql = """
      SELECT t.protocol, s.trained_on, t.tested_on, b.speaker, m.seed,
        sum(b.n * b.mean_confidence) / sum(b.n) AS stated, sum(b.n * b.accuracy) / sum(b.n) AS share
      FROM splits s JOIN models m ON m.split = s.id JOIN evaluations e ON e.model = m.id
      JOIN test_sets t ON t.id = e.test_set JOIN reliability_bins b ON b.evaluation = e.id
      WHERE s.run = ? AND m.name NOT GLOB 'probe/*' AND e.perturbation IS NULL AND b.n > 0
      GROUP BY t.protocol, s.trained_on, t.tested_on, b.speaker, m.seed
      """
    return try rows(sql, [run]) { row in
      MeanConfidence(
        evaluationProtocol: try decoded(row["protocol"], as: "protocol"),
        trainedOn: row["trained_on"], testedOn: row["tested_on"], speaker: row["speaker"],
        seed: row["seed"], stated: row["stated"], right: row["share"])
    }
  }
}
