import Foundation
import Testing

@Suite("One ledger for several audits, or one that may only be read")
struct SharedLedgerTests {
  /// Every number of a run to the last bit, a line a number.
  private func numbers(of run: String, _ sandbox: Sandbox, ledger: String) async throws -> String {
    try await sandbox.query(
      """
      SELECT protocol, trained_on, tested_on, speaker, class, attribute, subgroup, perturbation,
        severity, metric, quote(value), quote(lower), quote(upper), level, n, leaky
      FROM reported_metrics WHERE run = '\(run)' ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
      """, ledger: ledger)
  }

  @Test("audits that write one ledger at once give the numbers that each gives alone")
  func atOnce() async throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      "other.yaml", Sandbox.recipe.replacingOccurrences(of: "epochs: 3", with: "epochs: 2"))
    let other = [
      "full", "--corpus", "tiny", "--data", "tiny", "--recipe", "other.yaml", "--preset", "quick",
    ]
    let together = try [["full"] + Sandbox.audit, other].map {
      try Program.start($0 + ["--ledger", "shared.sqlite"], in: sandbox.path)
    }
    var codes: [Int32] = []
    for program in together { codes.append(try await program.outcome().exitCode) }
    let alone = try await Program.run(other + ["--ledger", "alone.sqlite"], in: sandbox.path)
    #expect(codes == [try await FinishedAudit.outcome().exitCode, alone.exitCode])
    #expect(
      try await sandbox.query("PRAGMA integrity_check", ledger: "shared.sqlite") == "ok")
    let runs = try await sandbox.query(
      "SELECT id FROM runs ORDER BY json_extract(provenance, '$.recipeHash') = "
        + "(SELECT json_extract(provenance, '$.recipeHash') FROM alone.runs)",
      ledger: "shared.sqlite", attached: "alone.sqlite"
    ).split(separator: "\n").map(String.init)
    try #require(runs.count == 2)
    let finished = try await FinishedAudit.copy()
    let first = try await finished.query("SELECT id FROM runs")
    let second = try await sandbox.query("SELECT id FROM runs", ledger: "alone.sqlite")
    #expect(
      try await numbers(of: runs[0], sandbox, ledger: "shared.sqlite")
        == numbers(of: first, finished, ledger: "ser-audit.sqlite"))
    #expect(
      try await numbers(of: runs[1], sandbox, ledger: "shared.sqlite")
        == numbers(of: second, sandbox, ledger: "alone.sqlite"))
  }

  @Test("a job waits while another one writes, and goes on when it has written")
  func waits() async throws {
    let sandbox = try await FinishedAudit.copy()
    let usual = try await sandbox.run("gate")
    async let writer = Program.tool(
      [
        "bash", "-c",
        "(echo 'BEGIN IMMEDIATE;'; sleep 0.2; touch held; sleep 2; echo 'ROLLBACK;')"
          + " | sqlite3 ser-audit.sqlite",
      ], in: sandbox.path)
    while !sandbox.names().contains("held") { try await Task.sleep(for: .milliseconds(20)) }
    let start = ContinuousClock.now
    let gate = try await sandbox.run("gate")
    #expect(ContinuousClock.now - start > .seconds(1))
    #expect(gate.exitCode == usual.exitCode && gate.output == usual.output, "\(gate.errors)")
    #expect(try await writer.exitCode == 0)
  }

  @Test("a ledger on a medium that may only be read is reported, and is not written")
  func readOnly() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    try FileManager.default.createDirectory(
      atPath: sandbox.path + "/kept", withIntermediateDirectories: false)
    try FileManager.default.moveItem(
      atPath: sandbox.path + "/ser-audit.sqlite", toPath: sandbox.path + "/kept/l.sqlite")
    let before = try Data(contentsOf: URL(fileURLWithPath: sandbox.path + "/kept/l.sqlite"))
    chmod(sandbox.path + "/kept/l.sqlite", 0o444)
    chmod(sandbox.path + "/kept", 0o555)
    defer { chmod(sandbox.path + "/kept", 0o755) }
    let report = try await Program.bounded(
      ["report", "--ledger", "kept/l.sqlite", "--reports", "again"], in: sandbox.path)
    #expect(report.exitCode == 0, "\(report.errors)")
    #expect(
      try sandbox.text("again/\(run)/report.md") == sandbox.text("reports/\(run)/report.md"))
    let gate = try await Program.bounded(["gate", "--ledger", "kept/l.sqlite"], in: sandbox.path)
    #expect(gate.exitCode == 5)
    #expect(gate.errors.contains("may only be read"))
    let full = try await Program.bounded(
      ["full"] + Sandbox.audit + ["--ledger", "kept/l.sqlite"], in: sandbox.path)
    #expect(full.exitCode == 5)
    #expect(full.errors.contains("may only be read"))
    #expect(sandbox.names(in: "kept") == ["l.sqlite"])
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: sandbox.path + "/kept/l.sqlite")) == before)
  }
}

extension Sandbox {
  /// What a statement gives that also reads a second ledger, by the name of its file without
  /// ending.
  fileprivate func query(
    _ statement: String, ledger: String, attached: String
  ) async throws -> String {
    let name = attached.split(separator: ".").first.map(String.init) ?? attached
    return try await query("ATTACH '\(attached)' AS \(name); \(statement)", ledger: ledger)
  }
}
