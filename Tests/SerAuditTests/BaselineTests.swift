import Foundation
import TestSupport
import Testing

@Suite("A run held against a baseline")
struct BaselineTests {
  private static let policy = """
    name: step
    rules:
      - name: no-step-back
        require: not-worse-than-baseline
        metric: accuracy
        per: speaker
        margin: MARGIN
        reason: A test.
    """

  private func sandbox(margin: String = "1") async throws -> Sandbox {
    let sandbox = try await TwoAudits.copy()
    try sandbox.write(
      "policy.yaml", Self.policy.replacingOccurrences(of: "MARGIN", with: margin))
    return sandbox
  }

  @Test("passes within the margin; the paired differences stand in the ledger, and are verified")
  func passes() async throws {
    let sandbox = try await sandbox()
    let (first, second) = try await TwoAudits.runs()
    let gate = try await sandbox.run(
      "gate", "--policy", "policy.yaml", "--baseline", first, "--run", second)
    #expect(gate.exitCode == 0, "\(gate.output)\(gate.errors)")
    #expect(
      gate.errors.contains(
        "Baseline, every test set: seed 0 is compared, which both have; left out: seed 1 of this run."
      ), "\(gate.errors)")
    let rows = try await sandbox.query(
      """
      SELECT count(*), count(lower), count(DISTINCT subgroup) FROM reported_metrics
      WHERE run = '\(second)' AND attribute = 'baseline' AND metric = 'accuracy-over-baseline'
      """)
    let counts = rows.split(separator: "|").compactMap { Int($0) }
    #expect(
      counts.count == 3 && counts[0] > 6 && counts[1] == counts[0] && counts[2] == 1, "\(rows)")
    let verify = try await sandbox.run("verify", second)
    #expect(verify.exitCode == 0, "\(verify.output)")
    let pages = try await sandbox.run("report", second)
    #expect(pages.exitCode == 0, "\(pages.errors)")
    let report = try sandbox.text("reports/\(second)/report.md")
    #expect(report.contains("\nBeside the baseline run \(first), begun "))
    #expect(report.contains("| Baseline | \(first) |"))
    try await expectDifferences(in: sandbox, of: second, to: first)
    let again = try await sandbox.run(
      "gate", "--policy", "policy.yaml", "--baseline", "latest", "--run", second)
    #expect(again.exitCode == 0)
    #expect(again.errors.contains("Baseline: run \(first)."))
    _ = try await sandbox.query(
      "UPDATE metrics SET value = value + 0.01 WHERE id = (SELECT min(id) FROM metrics WHERE "
        + "attribute = 'baseline' AND value IS NOT NULL)")
    #expect(try await sandbox.run("verify", second).exitCode == 1)
  }

  /// Looks for the differences of the ledger in the file of findings.
  private func expectDifferences(
    in sandbox: Sandbox, of run: String, to baseline: String
  ) async throws {
    let text = try sandbox.text("reports/\(run)/findings.json")
    let file = try JSONSerialization.jsonObject(with: Data(text.utf8))
    #expect(try SchemaCheck().faults(of: file, schema: "findings.json") == [])
    let baselines = (file as? [String: Any])?["baselines"] as? [[String: Any]]
    #expect(baselines?.map { $0["run"] as? String } == [baseline])
    let differences = baselines?.first?["differences"] as? [[String: Any]]
    let stored = try await sandbox.query(
      """
      SELECT count(*) FROM reported_metrics WHERE run = '\(run)' AND attribute = 'baseline'
        AND NOT leaky AND protocol NOT IN ('random', 'augment-before-split', 'word-disjoint')
      """)
    #expect(differences.map { "\($0.count)" } == stored && stored != "0")
  }

  @Test("is drift of this run where the baseline's probabilities do not sum to 1 any more")
  func spoiltBaseline() async throws {
    let sandbox = try await sandbox()
    let (first, second) = try await TwoAudits.runs()
    _ = try await sandbox.run(
      "gate", "--policy", "policy.yaml", "--baseline", first, "--run", second)
    _ = try await sandbox.query(
      """
      UPDATE predictions SET p_angry = p_angry + 0.005 WHERE evaluation = (
        SELECT min(e.id) FROM evaluations e JOIN splits s ON s.id = e.split
        JOIN models m ON m.id = e.model
        WHERE s.run = '\(first)' AND m.name = 'crnn' AND e.perturbation IS NULL)
      """)
    let verify = try await sandbox.run("verify", second)
    #expect(verify.exitCode == 1, "\(verify.output)\(verify.errors)")
    #expect(verify.output.contains(second) && verify.output.contains("baseline \(first)"))
    #expect(!verify.errors.contains("Export"), "\(verify.errors)")
  }

  @Test("fails where it is worse, and is undetermined without baseline or equal test set")
  func otherwise() async throws {
    let sandbox = try await sandbox(margin: "0")
    let (first, second) = try await TwoAudits.runs()
    let none = try await sandbox.run("gate", "--policy", "policy.yaml", "--run", second)
    #expect(none.exitCode == 3)
    #expect(none.output.contains("--baseline RUN"), "\(none.output)")
    let earliest = try await sandbox.run(
      "gate", "--policy", "policy.yaml", "--run", first, "--baseline", "latest")
    #expect(earliest.exitCode == 3)
    #expect(earliest.errors.contains("Baseline: none"))
    _ = try await sandbox.query(
      """
      UPDATE predictions SET predicted = truth, p_angry = truth = 'angry',
        p_disgust = truth = 'disgust', p_fear = truth = 'fear', p_happy = truth = 'happy',
        p_neutral = truth = 'neutral', p_sad = truth = 'sad', p_surprise = truth = 'surprise'
      WHERE evaluation IN (SELECT e.id FROM evaluations e JOIN splits s ON s.id = e.split
        WHERE s.run = '\(first)')
      """)
    let worse = try await sandbox.run(
      "gate", "--policy", "policy.yaml", "--run", second, "--baseline", first)
    #expect(worse.exitCode == 1, "\(worse.output)")
    _ = try await sandbox.query(
      """
      DELETE FROM predictions WHERE evaluation IN (SELECT e.id FROM evaluations e JOIN splits s ON
        s.id = e.split WHERE s.run = '\(first)')
      """)
    let empty = try await sandbox.run(
      "gate", "--policy", "policy.yaml", "--run", second, "--baseline", first)
    #expect(empty.exitCode == 3, "\(empty.output)")
    #expect(empty.output.contains("do not both have this test set"), "\(empty.output)")
  }

  @Test("of itself, of nothing or unfinished is refused with 2, by full before anything is done")
  func refusals() async throws {
    let sandbox = try await sandbox()
    let (first, second) = try await TwoAudits.runs()
    let itself = try await sandbox.run("gate", "--run", first, "--baseline", first)
    #expect(itself.exitCode == 2)
    #expect(itself.errors.contains("no baseline of itself"), "\(itself.errors)")
    let before = try await sandbox.query("SELECT count(*) FROM runs")
    for command in ["gate", "full"] {
      let arguments = command == "full" ? Sandbox.audit + ["--fresh"] : []
      let unknown = try await Program.run(
        [command] + arguments + ["--baseline", "2026-gone"], in: sandbox.path)
      #expect(unknown.exitCode == 2)
      #expect(unknown.errors.contains("The ledger has no run 2026-gone"), "\(unknown.errors)")
    }
    #expect(try await sandbox.query("SELECT count(*) FROM runs") == before)
    let nowhere = try await sandbox.audit(
      "full", "--ledger", "new.sqlite", "--baseline", "2026-gone")
    #expect(nowhere.exitCode == 2)
    #expect(!sandbox.names().contains("new.sqlite"))
    _ = try await sandbox.query(
      "UPDATE runs SET status = 'interrupted' WHERE id = '\(first)'")
    let unfinished = try await sandbox.run("gate", "--run", second, "--baseline", first)
    #expect(unfinished.exitCode == 2)
    #expect(unfinished.errors.contains("is not complete"))
    let judged = try await sandbox.run("gate", "--run", first)
    #expect(judged.exitCode == 2)
    #expect(judged.errors.contains("is not complete"), "\(judged.errors)")
  }

  @Test("of which a part is not answered still has a difference for a speaker who wholly is")
  func partly() async throws {
    let sandbox = try await sandbox()
    let (first, second) = try await TwoAudits.runs()
    // One answer about v2, of the rung that tests both voices.
    _ = try await sandbox.query(
      """
      DELETE FROM predictions WHERE (evaluation, utterance) = (
        SELECT p.evaluation, p.utterance FROM predictions p
        JOIN evaluations e ON e.id = p.evaluation JOIN test_sets t ON t.id = e.test_set
        JOIN splits s ON s.id = e.split JOIN models m ON m.id = e.model
        JOIN utterances u ON u.id = p.utterance
        WHERE s.run = '\(first)' AND m.name = 'crnn' AND e.perturbation IS NULL
          AND t.protocol = 'random' AND u.speaker = 'v2' LIMIT 1)
      """)
    _ = try await sandbox.run("gate", "--run", second, "--baseline", first)
    let rows = try await sandbox.query(
      """
      SELECT ifnull(speaker, 'all'), value IS NOT NULL, lower IS NOT NULL FROM reported_metrics
      WHERE run = '\(second)' AND protocol = 'random' AND metric = 'accuracy-over-baseline'
      ORDER BY 1
      """)
    #expect(rows == "all|0|0\nv1|1|1\nv2|0|0")
    #expect(try await sandbox.run("verify", second).exitCode == 0)
  }

  @Test("may be named by an end of its name that the new run shares")
  func abbreviation() async throws {
    let sandbox = try await FinishedAudit.copy()
    let first = try await sandbox.query("SELECT id FROM runs")
    let outcome = try await sandbox.audit("full", "--fresh", "--baseline", String(first.suffix(6)))
    #expect(outcome.exitCode == (try await FinishedAudit.outcome().exitCode), "\(outcome.errors)")
    let held = try await sandbox.query(
      "SELECT DISTINCT subgroup FROM reported_metrics WHERE attribute = 'baseline'")
    #expect(held == first)
  }

  @Test("says how many further words would decide, and that the corpus has no more of them")
  func advice() async throws {
    let sandbox = try await sandbox()
    let (first, _) = try await TwoAudits.runs()
    // Every limit just below the value, so that the lower end misses it.
    let value = try await sandbox.query(
      """
      SELECT max(value) FROM reported_metrics WHERE run = '\(first)' AND metric = 'accuracy' AND
      protocol = 'speaker-disjoint' AND speaker = 'v2' AND attribute IS NULL AND perturbation IS NULL
      """)
    let limit = (Double(value) ?? 0) - 0.01
    // So small a model says the same of every word, which leaves nothing to draw an interval from.
    _ = try await sandbox.query(
      """
      UPDATE metrics SET lower = value - 0.1, upper = value + 0.1, level = 0.95, unit = 'word'
      WHERE run = '\(first)' AND metric = 'accuracy' AND protocol = 'speaker-disjoint'
      AND attribute IS NULL AND perturbation IS NULL
      """)
    try sandbox.write(
      "close.yaml",
      """
      name: close
      rules:
        - {name: a, metric: accuracy, per: speaker, protocols: [speaker-disjoint], at-least: \(limit),
           decided-on: lower, reason: A test.}
      """)
    let gate = try await sandbox.run("gate", "--run", first, "--policy", "close.yaml")
    #expect(gate.exitCode == 1)
    #expect(gate.output.contains("further words of v2 would decide"), "\(gate.output)")
    #expect(gate.output.contains("The corpus has no more: all 10 words of v2 are tested"))
  }
}
