import Foundation

/// Two tiny audits in one ledger, made once: the finished one, and a later one of a shorter
/// training with two seeds. Tests work on copies of them.
enum TwoAudits {
  private static let leftover = Sandbox.freshPath()

  private static let original = Task {
    let sandbox = try await FinishedAudit.copy(named: leftover)
    atexit { try? FileManager.default.removeItem(atPath: TwoAudits.leftover) }
    let first = try await sandbox.query("SELECT id FROM runs")
    try sandbox.write(
      "short.yaml", Sandbox.recipe.replacingOccurrences(of: "epochs: 3", with: "epochs: 1"))
    // A later second is a later run.
    try await Task.sleep(for: .seconds(1.1))
    let outcome = try await sandbox.run(
      "full", "--corpus", "tiny", "--data", "tiny", "--recipe", "short.yaml", "--preset", "quick",
      "--seeds", "2")
    let second = try await sandbox.query("SELECT id FROM runs WHERE id <> '\(first)'")
    return (sandbox: sandbox, runs: (first, second), outcome: outcome)
  }

  /// The identifiers of the two runs, the earlier first.
  static func runs() async throws -> (first: String, second: String) {
    try await original.value.runs
  }

  /// A sandbox of the test's own in which both audits stand finished.
  static func copy() async throws -> Sandbox { try await original.value.sandbox.copy() }
}
