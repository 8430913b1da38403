import Foundation
import SyntheticSpeech
import Testing

@Suite("A further corpus that training hears")
struct CompanionTests {
  private static func audit(
    _ sandbox: Sandbox, _ companion: String
  ) async throws -> Program.Outcome {
    try await sandbox.run(
      "full", "--corpus", "tiny", "--data", ".", "--recipe", "tiny.yaml", "--preset", "quick",
      "--companion", companion)
  }

  private static func honest(_ sandbox: Sandbox) async throws -> String {
    try await sandbox.query(
      "SELECT DISTINCT trained_on, tested_on, leaky FROM reported_metrics WHERE "
        + "protocol = 'speaker-disjoint' AND attribute IS NULL ORDER BY 1, 2")
  }

  @Test("which has a recording of the audited one's name is refused before anything is begun")
  func sharedName() async throws {
    let sandbox = try Sandbox()
    try SyntheticCorpus(seed: 9, voices: 2, words: 10)
      .write(to: sandbox.path + "/friends")
    let name = try #require(
      try sandbox.text("friends/manifest.csv").split(separator: "\n").dropFirst().first?
        .split(separator: ",").first)
    var rows = try sandbox.text("tiny/manifest.csv").split(separator: "\n").map(String.init)
    let columns = try #require(rows[1].split(separator: ",").first)
    try sandbox.link("tiny/friends", to: sandbox.path + "/friends")
    rows[1] = rows[1].replacing(columns, with: "friends/\(name)")
    try sandbox.write("tiny/manifest.csv", rows.joined(separator: "\n") + "\n")
    let outcome = try await Self.audit(sandbox, "friends")
    #expect(outcome.exitCode == 4, "\(outcome.errors)")
    #expect(outcome.errors.contains("tiny and friends both have a recording friends/"))
    #expect(!sandbox.names().contains("ser-audit.sqlite"))
  }

  @Test("is named on what comes of it, and is neither dev nor test")
  func isNamed() async throws {
    let sandbox = try Sandbox()
    try SyntheticCorpus(seed: 9, voices: 2, words: 10)
      .write(to: sandbox.path + "/friends")
    let outcome = try await Self.audit(sandbox, "friends")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(try await Self.honest(sandbox) == "friends+v1|v2|0\nfriends+v2|v1|0")
    let parts = try await sandbox.query(
      """
      SELECT DISTINCT p.part FROM split_parts p JOIN utterances u ON u.id = p.utterance
      JOIN corpora c ON c.id = u.corpus WHERE c.name = 'friends'
      """)
    #expect(parts == "train")
    let tested = try await sandbox.query(
      """
      SELECT count(*) FROM test_set_utterances t JOIN utterances u ON u.id = t.utterance
      JOIN corpora c ON c.id = u.corpus WHERE c.name = 'friends'
      """)
    #expect(tested == "0")
    let run = try #require(sandbox.names(in: "reports").first)
    let report = try sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("Every training also heard friends (140 utterances of 2 speakers)"))
    #expect(report.contains("Speech emotion audit of tiny\n"))
    let transferred = try await sandbox.query(
      """
      SELECT DISTINCT attribute, trained_on FROM reported_metrics
      WHERE attribute IN ('calibration', 'conformal') ORDER BY 1, 2
      """)
    #expect(
      transferred
        == "calibration|friends+v1\ncalibration|friends+v2\nconformal|friends+v1\n"
        + "conformal|friends+v2")
    #expect(report.contains("Fitted temperatures"))
    let directions = try await sandbox.query(
      "SELECT trained_on, tested_on FROM reported_metrics WHERE metric = 'asymmetry-uar'")
    #expect(directions == "friends+v1|v2")
    #expect(try await sandbox.run("verify").exitCode == 0)
  }

  @Test("makes a test LEAKY that has a recording of it")
  func makesATestLeaky() async throws {
    let sandbox = try Sandbox()
    try sandbox.link("friends", to: sandbox.path + "/tiny")
    _ = try await Self.audit(sandbox, "friends")
    #expect(try await Self.honest(sandbox) == "friends+v1|v2|1\nfriends+v2|v1|1")
  }

  @Test("is refused where it is the audited one, named twice or not there")
  func isRefused() async throws {
    let sandbox = try Sandbox()
    let itself = try await Self.audit(sandbox, "tiny")
    #expect(itself.exitCode == 2)
    #expect(itself.errors.contains("--companion tiny"))
    let absent = try await Self.audit(sandbox, "nobody")
    #expect(absent.exitCode == 4)
    #expect(absent.errors.contains("--companion nobody: "), "\(absent.errors)")
    #expect(absent.errors.contains("  ./nobody (--data): nothing there\n"), "\(absent.errors)")
    #expect(absent.errors.contains("  datasets/nobody/audio (datasets): nothing there\n"))
    #expect(absent.errors.contains("or name a folder that holds both corpora with --data DIR."))
    let external = try await sandbox.run(
      "train", "--corpus", "tiny", "--data", ".", "--recipe", "tiny.yaml", "--external", "ravdess")
    #expect(external.exitCode == 4)
    #expect(external.errors.contains("--external ravdess: "), "\(external.errors)")
    #expect(external.errors.contains("  ./ravdess (--data): nothing there\n"))
    #expect(external.errors.contains("or name a folder that holds both corpora with --data DIR "))
    #expect(sandbox.names() == (try Sandbox().names()))
  }
}
