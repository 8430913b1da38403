import Foundation
import TestSupport
import Testing
import Yams

@Suite("The model card of a run")
struct CardTests {
  /// What the card of a finished audit is, written with these statements.
  private static func card(
    of sandbox: Sandbox, _ statements: String, _ more: String...
  ) async throws -> (outcome: Program.Outcome, text: String) {
    try sandbox.write("mine.yaml", statements)
    let call = ["card", "--statements", "mine.yaml", "--output", "card.md"] + more
    let outcome = try await Program.run(call, in: sandbox.path)
    return (outcome, (try? sandbox.text("card.md")) ?? "")
  }

  @Test("stands in the run's folder, and tells what only the team can fill")
  func isWritten() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try await sandbox.query("SELECT id FROM runs")
    let outcome = try await sandbox.run("card")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output == "reports/\(run)/MODEL_CARD.md\n")
    #expect(
      outcome.errors.hasPrefix(
        "8 fields only you can fill: name, owners, contact, licence, intended-use, out-of-scope, "
          + "ethical-review, monitoring. "))
    let first = try sandbox.text("reports/\(run)/MODEL_CARD.md")
    #expect(first.contains("# Model card of run \(run)\n"))
    let quiet = try await sandbox.run("card", run, "--quiet")
    #expect(quiet.exitCode == 0 && quiet.errors.isEmpty, "\(quiet.errors)")
    #expect(try sandbox.text("reports/\(run)/MODEL_CARD.md") == first)
    let data = try await sandbox.run("card", "--json").data(by: "card.json")
    #expect(data["card"] as? String == "reports/\(run)/MODEL_CARD.md")
    #expect((data["missing"] as? [String])?.count == 8)
  }

  @Test("has no number that the run's report has not, and none that leaks in its front matter")
  func numbers() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try await sandbox.query("SELECT id FROM runs")
    let (outcome, card) = try await Self.card(of: sandbox, "name: Tone")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    func numbers(_ text: String) -> Set<String> {
      Set(
        text.matches(of: /[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+/).map { match in
          match.output.hasPrefix("0.") ? String(match.output.dropFirst()) : String(match.output)
        })
    }
    let report = numbers(try sandbox.text("reports/\(run)/report.md")).union(["95"])
    #expect(numbers(card).isSubset(of: report), "\(numbers(card).subtracting(report).sorted())")
    let inside = card.components(separatedBy: "\n").dropFirst().prefix { $0 != "---" }
    let front = try #require(
      try Yams.load(yaml: inside.joined(separator: "\n")) as? [String: Any])
    let index = try #require((front["model-index"] as? [[String: Any]])?.first)
    #expect(index["name"] as? String == "Tone")
    let results = try #require(index["results"] as? [[String: Any]])
    let splits = results.compactMap { ($0["dataset"] as? [String: Any])?["split"] as? String }
    let honest = try await sandbox.query(
      "SELECT DISTINCT protocol FROM reported_metrics WHERE NOT leaky")
    let leaky = try await sandbox.query(
      "SELECT DISTINCT protocol FROM reported_metrics WHERE leaky EXCEPT "
        + "SELECT DISTINCT protocol FROM reported_metrics WHERE NOT leaky")
    #expect(!splits.isEmpty)
    for split in splits {
      let rung = split.components(separatedBy: ", ")[0]
      #expect(honest.components(separatedBy: "\n").contains(rung), "\(split)")
      #expect(!leaky.components(separatedBy: "\n").contains(rung), "\(split)")
    }
  }

  @Test("shows the words of a file of statements, and nothing else differs by them")
  func statements() async throws {
    let sandbox = try await FinishedAudit.copy()
    let (outcome, card) = try await Self.card(
      of: sandbox, "format: 1\nname: \"Tone: 2\"\nintended-use: It is 99 % accurate.\n")
    #expect(outcome.errors.hasPrefix("6 fields only you can fill: owners, "), "\(outcome.errors)")
    #expect(card.contains("# Model card: Tone: 2\n"))
    #expect(card.contains("- **Intended use.** Stated by the team: It is 99\u{A0}% accurate. (The"))
    let other = try await Self.card(of: sandbox, "format: 1").text
    func measured(_ text: String) -> [String] {
      text.components(separatedBy: "\n").filter { line in
        !["Stated by the team", "**Not stated.**", "# Model card", "- name: "]
          .contains { line.contains($0) }
      }
    }
    #expect(measured(card) == measured(other) && card != other)
  }

  @Test("refuses statements with a key that it does not know, and names the nearest")
  func unknownKey() async throws {
    let sandbox = try await FinishedAudit.copy()
    let (outcome, card) = try await Self.card(of: sandbox, "intented-use: x\n")
    #expect(outcome.exitCode == 2 && card.isEmpty)
    #expect(
      outcome.errors.contains(
        "mine.yaml, line 1, intented-use: unknown key. Did you mean 'intended-use'? The keys are: "
          + "format, name, "), "\(outcome.errors)")
  }

  @Test(
    "needs statements that can be read",
    arguments: ["", "name:", "name: 1", "format: 2", "name: [a]", "- a", #"name: "a\u0007b""#])
  func unusable(statements: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    let (outcome, card) = try await Self.card(of: sandbox, statements)
    #expect(outcome.exitCode == 2 && card.isEmpty, "\(outcome.errors)")
    #expect(outcome.errors.contains("mine.yaml"), "\(outcome.errors)")
  }

  @Test("takes the statements that `init` writes, in which nothing is stated yet")
  func example() async throws {
    let sandbox = try await FinishedAudit.copy()
    #expect(try await sandbox.run("init", "mine").exitCode == 0)
    let text = try sandbox.text("mine/statements.yaml")
    let empty = try await Self.card(of: sandbox, text)
    #expect(empty.outcome.exitCode == 0, "\(empty.outcome.errors)")
    #expect(empty.outcome.errors.hasPrefix("8 fields only you can fill: "))
    // Each key stands there behind a mark of a comment.
    let filled = text.replacing(/(?m)^# ([a-z-]+: ["a-z])/) { "\($0.1)" }
    let full = try await Self.card(of: sandbox, filled)
    #expect(full.outcome.exitCode == 0 && full.outcome.errors.isEmpty, "\(full.outcome.errors)")
    #expect(!full.text.contains("**Not stated.**"))
  }

  @Test("takes the place of a card of before, and of no other file")
  func replacesCardsAlone() async throws {
    let sandbox = try await FinishedAudit.copy()
    #expect(try await Self.card(of: sandbox, "name: A").outcome.exitCode == 0)
    #expect(try await Self.card(of: sandbox, "name: B").text.contains("# Model card: B\n"))
    try sandbox.write("README.md", "---\nlicense: mit\n---\n\nBy hand.\n")
    for name in ["README.md", "ser-audit.sqlite", "tiny.yaml"] {
      let before = try Data(contentsOf: URL(fileURLWithPath: sandbox.path + "/" + name))
      let refused = try await sandbox.run("card", "--output", name)
      #expect(refused.exitCode == 2)
      #expect(
        refused.errors.contains("\(name) is there and was not written by `ser-audit card`"),
        "\(refused.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: sandbox.path + "/" + name)) == before)
    }
    try sandbox.link("link.md", to: sandbox.path + "/card.md")
    let linked = try await sandbox.run("card", "--output", "link.md")
    #expect(linked.exitCode == 0, "\(linked.errors)")
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: sandbox.path + "/link.md")
    #expect(target == sandbox.path + "/card.md")
    #expect(try sandbox.text("card.md").contains("# Model card: B\n") == false)
    let nowhere = try await sandbox.run("card", "--output", "nowhere/card.md")
    #expect(nowhere.exitCode == 5, "\(nowhere.errors)")
  }

  @Test(
    "is refused without a run, a ledger or a name of a file",
    arguments: [
      (["card", "nothing"], 2), (["card", "--ledger", "no/ledger"], 5),
      (["card", "--output", ""], 2), (["card", "--statements", ""], 2),
      (["card", "--statements", "nothing.yaml"], 2),
    ] as [([String], Int32)])
  func refused(call: [String], exitCode: Int32) async throws {
    let sandbox = try await FinishedAudit.copy()
    let outcome = try await Program.run(call, in: sandbox.path)
    #expect(outcome.exitCode == exitCode && outcome.output.isEmpty, "\(outcome.errors)")
  }
}
