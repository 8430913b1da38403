import Foundation
import Testing

@Suite("Ledgers of earlier versions, and short names")
struct OldLedgerTests {
  @Test(
    "are brought up to date by commands that only read",
    arguments: [["history"], ["report"], ["verify"], ["gate", "--run", "nothing"]])
  func areBroughtUpToDate(arguments: [String]) async throws {
    let sandbox = try Sandbox()
    let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../LedgerTests/Reference/version-2.sql")
    try sandbox.write("old.sql", String(contentsOf: dump, encoding: .utf8))
    _ = try await Program.tool(["sh", "-c", "sqlite3 l.sqlite < old.sql"], in: sandbox.path)
    let outcome = try await Program.run(
      arguments + ["--ledger", "l.sqlite"], in: sandbox.path)
    #expect(outcome.exitCode == 0 || outcome.exitCode == 2, "\(outcome.errors)")
    let version = try await Program.tool(
      ["sqlite3", "l.sqlite", "PRAGMA user_version"], in: sandbox.path)
    #expect(version.output == "7\n")
  }

  @Test("a folder of one letter is a folder like any other")
  func oneLetter() async throws {
    let sandbox = try await FinishedAudit.copy()
    let report = try await sandbox.run("report", "--reports", "x")
    #expect(report.exitCode == 0, "\(report.errors)")
    #expect(sandbox.names(in: "x").count == 1)
    let begun = try await sandbox.run("init", "y")
    #expect(begun.exitCode == 0, "\(begun.errors)")
    #expect(sandbox.names(in: "y").contains("policy.yaml"))
  }
}
