import Foundation
import Testing

@Suite("In GitHub Actions")
struct GitHubActionsTests {
  @Test("a verdict is told as annotations and added to the step's summary")
  func tells() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write("summary.md", "before\n")
    let gate = try await sandbox.run(
      "gate", "--json",
      environment: [
        "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": sandbox.path + "/summary.md",
      ])
    #expect(gate.exitCode == (try await FinishedAudit.outcome().exitCode))
    #expect(gate.json != nil, "annotations stay out of the JSON object")
    let lines = gate.errors.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("::") }, "\(gate.errors)")
    #expect(lines.last?.hasPrefix("::notice title=ser-audit%3A verdict ") == true)
    let summary = try sandbox.text("summary.md")
    #expect(summary.hasPrefix("before\n## ser-audit: "))
    #expect(summary.contains("| per-speaker-accuracy |"))
  }

  @Test("and nowhere else, unless --annotations asks for it")
  func keepsQuiet() async throws {
    let sandbox = try await FinishedAudit.copy()
    let plain = try await sandbox.run("gate", environment: ["GITHUB_ACTIONS": ""])
    #expect(plain.errors.isEmpty, "\(plain.errors)")
    let asked = try await sandbox.run(
      "gate", "--annotations", "--quiet", environment: ["GITHUB_ACTIONS": ""])
    #expect(asked.errors.contains("::notice "))
    let lost = try await sandbox.run(
      "gate", environment: ["GITHUB_STEP_SUMMARY": sandbox.path + "/no/such/file"])
    #expect(lost.exitCode == plain.exitCode)
    #expect(lost.output == plain.output)
    #expect(lost.errors.contains("no/such/file cannot be written"), "\(lost.errors)")
  }
}
