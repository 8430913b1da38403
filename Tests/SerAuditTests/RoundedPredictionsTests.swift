import Foundation
import Testing

@Suite("Predictions of a file that was rounded")
struct RoundedPredictionsTests {
  /// Which numbers of the clean test of v2 have a value.
  private static let numbers = """
    SELECT DISTINCT metric, value IS NULL FROM reported_metrics
    WHERE protocol = 'speaker-disjoint' AND metric IN ('nll', 'brier', 'ece') AND attribute IS NULL
      AND perturbation IS NULL ORDER BY 1
    """

  /// What is right with three quarters of the mass, but for the last row of v2, which gives its
  /// truth the probability that is said.
  private static func predictions(of foreign: ForeignSandbox, truth: String) throws -> String {
    let last = try #require(foreign.rows.last { $0.path.hasPrefix("v2") })
    let others = foreign.rows.filter { $0.path != last.path }
    let emotions = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
    let likeliest = try #require(emotions.first { $0 != last.emotion })
    let own = emotions.map {
      $0 == last.emotion ? truth : $0 == likeliest ? "0.40" : "0.12"
    }
    return foreign.predictions(others) + ([last.path] + own).joined(separator: ",") + "\n"
  }

  @Test(
    "have no NLL where a zero of theirs is of the truth, and pass no rule of it",
    arguments: [
      ("0.00", "brier|0\nece|0\nnll|1", "undetermined", "1"),
      ("0.0000000000000000", "brier|0\nece|0\nnll|1", "undetermined", "1"),
      ("0.0000000000000001", "brier|0\nece|0\nnll|0", "passed", "0"),
    ])
  func hideTheTruth(
    truth: String, values: String, status: String, findings: String
  ) async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    try sandbox.write("p.csv", Self.predictions(of: foreign, truth: truth))
    try sandbox.write(
      "policy.yaml",
      """
      name: likely
      rules:
        - {name: likely, metric: nll, per: overall, at-most: 8, decided-on: value, reason: because}
      """)
    let outcome = try await foreign.full(
      "--predictions", "p.csv", "--trained-on", "v1", "--policy", "policy.yaml")
    #expect([0, 3].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(try await sandbox.query(Self.numbers) == values)
    let judged = try await sandbox.query(
      "SELECT status FROM findings WHERE check_name = 'likely' AND subject LIKE '%> v2%'")
    #expect(judged == status)
    let told = try await sandbox.query(
      "SELECT count(*) FROM findings WHERE check_name = 'predictions-hidden-truth'")
    #expect(told == findings)
    let run = try #require(sandbox.names(in: "reports").first)
    let report = try sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("| Digits of probabilities | ") == (findings == "1"))
    #expect(try await sandbox.run("verify").exitCode == 0)
  }

  @Test("with a column of the truth beside the answers are scored by the answers")
  func answersBesideTheTruth() async throws {
    let foreign = try ForeignSandbox()
    let rows = foreign.rows.map { "\($0.path),\($0.emotion),sad\n" }
    try foreign.sandbox.write("p.csv", "path,label,prediction\n" + rows.joined())
    let outcome = try await foreign.full("--predictions", "p.csv", "--trained-on", "v1")
    #expect([1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let values = try await foreign.sandbox.query(
      """
      SELECT DISTINCT round(value, 4) FROM reported_metrics WHERE protocol = 'speaker-disjoint'
      AND metric = 'accuracy' AND attribute IS NULL AND perturbation IS NULL
      """)
    #expect(values == "0.1429")
    try foreign.sandbox.write("p.csv", "path,label,emotion\n" + rows.joined())
    let refused = try await foreign.full("--predictions", "p.csv", "--trained-on", "v1")
    #expect(refused.exitCode == 4)
    let said: String = refused.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("the columns label and emotion, each of which may hold the answers"))
  }
}
