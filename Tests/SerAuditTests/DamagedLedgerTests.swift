import Foundation
import Testing

@Suite("A damaged ledger whose models are not where they were")
struct DamagedLedgerTests {
  @Test(
    "is told as one, and not as a ledger of models that are gone",
    arguments: [["predict", "tiny/v1/v1_tree_sad.wav"], ["train"] + Sandbox.audit])
  func isTold(call: [String]) async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query("PRAGMA wal_checkpoint(TRUNCATE)")
    try FileManager.default.removeItem(atPath: sandbox.path + "/reports")
    let gone = try await Program.run(call, in: sandbox.path)
    #expect(!gone.errors.contains("is damaged"), "\(gone.errors)")
    // The predictions are most of the file, and neither command reads them.
    let page = try await sandbox.query(
      "SELECT max(pageno) FROM dbstat WHERE name = 'predictions' AND pagetype = 'leaf'")
    var bytes = try sandbox.bytes("ser-audit.sqlite")
    let start = (try #require(Int(page)) - 1) * 4096
    for index in start..<start + 4096 { bytes[index] = 0xA5 }
    try sandbox.write("ser-audit.sqlite", bytes: Array(bytes))
    let outcome = try await Program.run(call, in: sandbox.path)
    #expect(outcome.exitCode == 5, "\(outcome.errors)")
    #expect(outcome.errors.contains("The ledger ser-audit.sqlite is damaged"), "\(outcome.errors)")
  }
}
