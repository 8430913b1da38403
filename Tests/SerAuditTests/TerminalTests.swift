import Testing

@Suite(
  "On a terminal",
  .enabled(
    if: PseudoTerminal.isPossible,
    "the command `script` (util-linux) is not there, so no terminal can be made"))
struct TerminalTests {
  /// Long enough to be interrupted, short enough to be ended.
  private static let epochs = 12
  private static let recipe = Sandbox.recipe.replacingOccurrences(
    of: "epochs: 3", with: "epochs: \(epochs)\n  patience: \(epochs)")
  private static let command = ["train"] + Sandbox.audit

  @Test("a training shows its progress, Ctrl-C stops it with a hint, and the same command goes on")
  func trainsStopsAndGoesOn() async throws {
    let sandbox = try Sandbox()
    try sandbox.write("tiny.yaml", Self.recipe)
    let first = try PseudoTerminal(Self.command, in: sandbox.path)
    try await first.pressControlC(at: "dev UAR")
    let stopped = try await first.outcome()
    let screen = Screen(stopped.output)
    #expect(stopped.exitCode == 130, "\(stopped.output)")
    #expect(stopped.output.contains("Stopping at the next safe place; once more ends at once."))
    #expect(screen.lines.last?.contains("the same command goes on from here") == true)
    try expectProgress(screen)

    let second = try await PseudoTerminal(Self.command, in: sandbox.path).outcome()
    #expect(second.exitCode == 0, "\(second.output)")
    #expect(second.output.contains("Going on with run"))
    let again = Screen(second.output).progress.filter { $0.hasPrefix("random, seed 0  1/") }
    #expect(again.isEmpty, "begins with the first epoch again")
    let ended = Screen(second.output).lines.filter { $0.hasPrefix("Train ") }
    #expect(ended.count == 3)
    #expect(
      ended.first?.hasPrefix("Train random, seed 0: best of \(Self.epochs) epochs is ") == true)
    #expect(ended.allSatisfy { $0.count < 100 })
    #expect(try await sandbox.query("SELECT count(*) FROM runs") == "1")
    #expect(
      try await sandbox.query("SELECT count(*) FROM epochs") == "\(3 * Self.epochs)")
  }

  @Test("a log says of an epoch that it is the best so far where dev chooses one")
  func namesTheBest() async throws {
    let sandbox = try Sandbox()
    try sandbox.write("tiny.yaml", Self.recipe)
    let lines = try await sandbox.audit("train").errors.split(separator: "\n")
    let first = lines.filter { $0.contains("epoch 1/\(Self.epochs)") }
    #expect(first.count == 3 && first.allSatisfy { $0.contains(" (best so far)") }, "\(first)")
  }

  @Test("progress is not drawn where output is a file, nor with --quiet")
  func drawsNothingElsewhere() async throws {
    let sandbox = try Sandbox()
    let logged = try await sandbox.audit("train")
    #expect(logged.exitCode == 0)
    #expect(!logged.errors.contains("\u{1B}") && !logged.errors.contains("\r"))
    let quiet = try await PseudoTerminal(Self.command + ["--quiet", "--fresh"], in: sandbox.path)
      .outcome()
    #expect(quiet.exitCode == 0)
    #expect(!quiet.output.contains("\u{1B}") && !quiet.output.contains("dev UAR"))
  }

  @Test("progress is drawn over itself only where the terminal can erase", arguments: ["", "dumb"])
  func drawsNothingOnADumbOne(terminal: String) async throws {
    let sandbox = try Sandbox()
    let outcome = try await PseudoTerminal(
      ["corpus", "check", "tiny", "--data", "tiny"], in: sandbox.path,
      environment: ["TERM": terminal]
    ).outcome()
    #expect(outcome.exitCode == 0, "\(outcome.output)")
    #expect(outcome.output.contains("\u{1B}") == (terminal != "dumb"), "\(outcome.output)")
  }

  @Test(
    "progress is never longer than a line, however narrow; one without a width is taken for 80",
    arguments: [(40, 40), (20, 20), (2, 2), (0, 80)])
  func fitsTheTerminal(columns: Int, most: Int) async throws {
    let sandbox = try Sandbox()
    let outcome = try await PseudoTerminal(
      ["train", "--protocols", "random"] + Sandbox.audit, in: sandbox.path, columns: columns
    ).outcome()
    #expect(outcome.exitCode == 0, "\(outcome.output)")
    let screen = Screen(outcome.output)
    #expect(!screen.progress.isEmpty)
    #expect(screen.progress.allSatisfy { $0.count < most }, "\(screen.progress)")
    #expect(columns == 0 || screen.progress.contains { $0.count == most - 1 })
    // What stays is whole.
    #expect(screen.lines.contains { $0.contains("140 recordings of 2 speakers below /") })
    #expect(screen.lines.last?.hasSuffix("/models/random-seed0.safetensors") == true)
  }

  private func expectProgress(_ screen: Screen) throws {
    let epochs = Self.epochs
    let line = try Regex(
      #"^random, seed 0  \d+/\#(epochs)  loss \d\.\d{3}  dev UAR [01]\.\d{3}  < \d+\.\d s left  "#
        + #"rate 0\.\d{5}"#)
    let shown = screen.progress.filter { $0.hasPrefix("random, seed 0") }
    #expect(shown.contains { (try? line.firstMatch(in: $0)) != nil }, "\(shown)")
    #expect(screen.progress.allSatisfy { $0.count < 80 }, "a longer line is not drawn over itself")
    let features = screen.progress.filter { $0.hasPrefix("Features random") }
    #expect(features.allSatisfy { $0.contains("/s  ") && $0.hasSuffix(" left") })
  }
}
