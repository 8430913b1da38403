import Foundation
import Testing

@Suite("The latest run that passed, as a baseline")
struct LatestPassedTests {
  private static let step = """
      - {name: no-step-back, require: not-worse-than-baseline, metric: accuracy, per: overall,
         reason: A test.}
    """
  private static let policy = """
    name: step
    rules:
      - {name: floor, metric: accuracy, per: overall, at-least: 0, decided-on: value, reason: A test.}
    \(step)
    """

  /// A sandbox with a policy and two files of predictions: all right, and all wrong.
  private func foreign() throws -> ForeignSandbox {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("policy.yaml", Self.policy)
    try foreign.sandbox.write("good.csv", foreign.predictions(foreign.rows))
    let wrong = foreign.rows.map { ($0.path, $0.emotion == "sad" ? "happy" : "sad") }
    try foreign.sandbox.write("bad.csv", foreign.predictions(wrong))
    return foreign
  }

  private func audit(
    _ foreign: ForeignSandbox, _ file: String, name: String = "m"
  ) async throws -> Program.Outcome {
    // A later second is a later run.
    try await Task.sleep(for: .seconds(1.1))
    return try await foreign.full(
      "--predictions", file, "--model-name", name, "--trained-on", "nothing", "--policy",
      "policy.yaml", "--fresh", "--baseline", "latest-passed")
  }

  @Test("a step back fails again when the same is tried again, and what is mended passes")
  func noRatchet() async throws {
    let foreign = try foreign()
    let first = try await audit(foreign, "good.csv")
    #expect(first.exitCode == 0, "\(first.output)\(first.errors)")
    #expect(first.errors.contains("Baseline: none"), "\(first.errors)")
    #expect(first.output.contains("note, undetermined  no-step-back: "), "\(first.output)")
    #expect(first.output.contains("this rule does not gate yet"), "\(first.output)")
    let good = try await foreign.sandbox.query("SELECT id FROM runs")
    for _ in 0..<2 {
      let worse = try await audit(foreign, "bad.csv")
      #expect(worse.exitCode == 1, "\(worse.output)\(worse.errors)")
      #expect(worse.errors.contains("Baseline: run \(good)."), "\(worse.errors)")
    }
    let mended = try await audit(foreign, "good.csv")
    #expect(mended.exitCode == 0, "\(mended.output)\(mended.errors)")
    #expect(mended.errors.contains("Baseline: run \(good)."), "\(mended.errors)")
    #expect(!mended.errors.contains("FAILED by policy"), "\(mended.errors)")
    // The latest run before the second step back is the first one, which is as bad.
    let worst = try await foreign.sandbox.query(
      "SELECT id FROM runs ORDER BY started, id LIMIT 1 OFFSET 2")
    let byLatest = try await foreign.sandbox.run(
      "gate", "--policy", "policy.yaml", "--run", worst, "--baseline", "latest")
    #expect(byLatest.exitCode == 0, "\(byLatest.output)\(byLatest.errors)")
    #expect(
      byLatest.errors.contains("The baseline itself FAILED by policy \"step\""),
      "\(byLatest.errors)")
  }

  @Test("is of a model of the same name: another begins anew")
  func anotherModel() async throws {
    let foreign = try foreign()
    #expect(try await audit(foreign, "good.csv").exitCode == 0)
    let other = try await audit(foreign, "bad.csv", name: "other")
    #expect(other.exitCode == 0, "\(other.output)\(other.errors)")
    #expect(other.errors.contains("Baseline: none"), "\(other.errors)")
  }

  @Test("where none has passed, a rule about a baseline alone passes nothing")
  func onlyRule() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    try sandbox.write("policy.yaml", "name: step\nrules:\n\(Self.step)\n")
    try sandbox.write(
      "never.yaml",
      """
      name: never
      rules: [{name: a, metric: accuracy, per: overall, at-least: 1, decided-on: lower, reason: b}]
      """)
    #expect(try await sandbox.run("gate", "--policy", "never.yaml", "--run", first).exitCode == 1)
    let gate = try await sandbox.run(
      "gate", "--policy", "policy.yaml", "--run", second, "--baseline", "latest-passed")
    #expect(gate.exitCode == 3, "\(gate.output)\(gate.errors)")
    #expect(gate.errors.contains("Baseline: none"), "\(gate.errors)")
    #expect(gate.output.contains("no other rule that gates"), "\(gate.output)")
  }

  @Test("names a run anywhere, and where none passed that is said")
  func name() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    for (limit, run) in [(0, first), (1, second)] {
      try sandbox.write(
        "policy.yaml",
        "name: p\nrules:\n  - {name: a, metric: accuracy, per: overall, at-least: \(limit), "
          + "decided-on: value, reason: A test.}\n")
      _ = try await sandbox.run("gate", "--policy", "policy.yaml", "--run", run)
    }
    let report = try await sandbox.run("report", "latest-passed", "--reports", "again")
    #expect(report.exitCode == 0, "\(report.errors)")
    #expect(sandbox.names(in: "again") == [first])
    _ = try await sandbox.run("gate", "--policy", "policy.yaml", "--run", first)
    let none = try await sandbox.run("report", "latest-passed")
    #expect(none.exitCode == 2)
    #expect(
      none.errors.contains("has no complete run whose last verdict is passed"), "\(none.errors)")
  }
}
