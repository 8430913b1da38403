import Testing

@Suite("An empty name, as that of a variable that is not set, or a path where a name should be")
struct NamelessPlaceTests {
  @Test(
    "of a place to write to or to read is refused with 2: it means no folder, and not the root",
    arguments: [
      ["report", "--reports", ""], ["init", ""],
      ["explore", "tiny", "--data", "tiny", "--out", ""],
      ["export", "--onnx", ""], ["gate", "--ledger", ""], ["history", "--ledger", ""],
      ["full", "--corpus", "tiny", "--data", "tiny", "--ledger", ""],
      ["full", "--corpus", "tiny", "--data", "tiny", "--reports", ""],
    ])
  func isNoPlace(arguments: [String]) async throws {
    let sandbox = try await FinishedAudit.copy()
    let before = sandbox.names()
    let outcome = try await Program.run(arguments, in: sandbox.path)
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains("names no f"), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(sandbox.names() == before)
  }

  @Test(
    "of a ledger that SQLite would keep nowhere is refused: every number would be lost",
    arguments: ["", ":memory:"])
  func isNoLedger(name: String) async throws {
    let sandbox = try Sandbox()
    for command in ["full", "train", "audit", "gate", "report", "history", "verify", "predict x"] {
      let words = command.split(separator: " ").map(String.init)
      let outcome = try await Program.run(words + ["--ledger", name], in: sandbox.path)
      #expect(outcome.exitCode == 2)
      #expect(
        outcome.errors.contains(
          "--ledger '\(name)' names no file; expected one to keep numbers in."),
        "\(outcome.errors)")
    }
  }

  @Test(
    "of a corpus is refused with 2 and with where a folder belongs",
    arguments: [
      (["corpus", "check", "NAME"], "<name>"), (["corpus", "stats", "NAME"], "<name>"),
      (["corpus", "features", "NAME"], "<name>"), (["explore", "NAME"], "<corpus>"),
      (["full", "--corpus", "NAME"], "--corpus"), (["train", "--corpus", "NAME"], "--corpus"),
      (["full", "--companion", "NAME"], "--companion"),
      (["audit", "--external", "NAME"], "--external"),
      (["leakage", "--split", "x.csv", "--corpus", "NAME"], "--corpus"),
    ])
  func isNoCorpus(call: [String], place: String) async throws {
    let sandbox = try Sandbox()
    let before = sandbox.names()
    for name in ["", "./tiny", "../tiny", "/tiny"] {
      let arguments = call.map { $0 == "NAME" ? name : $0 }
      let outcome = try await Program.run(arguments, in: sandbox.path)
      #expect(outcome.exitCode == 2)
      #expect(
        outcome.errors.contains(
          "\(place) '\(name)': expected the name of a corpus, such as tess, without slashes."),
        "\(outcome.errors)")
      #expect(sandbox.names() == before)
    }
  }

  @Test("of a run is refused with 2 by every command that takes one, and says what may be meant")
  func isNoRun() async throws {
    let sandbox = try await FinishedAudit.copy()
    let calls = [
      ["report", ""], ["verify", ""], ["gate", "--run", ""], ["gate", "--baseline", ""],
      ["compare", "", "latest"], ["compare", "latest", ""], ["full", "--baseline", ""],
    ]
    for call in calls {
      let outcome = try await Program.run(call, in: sandbox.path)
      #expect(outcome.exitCode == 2, "\(call)")
      #expect(
        outcome.errors.contains("The name of a run is empty. Is it of a variable that is not set?"),
        "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
  }
}
