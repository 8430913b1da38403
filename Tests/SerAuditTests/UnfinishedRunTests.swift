import Foundation
import Testing

@Suite("A run that is not finished")
struct UnfinishedRunTests {
  private func sandbox() async throws -> (sandbox: Sandbox, run: String) {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(
      "DELETE FROM findings WHERE verdict IS NOT NULL; DELETE FROM verdicts; "
        + "UPDATE runs SET status = 'interrupted'")
    return (sandbox, try await sandbox.query("SELECT id FROM runs"))
  }

  @Test("is reported without a verdict, and the missing junit.xml is told")
  func isReported() async throws {
    let (sandbox, run) = try await sandbox()
    let outcome = try await sandbox.run("report", run, "--reports", "again")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(
      outcome.errors == "\(run) is not complete; it has no verdict, so no junit.xml.\n",
      "\(outcome.errors)")
    #expect(sandbox.names(in: "again/" + run) == ["findings.json", "report.html", "report.md"])
    let finished = try await FinishedAudit.copy()
    let whole = try await finished.run("report", "--reports", "again")
    #expect(whole.errors.isEmpty, "\(whole.errors)")
    #expect(finished.names(in: "again/" + run).contains("junit.xml"))
  }

  @Test(
    "is never the latest one, and where there is no other, that is what is said",
    arguments: [
      "gate", "gate --run latest", "report", "report latest", "verify latest",
      "compare latest latest", "gate --run RUN --baseline latest",
    ])
  func isNeverTheLatest(call: String) async throws {
    let (sandbox, run) = try await sandbox()
    let arguments = call.replacing("RUN", with: run).split(separator: " ").map(String.init)
    let outcome = try await Program.run(arguments, in: sandbox.path)
    #expect(outcome.exitCode == 2)
    let words =
      call.contains("RUN")
      ? "\(run) is not complete" : "ser-audit.sqlite has no complete run (1 unfinished)"
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test("has a card that says so below its title")
  func card() async throws {
    let (sandbox, run) = try await sandbox()
    let outcome = try await sandbox.run("card", run, "--output", "card.md")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let text = try sandbox.text("card.md")
    #expect(text.contains("# Model card of run \(run)\n\n> **The run is not complete: "))
    #expect(!text.contains("model-index:"))
  }

  @Test("is not promised in the list of `history`")
  func isNotListed() async throws {
    let (sandbox, run) = try await sandbox()
    let outcome = try await sandbox.run("gate", "--run", "nothing")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.errors.contains("The nearest: \(run). ser-audit history lists the complete ones."),
      "\(outcome.errors)")
  }
}
