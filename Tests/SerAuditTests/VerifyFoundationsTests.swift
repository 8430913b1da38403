import Foundation
import Testing

/// Everything that numbers rest on, or that rests on them: each is changed in one place of a ledger
/// whose numbers all stay what they were.
@Suite("A ledger whose answers, splits or findings somebody changed")
struct VerifyFoundationsTests {
  /// One clean test set of another speaker.
  private static let honest = """
    (SELECT min(t.id) FROM test_sets t WHERE t.protocol = 'speaker-disjoint')
    """
  /// A recording that is tested there.
  private static let tested = """
    (SELECT min(utterance) FROM test_set_utterances WHERE test_set = \(honest))
    """
  /// A recording that fits the weights of the same split.
  private static let fitted = """
    (SELECT min(utterance) FROM split_parts WHERE part = 'train' AND split = (
      SELECT split FROM test_sets WHERE id = \(honest)))
    """

  /// What `verify` says after a change.
  private func verify(after change: String) async throws -> Program.Outcome {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(change)
    return try await sandbox.run("verify")
  }

  @Test(
    "fails for an answer that is not the most probable emotion, of a test or of another part",
    arguments: [
      (
        """
        UPDATE predictions SET predicted = iif(predicted = 'sad', 'fear', 'sad')
        WHERE (evaluation, utterance) = (SELECT evaluation, utterance FROM predictions LIMIT 1)
        """, "1 answer is not the emotion with the highest probability"
      ),
      (
        """
        UPDATE predictions SET predicted = iif(predicted = 'sad', 'fear', 'sad')
        WHERE (evaluation, utterance) = (
          SELECT e.id, p.utterance FROM evaluations e JOIN models m ON m.id = e.model
          JOIN predictions p ON p.evaluation = e.id WHERE m.name LIKE 'probe/%' LIMIT 1)
        """, "1 answer is not the emotion with the highest probability"
      ),
      ("UPDATE predictions SET predicted = truth", "differs  predicted, random "),
      (
        """
        UPDATE part_predictions SET predicted = iif(predicted = 'sad', 'fear', 'sad')
        WHERE (model, part, utterance) = (
          SELECT model, part, utterance FROM part_predictions WHERE part = 'dev' LIMIT 1)
        """, "differs  predicted, dev of "
      ),
      (
        """
        UPDATE part_predictions SET truth = iif(truth = 'sad', 'fear', 'sad')
        WHERE (model, part, utterance) = (
          SELECT model, part, utterance FROM part_predictions WHERE part = 'dev' LIMIT 1)
        """, "1 prediction is scored against another emotion"
      ),
    ])
  func answers(change: String, words: String) async throws {
    let outcome = try await verify(after: change)
    #expect(outcome.exitCode == 1, "\(outcome.errors)")
    #expect(outcome.output.contains(words), "\(outcome.output)")
  }

  @Test(
    "judges leakage again from the splits and the recordings",
    arguments: [
      (
        "INSERT INTO split_parts SELECT split, \(tested), 'train' FROM test_sets WHERE id = "
          + honest, "missing  leakage-recording, speaker-disjoint"
      ),
      (
        "UPDATE utterances SET speaker = (SELECT speaker FROM utterances WHERE id = \(tested)) "
          + "WHERE id = \(fitted)", "missing  leakage-speaker, speaker-disjoint"
      ),
      (
        "UPDATE utterances SET parent = (SELECT name FROM utterances WHERE id = \(fitted)) "
          + "WHERE id = \(tested)", "missing  leakage-parent, speaker-disjoint"
      ),
      (
        "UPDATE utterances SET content_hash = (SELECT content_hash FROM utterances WHERE id = "
          + "\(fitted)) WHERE id = \(tested)", "missing  leakage-content, speaker-disjoint"
      ),
      (
        "UPDATE utterances SET fingerprint = (SELECT fingerprint FROM utterances WHERE id = "
          + "\(fitted)) WHERE id = \(tested)", "missing  leakage-near-duplicate, speaker-disjoint"
      ),
      (
        """
        UPDATE splits SET leakage = json_set(leakage, '$[0].reasons', json('[]'))
          WHERE protocol = 'random';
        UPDATE test_sets SET leaky = 0 WHERE protocol = 'random';
        UPDATE metrics SET leaky = 0 WHERE protocol = 'random'
        """, "missing  leakage-speaker, random on "
      ),
      ("UPDATE splits SET leakage = '[]'", "no judgement of it that can be read"),
      ("UPDATE splits SET leakage = '{}'", "no judgement of it that can be read"),
    ])
  func leakage(change: String, words: String) async throws {
    let outcome = try await verify(after: change)
    #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains(words), "\(outcome.output)")
  }

