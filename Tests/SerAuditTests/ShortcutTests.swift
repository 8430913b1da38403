import Foundation
import Testing

@Suite("The shortcut floor of a whole audit")
struct ShortcutTests {
  @Test("stands in the ledger: ten probes on every test set, each with its interval")
  func standsInTheLedger() async throws {
    let sandbox = try await FinishedAudit.copy()
    let tests = try await sandbox.query("SELECT count(*) FROM test_sets")
    let perProbe = try await sandbox.query(
      """
      SELECT count(*) FROM evaluations e JOIN models m ON m.id = e.model
      WHERE m.name LIKE 'probe/%' GROUP BY m.name
      """)
    let counts = perProbe.split(separator: "\n").map(String.init)
    #expect(counts == [String](repeating: tests, count: 10))
    let unscored = try await sandbox.query(
      """
      SELECT count(*) FROM metrics WHERE attribute = 'probe' AND metric = 'uar'
        AND (value IS NULL OR seed IS NOT NULL)
      """)
    #expect(unscored == "0")
  }

  @Test("has the difference from every model as that of their two recalls")
  func differs() async throws {
    let sandbox = try await FinishedAudit.copy()
    let worst = try await sandbox.query(
      """
      SELECT count(*) > 20, max(abs(d.value - (m.value - p.value))) < 1e-12
      FROM metrics d JOIN metrics m ON m.run = d.run AND m.metric = 'uar' AND m.attribute IS NULL
        AND m.protocol = d.protocol AND m.trained_on = d.trained_on AND m.tested_on = d.tested_on
        AND m.speaker IS d.speaker AND m.perturbation IS NULL AND m.seed = d.seed
      JOIN metrics p ON p.run = d.run AND p.metric = 'uar' AND p.attribute = 'probe'
        AND p.subgroup = d.subgroup AND p.protocol = d.protocol AND p.trained_on = d.trained_on
        AND p.tested_on = d.tested_on AND p.speaker IS d.speaker
      WHERE d.metric = 'uar-over-probe'
      """)
    #expect(worst == "1|1")
  }

  @Test("is shown in the report, with a finding for each honest test set")
  func isShown() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let report = try sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("## Shortcut floor"))
    let findings = try await sandbox.query(
      "SELECT count(*) FROM findings WHERE check_name = 'shortcut-floor' AND verdict IS NULL")
    let honest = try await sandbox.query(
      "SELECT count(*) FROM test_sets WHERE protocol IN ('speaker-disjoint','speaker-word-disjoint')"
    )
    #expect(findings == honest)
  }

  @Test("decides where the policy says so")
  func decides() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write(
      "strict.yaml",
      """
      name: strict
      rules:
        - name: shortcut-floor
          forbid: no-better-than-probe
          reason: A test.
      """)
    let gate = try await sandbox.run("gate", "--policy", "strict.yaml")
    #expect([0, 1, 3].contains(gate.exitCode), "\(gate.errors)")
    #expect(gate.output.contains("by policy \"strict\""))
    #expect(
      gate.output.contains("of 4 checks passed") || gate.output.contains("of 2 checks passed"))
  }
}

@Suite("The exploration of a corpus")
struct ExploreTests {
  @Test("is written whole, leaves nothing else, and is the same the second time")
  func isWritten() async throws {
    let sandbox = try Sandbox()
    let first = try await sandbox.run("explore", "tiny", "--data", "tiny", "--out", "one")
    #expect(first.exitCode == 0, "\(first.errors)")
    #expect(first.output == "one/explore.html\none/explore.md\n")
    #expect(sandbox.names(in: "one") == ["explore.html", "explore.md"])
    #expect(sandbox.names() == ["one", "tiny", "tiny.yaml"])
    let second = try await sandbox.run("explore", "tiny", "--data", "tiny", "--out", "two")
    #expect(second.exitCode == 0)
    for name in ["explore.html", "explore.md"] {
      #expect(try sandbox.text("one/" + name) == sandbox.text("two/" + name))
    }
  }
}
