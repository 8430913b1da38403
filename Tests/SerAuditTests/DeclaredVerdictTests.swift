import Foundation
import TestSupport
import Testing

@Suite("A verdict by what somebody declares of training")
struct DeclaredVerdictTests {
  private static let reservation =
    "rests on what was declared of training (msp), which nothing here verified"

  @Test("passes as the policy says, and is told to be so wherever it stands")
  func isTold() async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    try sandbox.write("p.csv", foreign.predictions(foreign.rows))
    try sandbox.write(
      "policy.yaml",
      "name: easy\nrules:\n  - {name: right, metric: accuracy, per: overall, at-least: 0.5, "
        + "decided-on: value, reason: because}\n")
    let outcome = try await foreign.full(
      "--predictions", "p.csv", "--trained-on", "corpus:msp", "--policy", "policy.yaml")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("cross-corpus (as declared)"), "\(outcome.output)")
    #expect(outcome.output.contains("; it \(Self.reservation)"), "\(outcome.output)")
    let run = try #require(sandbox.names(in: "reports").first)
    for file in ["report.md", "report.html", "junit.xml"] {
      #expect(
        try sandbox.text("reports/\(run)/\(file)").contains("It \(Self.reservation)."), "\(file)")
    }
    #expect(try sandbox.text("reports/\(run)/findings.json").contains("\"statedTraining\""))
    let gate = try await sandbox.run("gate", "--policy", "policy.yaml", "--json")
    let data = try gate.data(by: "gate.json")
    #expect(
      data["statedTraining"] as? [String: String] == ["source": "declaration", "names": "msp"])
    let history = try await sandbox.run("history", "--json")
    #expect(try SchemaCheck().faults(of: try #require(history.json), schema: "history.json") == [])
    #expect(history.output.contains("\"statedTraining\""))
    #expect(try await sandbox.run("history").output.contains("passed (easy), as declared"))
    #expect(try await sandbox.run("verify").exitCode == 0)
  }

  @Test("is failed by a policy that forbids it, which a split file passes")
  func isForbidden() async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    try foreign.sandbox.write(
      "policy.yaml",
      "name: strict\nrules:\n  - {name: known, forbid: declared-training, reason: because}\n")
    for (training, expected) in [
      (["--trained-on", "v1"], "failed"), (["--split", "parts.csv"], "passed"),
    ] {
      let outcome = try await Program.run(
        [
          "full", "--corpus", "mini", "--data", "mini", "--preset", "quick", "--predictions",
          "p.csv",
        ]
          + training + ["--policy", "policy.yaml", "--ledger", expected + ".sqlite"],
        in: foreign.sandbox.path)
      #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
      let status = try await foreign.sandbox.query(
        "SELECT status FROM findings WHERE check_name = 'known'", ledger: expected + ".sqlite")
      #expect(status == expected)
    }
  }

  @Test("is open for one cause where nobody declares anything, and that is told once")
  func isUnknown() async throws {
    let foreign = try ForeignSandbox()
    let rows = foreign.rows.map { ($0.path, $0.emotion == "happy" ? "sad" : $0.emotion) }
    try foreign.sandbox.write("p.csv", foreign.predictions(rows))
    let outcome = try await foreign.full("--predictions", "p.csv")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    let open = lines.filter { $0.hasPrefix("  undetermined  ") }
    #expect(open.count == 1, "\(outcome.output)")
    #expect(
      open.first?.hasPrefix(
        "  undetermined  per-speaker-accuracy, no-class-collapse, per-speaker-calibration, "
          + "no-leaky-evidence: Nothing can be judged: it is not known what the model was trained")
        == true, "\(open)")
    #expect(lines.contains("Never answered: happy"), "\(outcome.output)")
    #expect(lines.contains { $0.hasPrefix("unknown ") && $0.hasSuffix("LEAKY") })
    #expect(!lines.contains { $0.hasPrefix("random") })
    let floor = try await foreign.sandbox.query(
      "SELECT count(*) FROM findings WHERE check_name = 'shortcut-floor'")
    #expect(floor == "1")
    #expect(try await foreign.sandbox.run("verify").exitCode == 0)
  }
}
