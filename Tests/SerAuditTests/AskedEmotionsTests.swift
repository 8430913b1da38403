import Foundation
import Testing

@Suite("A model of fewer emotions than its corpus has")
struct AskedEmotionsTests {
  private static let four = "angry,happy,neutral,sad"

  @Test("is asked for its own alone, and all that follows is about these")
  func isAskedForItsOwn() async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    // Of the other recordings it says something, too, as a model must that is asked about them.
    let known = Set(Self.four.split(separator: ",").map(String.init))
    try sandbox.write(
      "p.csv",
      foreign.predictions(
        foreign.rows.map { ($0.path, known.contains($0.emotion) ? $0.emotion : "sad") }))
    let call = ["--predictions", "p.csv", "--trained-on", "v1"]
    let outcome = try await full(call + ["--emotions", " Happy,angry,neutral,sad"], foreign)
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(
      outcome.errors.contains(
        "Asked for: angry, happy, neutral and sad; 18 recordings of mini of disgust, fear and "
          + "surprise are left out (--emotions)."), "\(outcome.errors)")
    func values(_ metric: String, _ column: String = "value") async throws -> String {
      try await sandbox.query(
        """
        SELECT DISTINCT \(column) FROM reported_metrics WHERE metric = '\(metric)'
        AND attribute IS NULL AND perturbation IS NULL ORDER BY 1
        """)
    }
    #expect(try await values("chance") == "0.25")
    #expect(try await values("uar") == "1.0")
    #expect(try await values("recall", "class") == "angry\nhappy\nneutral\nsad")
    #expect(try await values("answered-share", "n") == "12")
    let findings = "SELECT count(*) FROM findings WHERE check_name LIKE 'predictions-%'"
    #expect(try await sandbox.query(findings) == "0")
    let run = try #require(sandbox.names(in: "reports").first)
    let report = try sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("The model was asked for angry, happy, neutral and sad alone. The 18"))
    #expect(try await sandbox.run("verify").exitCode == 0)

    let all = "angry,disgust,fear,happy,neutral,sad,surprise"
    for more in [[], ["--emotions", all]] {
      let other = try await full(call + more, foreign)
      #expect(other.errors.contains("is complete") == !more.isEmpty, "\(other.errors)")
    }
    #expect(try await sandbox.query("SELECT count(*) FROM runs") == "2")
  }

  @Test("is compared on the emotions that both runs asked for")
  func isCompared() async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    try sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let call = ["--predictions", "p.csv", "--trained-on", "v1", "--emotions"]
    for emotions in ["happy,sad,angry", "happy,sad,neutral"] {
      let outcome = try await full(call + [emotions], foreign)
      #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    }
    let runs = try await sandbox.query("SELECT id FROM runs").split(separator: "\n")
      .map(String.init)
    try #require(runs.count == 2)
    let data = try await sandbox.run("compare", runs[0], runs[1], "--json")
      .data(by: "compare.json")
    let tests = try #require(data["tests"] as? [[String: Any]])
    #expect(!tests.isEmpty)
    for test in tests {
      let metrics = try #require(test["metrics"] as? [[String: Any]])
      // UAR over happy and sad, which both were asked for, of answers that are right.
      #expect(metrics.map { ($0["first"] as? NSNumber)?.doubleValue } == [1, 1], "\(test)")
    }
  }

  @Test("keeps all rows of its split, by which leakage is judged")
  func keepsItsSplit() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.full(
      "--model-command", "sh model.sh label", "--split", "parts.csv", "--emotions", Self.four)
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    let own = foreign.rows.filter { $0.path.hasPrefix("v1") }.map(\.emotion).enumerated()
    let tested = own.filter { $0.offset % 2 == 1 && Self.four.contains($0.element) }.count
    let asked =
      "SELECT count(*) FROM predictions p JOIN evaluations e ON e.id = p.evaluation "
      + "JOIN models m ON m.id = e.model WHERE m.name = 'model.sh'"
    #expect(try await foreign.sandbox.query(asked) == "\(tested)")
    let lost = "SELECT count(*) FROM findings WHERE check_name = 'split-rows'"
    #expect(try await foreign.sandbox.query(lost) == "0")
  }

  @Test(
    "may name emotions that its corpus has, two or more, and is somebody else's",
    arguments: [
      ("hapy,sad", "--predictions p.csv", "there is no 'hapy' (nearest: happy); choose among"),
      ("sad,", "--predictions p.csv", "there is no ''; choose among"),
      ("sad,sad", "--predictions p.csv", "two or more"),
      ("happy,sad,surprise", "--predictions p.csv", "mini has no recording of surprise"),
      ("happy,sad", "", "speaks of somebody else's model"),
    ])
  func mayName(emotions: String, model: String, words: String) async throws {
    let foreign = try ForeignSandbox()
    let manifest = try foreign.sandbox.text("mini/manifest.csv").split(separator: "\n")
    try foreign.sandbox.write(
      "mini/manifest.csv",
      manifest.filter { !$0.contains("surprise") }.joined(separator: "\n") + "\n")
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await full(
      ["--emotions", emotions] + model.split(separator: " ").map(String.init), foreign)
    #expect(outcome.exitCode == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!foreign.sandbox.names().contains("ser-audit.sqlite"))
  }

  private func full(_ options: [String], _ foreign: ForeignSandbox) async throws -> Program.Outcome
  {
    try await Program.run(
      ["full", "--corpus", "mini", "--data", "mini", "--preset", "quick"] + options,
      in: foreign.sandbox.path)
  }
}
