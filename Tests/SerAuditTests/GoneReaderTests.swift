import Testing

@Suite("A reader that goes away before anything is printed")
struct GoneReaderTests {
  /// Runs a call whose standard output nobody reads any more, and that a signal would end: whoever
  /// runs the tests may have it held back.
  private static let script = """
    exec 3> >(:)
    wait $!
    exec env --default-signal=PIPE "$@" >&3
    """

  @Test(
    "changes no exit code, since what was asked for was done",
    arguments: [
      ("history", 0), ("history --json", 0), ("corpus list", 0), ("corpus list --json", 0),
      ("report", 0), ("corpus check tiny --data tiny", 0), ("corpus stats tiny --data tiny", 0),
      ("corpus features tiny --data tiny", 0), ("export --onnx m.onnx", 0), ("init new", 0),
      ("verify", 0), ("leakage --train tiny/manifest.csv --test tiny/manifest.csv", 1),
      ("predict tiny/v1/v1_tree_sad.wav", 0), ("predict gone.wav", 4),
      ("compare latest latest", 2), ("compare latest latest --json", 2),
      ("gate --nonsense --json", 2), ("corpus stats nowhere --json", 4), ("--help", 0),
      ("gate --help", 0), ("--version", 0),
    ])
  func changesNothing(call: String, code: Int32) async throws {
    let sandbox = try await FinishedAudit.copy()
    let words = call.split(separator: " ").map(String.init)
    let outcome = try await Program.tool(
      ["bash", "-c", Self.script, "bash", Program.path] + words, in: sandbox.path)
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test("leaves the verdict in the exit code of `gate`, and in the ledger")
  func leavesTheVerdict() async throws {
    let sandbox = try await FinishedAudit.copy()
    for call in [["gate"], ["gate", "--json"]] {
      let outcome = try await Program.tool(
        ["bash", "-c", Self.script, "bash", Program.path] + call, in: sandbox.path)
      #expect(outcome.exitCode == (try await FinishedAudit.outcome().exitCode))
    }
    #expect(try await sandbox.query("SELECT count(*) FROM verdicts") == "3")
  }

  @Test(
    "of standard error changes none either",
    arguments: [
      ("corpus check tiny --data tiny", 0), ("predict gone.wav", 4), ("history --metric x", 2),
      ("gate --nonsense", 2), ("nonsense", 2), ("leakage --split none", 4),
    ])
  func changesNothingWithoutErrors(call: String, code: Int32) async throws {
    let sandbox = try await FinishedAudit.copy()
    let words = call.split(separator: " ").map(String.init)
    let script = Self.script.replacing(">&3", with: "2>&3")
    let outcome = try await Program.tool(
      ["bash", "-c", script, "bash", Program.path] + words, in: sandbox.path)
    #expect(outcome.exitCode == code)
    #expect(outcome.errors.isEmpty)
  }

  @Test("and a full disk under standard error, end no call before its exit code")
  func fullErrors() async throws {
    let sandbox = try Sandbox()
    for (call, code) in [("gate --nonsense", 2), ("nonsense", 2), ("gate", 5), ("history", 5)] {
      let outcome = try await Program.tool(
        ["bash", "-c", "\(Program.path) \(call) 2> /dev/full"], in: sandbox.path)
      #expect(outcome.exitCode == Int32(code), "\(call)")
    }
  }
}