  @Test("knows a run of before there were fingerprints")
  func beforeFingerprints() async throws {
    let outcome = try await verify(after: "UPDATE utterances SET fingerprint = NULL")
    #expect(outcome.exitCode == 0, "\(outcome.output)")
  }

  @Test(
    "asks the questions of the run again, and a verdict's findings what it must be",
    arguments: [
      (
        "UPDATE findings SET status = 'passed' WHERE verdict IS NULL AND check_name = 'leakage'",
        "the ledger says passed, and failed follows"
      ),
      (
        "DELETE FROM findings WHERE verdict IS NULL AND check_name = 'calibration-transfer'",
        "missing  calibration-transfer, "
      ),
      (
        "UPDATE findings SET subject = 'invented' WHERE verdict IS NULL AND check_name = "
          + "'calibration-transfer'", "unexplained  calibration-transfer, invented: "
      ),
      (
        "UPDATE verdicts SET status = iif(status = 'passed', 'failed', 'passed')",
        "differs  verdict, policy "
      ),
      (
        """
        UPDATE findings SET status = (SELECT iif(status = 'failed', 'passed', 'failed')
          FROM verdicts) WHERE verdict IS NOT NULL
        """, "differs  verdict, policy "
      ),
    ])
  func findings(change: String, words: String) async throws {
    let outcome = try await verify(after: change)
    #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains(words), "\(outcome.output)")
  }

  @Test("asks no question of a run of another version, whose words may be others")
  func otherVersion() async throws {
    let older = "UPDATE runs SET provenance = json_set(provenance, '$.toolVersion', '0.0.9');"
    let outcome = try await verify(after: older + "DELETE FROM findings WHERE verdict IS NULL")
    #expect(outcome.exitCode == 0, "\(outcome.output)")
    let verdict = try await verify(
      after: older + "UPDATE verdicts SET status = iif(status = 'passed', 'failed', 'passed')")
    #expect(verdict.exitCode == 1)
  }

  @Test(
    "fails for a model that is not fitted, and a corpus that is another",
    arguments: [
      ("UPDATE models SET status = 'fitting' WHERE name = 'crnn'", "differs  model, "),
      ("UPDATE corpora SET hash = 'another'", "differs  corpus-hash, "),
      (
        "UPDATE utterances SET content_hash = 'another' WHERE id = \(tested)",
        "differs  corpus-hash, "
      ),
    ])
  func rest(change: String, words: String) async throws {
    let outcome = try await verify(after: change)
    #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains(words), "\(outcome.output)")
  }

  @Test(
    "never says that more does not follow than was looked at",
    arguments: [
      "UPDATE splits SET trained_on = 'v9'", "UPDATE test_sets SET protocol = 'cross-corpus'",
      "DELETE FROM predictions", "DELETE FROM metrics",
    ])
  func counts(change: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(change)
    let outcome = try await sandbox.run("verify", "--json")
    #expect(outcome.exitCode == 1, "\(outcome.errors)")
    let data = try outcome.data(by: "verify.json")
    let drifts = try #require(data["drifts"] as? [Any])
    let checked = try #require((data["checked"] as? NSNumber)?.intValue)
    #expect(!drifts.isEmpty && drifts.count <= checked, "\(drifts.count) of \(checked)")
  }
}
