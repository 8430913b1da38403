import Foundation
import Testing

@Suite("The models of a history")
struct HistoryModelsTests {
  /// Three runs on one test set: of two models, the first of them twice.
  private func sandbox() async throws -> Sandbox {
    let foreign = try ForeignSandbox()
    for (file, name, wrong) in [("a", "lab", 3), ("b", "other", 2), ("c", "lab", 7)] {
      let rows = foreign.rows.enumerated().map { index, row in
        (
          path: row.path,
          emotion: index % wrong == 0 ? (row.emotion == "sad" ? "fear" : "sad") : row.emotion
        )
      }
      try foreign.sandbox.write(file + ".csv", foreign.predictions(rows))
      let outcome = try await foreign.full(
        "--predictions", file + ".csv", "--trained-on", "corpus:msp", "--model-name", name)
      #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
      // The order of runs is that of the second in which they began.
      try await Task.sleep(for: .seconds(1.1))
    }
    return foreign.sandbox
  }

  @Test("are named, and a change is from the run before of the same one")
  func changes() async throws {
    let sandbox = try await sandbox()
    let data = try await sandbox.run("history", "--json").data(by: "history.json")
    let lines = try #require(data["lines"] as? [[String: Any]])
    let entries = try #require(lines.first?["entries"] as? [[String: Any]])
    #expect(entries.map { $0["model"] as? String } == ["lab", "other", "lab"])
    let values = entries.map { ($0["value"] as? NSNumber)?.doubleValue ?? .nan }
    let changes = entries.map { ($0["change"] as? NSNumber)?.doubleValue }
    #expect(changes[0] == nil && changes[1] == nil)
    #expect(abs((changes[2] ?? .nan) - (values[2] - values[0])) < 1e-9)
    let text = try await sandbox.run("history").output
    let heading = try #require(text.split(separator: "\n").dropFirst().first)
    #expect(heading.hasPrefix("run") && heading.contains("  model  "), "\(text)")
    // Bars of two models in one row would show a course that neither has.
    #expect(!text.contains("█"), "\(text)")
  }

  @Test("can be chosen among, and one that is not there is told with those that are")
  func choice() async throws {
    let sandbox = try await sandbox()
    let data = try await sandbox.run("history", "--model-name", "lab", "--json")
      .data(by: "history.json")
    let lines = try #require(data["lines"] as? [[String: Any]])
    #expect((lines.first?["entries"] as? [Any])?.count == 2)
    #expect(try await sandbox.run("history", "--model-name", "lab").output.contains("█"))
    let none = try await sandbox.run("history", "--model-name", "nobody")
    #expect(none.exitCode == 2)
    #expect(
      none.errors.contains(
        "No complete run has uar of the model nobody. Models of the ledger: lab, other."),
      "\(none.errors)")
  }

  @Test("stand in the view of reported metrics, with what was declared left out by a word")
  func view() async throws {
    let sandbox = try await sandbox()
    let models = try await sandbox.query(
      "SELECT DISTINCT model, declared FROM reported_metrics ORDER BY 1")
    #expect(models == "lab|1\nother|1")
    let honest = try await sandbox.query(
      "SELECT count(*) FROM reported_metrics WHERE NOT leaky AND NOT declared")
    #expect(honest == "0")
  }
}
