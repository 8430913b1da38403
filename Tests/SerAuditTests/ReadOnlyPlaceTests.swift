import Foundation
import TestSupport
import Testing

@Suite("A folder that may not be written to")
struct ReadOnlyPlaceTests {
  @Test(
    "is told with 5, its path and what to do, and nothing is left in it",
    arguments: [
      "report --reports shut", "report --reports shut/new", "init shut", "init shut/new",
      "export --onnx shut/m.onnx", "explore tiny --data tiny --out shut",
      "explore tiny --data tiny --out shut/new", "corpus fetch tess --to shut/x --accept-licence",
    ])
  func isTold(call: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    for name in ["card.md", "checksums.tsv"] {
      try sandbox.write(
        "datasets/tess/" + name,
        String(contentsOfFile: Repository.root + "/datasets/tess/" + name, encoding: .utf8))
    }
    try FileManager.default.createDirectory(
      atPath: sandbox.path + "/shut", withIntermediateDirectories: false)
    chmod(sandbox.path + "/shut", 0o555)
    defer { chmod(sandbox.path + "/shut", 0o755) }
    let arguments = call.split(separator: " ").map(String.init)
    let outcome = try await Program.bounded(arguments, in: sandbox.path)
    #expect(outcome.exitCode == 5, "\(outcome.errors)")
    for words in ["shut", "Permission denied", "Allow writing there, or name another place."] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(outcome.output.isEmpty)
    #expect(sandbox.names(in: "shut").isEmpty)
  }

  @Test("of reports leaves the audit unfinished, and it goes on where there is another")
  func leavesTheAudit() async throws {
    let sandbox = try Sandbox()
    try FileManager.default.createDirectory(
      atPath: sandbox.path + "/shut", withIntermediateDirectories: false)
    chmod(sandbox.path + "/shut", 0o555)
    defer { chmod(sandbox.path + "/shut", 0o755) }
    let stopped = try await Program.bounded(
      ["full"] + Sandbox.audit + ["--reports", "shut"], in: sandbox.path)
    #expect(stopped.exitCode == 5, "\(stopped.errors)")
    #expect(stopped.errors.contains("models cannot be created: Permission denied."))
    #expect(try await sandbox.query("SELECT status FROM runs") == "interrupted")
    let end = try await sandbox.audit()
    #expect(end.errors.contains("Going on with run"), "\(end.errors)")
    #expect(end.exitCode == (try await FinishedAudit.outcome().exitCode))
    #expect(try await MetricRows.text(of: sandbox) == FinishedAudit.metrics())
  }
}
