import Foundation
import Testing

@Suite("The history of a ledger")
struct HistoryTests {
  private func lines(_ outcome: Program.Outcome) throws -> [[String: Any]] {
    try #require(try outcome.data(by: "history.json")["lines"] as? [[String: Any]])
  }

  @Test("has a line a run for each test set, the oldest first, with the paired change")
  func lines() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    let found = try lines(try await sandbox.run("history", "--json"))
    #expect(found.count >= 4)
    for line in found {
      let entries = try #require(line["entries"] as? [[String: Any]])
      #expect(entries.map { $0["run"] as? String } == [first, second])
      #expect(entries[0]["change"] == nil)
      #expect(entries[1]["isPaired"] as? Bool == true)
      #expect(entries.map { ($0["seeds"] as? [Any])?.count } == [1, 2])
      #expect(entries.allSatisfy { $0["verdict"] != nil && $0["value"] != nil })
      #expect(entries.map { ($0["changeSeeds"] as? [Int]) } == [[], [0]])
      #expect(entries.map { ($0["changeSeedsBefore"] as? [Int]) } == [[], [0]])
    }
    let text = try await sandbox.run(
      "history", "--protocol", "speaker-disjoint", "--metric", "accuracy")
    #expect(text.exitCode == 0)
    #expect(text.output.contains("tiny: speaker-disjoint v1 > v2  accuracy"))
    #expect(!text.output.contains("random"))
    #expect(text.output.contains("█") || text.output.contains("▅"))
  }

  @Test("names the seed of a change of one of several, whichever run has the others")
  func someSeeds() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    func rows() async throws -> [Substring] {
      try await sandbox.run("history", "--metric", "accuracy").output.split(separator: "\n")
    }
    let later = try await rows().filter { $0.hasPrefix(second) }
    #expect(!later.isEmpty && later.allSatisfy { $0.contains(" seed 0 ") }, "\(later)")
    _ = try await sandbox.query(
      "UPDATE runs SET started = '2000-01-01T00:00:00Z' WHERE id = '\(second)'")
    let turned = try await rows().filter { $0.hasPrefix(first) }
    #expect(!turned.isEmpty && turned.allSatisfy { $0.contains(" seed 0 ") }, "\(turned)")
  }

  @Test("of several seeds has an interval about their mean, never beside it")
  func means() async throws {
    let sandbox = try await TwoAudits.copy()
    var intervals = 0
    for metric in ["ece", "macro-f1", "mcc", "uar"] {
      for line in try lines(try await sandbox.run("history", "--metric", metric, "--json")) {
        for entry in try #require(line["entries"] as? [[String: Any]]) {
          for (value, range) in [("value", "interval"), ("change", "changeInterval")] {
            guard let range = entry[range] as? [String: Any] else { continue }
            intervals += 1
            let found = try #require((entry[value] as? NSNumber)?.doubleValue)
            let lower = try #require((range["lower"] as? NSNumber)?.doubleValue)
            let upper = try #require((range["upper"] as? NSNumber)?.doubleValue)
            #expect(lower <= found + 1e-12 && found <= upper + 1e-12, "\(metric): \(entry)")
          }
        }
      }
    }
    #expect(intervals > 0)
  }

  @Test("says what a * means where one is shown, and only there")
  func mark() async throws {
    let two = try await TwoAudits.copy()
    for metric in ["uar", "accuracy", "ece", "recall"] {
      let text = try await two.run("history", "--metric", metric).output
      #expect(text.contains("excludes 0") == text.contains("]*"), "\(text)")
    }
    let single = try await FinishedAudit.copy().run("history")
    #expect(single.exitCode == 0 && !single.output.contains("*"), "\(single.output)")
  }

  @Test("names the policy of each verdict, which need not be the same")
  func policies() async throws {
    let sandbox = try await TwoAudits.copy()
    let (_, second) = try await TwoAudits.runs()
    try sandbox.write(
      "lax.yaml",
      "name: lax\nrules:\n  - {name: r, metric: accuracy, per: speaker, at-least: 0, "
        + "decided-on: value, reason: A test.}\n")
    let gate = try await sandbox.run("gate", "--policy", "lax.yaml", "--run", second)
    #expect(gate.exitCode == 0, "\(gate.errors)")
    for line in try lines(try await sandbox.run("history", "--json")) {
      let entries = try #require(line["entries"] as? [[String: Any]])
      #expect(entries.map { $0["policy"] as? String } == ["standard", "lax"])
    }
    let text = try await sandbox.run("history")
    #expect(text.output.contains("passed (lax)"), "\(text.output)")
    #expect(text.output.contains(" (standard)"), "\(text.output)")
  }

  @Test("calls a policy that has the default one's name and other rules changed, as all pages do")
  func changedPolicy() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write(
      "policy.yaml",
      "name: standard\nrules:\n  - {name: r, metric: accuracy, per: speaker, at-least: 0, "
        + "decided-on: value, reason: A test.}\n")
    let gate = try await sandbox.run("gate", "--policy", "policy.yaml")
    #expect(
      gate.output.hasPrefix("Verdict: PASSED by policy \"standard (changed)\" ("),
      "\(gate.output)")
    #expect(gate.errors.contains("Give it a name of its own."), "\(gate.errors)")
    let history = try await sandbox.run("history")
    #expect(history.output.contains("passed (standard (changed))"), "\(history.output)")
    #expect(try await sandbox.run("report").exitCode == 0)
    let run = try await sandbox.query("SELECT id FROM runs")
    for file in ["report.md", "report.html", "junit.xml"] {
      #expect(
        try sandbox.text("reports/\(run)/\(file)").contains("standard (changed)"), "\(file)")
    }
  }

  @Test("of a number that cannot be paired says so, and one of a speaker is the speaker's")
  func others() async throws {
    let sandbox = try await TwoAudits.copy()
    let text = try await sandbox.run("history", "--metric", "mce")
    #expect(text.output.contains(" unpaired"), "\(text.output)")
    let found = try lines(
      try await sandbox.run(
        "history", "--speaker", "v1", "--protocol", "random", "--metric", "accuracy", "--json"))
    let entry = try #require((found.first?["entries"] as? [[String: Any]])?.first)
    let (first, _) = try await TwoAudits.runs()
    let stored = try await sandbox.query(
      """
      SELECT value FROM reported_metrics WHERE run = '\(first)' AND speaker = 'v1' AND metric =
      'accuracy' AND protocol = 'random' AND attribute IS NULL AND perturbation IS NULL
      """)
    let value = try #require((entry["value"] as? NSNumber)?.doubleValue)
    #expect(abs(value - (Double(stored) ?? -1)) < 1e-9)
  }

  @Test("that is empty is told with 2: an unknown metric with the nearest, an unused option")
  func refusals() async throws {
    let sandbox = try await TwoAudits.copy()
    let calls = [
      (["--metric", "acuracy"], "Did you mean 'accuracy'?"),
      (["--corpus", "tess"], "No complete run has uar of the corpus tess. Leave an option out."),
      (["--metric", "recall"], "No complete run has recall of a whole test set, which is what"),
      (["--protocol", "cross-corpus"], "No complete run has uar on cross-corpus"),
      (["--protocol", "crosscorpus"], "is invalid"),
    ]
    for (arguments, words) in calls {
      let outcome = try await Program.run(["history"] + arguments, in: sandbox.path)
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    let none = try await sandbox.run("history", "--ledger", "none.sqlite")
    #expect(none.exitCode == 5)
  }
}
