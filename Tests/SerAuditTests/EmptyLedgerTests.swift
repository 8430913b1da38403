import Foundation
import Testing

@Suite("A ledger without any run")
struct EmptyLedgerTests {
  @Test(
    "is told with 2 and what to do, by every command that reads one",
    arguments: [
      ("gate", "has no complete run (0 unfinished). Finish one with `ser-audit full`"),
      ("report", "has no complete run (0 unfinished)"), ("verify", "has no complete run"),
      ("gate --run x", "The ledger has no run x. It has no runs at all."),
      ("compare x y", "The ledger has no run x. It has no runs at all."),
      ("history", "ser-audit.sqlite has no complete run. Finish one with `ser-audit full`."),
      ("history --metric nothing", "has no complete run. Finish one"),
      ("predict x.wav", "has no fitted model whose file is still there. Give --model FILE"),
      ("export --onnx m.onnx", "has no fitted model whose file is still there. Give --model FILE"),
      ("full --corpus tiny --data tiny --baseline x", "It has no runs at all."),
    ])
  func isTold(call: String, words: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query("PRAGMA foreign_keys = ON; DELETE FROM runs")
    // SQLite's own files beside a ledger come and go with whoever opens it.
    func names() -> [String] { sandbox.names().filter { !$0.hasPrefix("ser-audit.sqlite-") } }
    let before = names()
    let outcome = try await Program.run(
      call.split(separator: " ").map(String.init), in: sandbox.path)
    #expect(outcome.exitCode == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(names() == before)
  }

  @Test(
    "is told with 5 where its file is empty, and the file stays so",
    arguments: ["gate", "report", "verify", "compare x y", "history", "predict x.wav"])
  func isEmpty(call: String) async throws {
    let sandbox = try Sandbox()
    try sandbox.write("ser-audit.sqlite", "")
    let outcome = try await Program.run(
      call.split(separator: " ").map(String.init), in: sandbox.path)
    #expect(outcome.exitCode == 5, "\(outcome.errors)")
    #expect(outcome.errors.contains("ser-audit.sqlite is empty: no audit has written to it."))
    #expect(sandbox.names().filter { $0.hasPrefix("ser-audit") } == ["ser-audit.sqlite"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: sandbox.path + "/ser-audit.sqlite")).isEmpty)
  }
}
