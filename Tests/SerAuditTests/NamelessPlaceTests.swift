import Foundation
import Testing

@Suite("An empty name, as that of a variable that is not set, or a path where a name should be")
struct NamelessPlaceTests {
  @Test(
    "of a place to write to or to read is refused with 2: it means no folder, and not the root",
    arguments: [
      ["report", "--reports", ""], ["init", ""],
      ["explore", "tiny", "--data", "tiny", "--out", ""],
      ["split", "tiny", "--data", "tiny", "--output", ""],
      ["export", "--onnx", ""], ["gate", "--ledger", ""], ["history", "--ledger", ""],
      ["full", "--corpus", "tiny", "--data", "tiny", "--ledger", ""],
      ["full", "--corpus", "tiny", "--data", "tiny", "--reports", ""],
      ["corpus", "fetch", "tess", "--to", ""], ["corpus", "add", "mine", "--data", ""],
      ["corpus", "list", "--data", ""], ["corpus", "stats", "tiny", "--data", ""],
      ["corpus", "check", "tiny", "--data", ""], ["corpus", "features", "tiny", "--data", ""],
      ["explore", "tiny", "--data", ""], ["full", "--corpus", "tiny", "--data", ""],
      ["leakage", "--split", "x.csv", "--corpus", "tiny", "--data", ""],
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

  @Test("of a ledger is refused by every command that takes one: every number would be lost")
  func isNoLedger() async throws {
    let sandbox = try Sandbox()
    for command in ["full", "train", "audit", "gate", "report", "history", "verify", "predict x"] {
      let words = command.split(separator: " ").map(String.init)
      let outcome = try await Program.run(words + ["--ledger", ""], in: sandbox.path)
      #expect(outcome.exitCode == 2)
      #expect(
        outcome.errors.contains(
          "--ledger '' names no file; expected one to keep numbers in."),
        "\(outcome.errors)")
    }
  }

  @Test(
    "is not that of a ledger which SQLite alone would take for an address or for its memory",
    arguments: [":memory:", "file::memory:", "file:x.sqlite", "file:x.sqlite?mode=memory"])
  func isALedger(name: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    let usualGate = try await sandbox.run("gate")
    let usual = try await sandbox.run("history")
    let ledger = "ser-audit.sqlite"
    for file in sandbox.names() where file.hasPrefix(ledger) {
      try FileManager.default.moveItem(
        atPath: sandbox.path + "/" + file,
        toPath: sandbox.path + "/" + name + file.dropFirst(ledger.count))
    }
    let before = Set(sandbox.names())
    let outcome = try await sandbox.run("history", "--ledger", name)
    #expect(outcome.exitCode == 0 && outcome.output == usual.output, "\(outcome.errors)")
    let gate = try await sandbox.run("gate", "--ledger", name)
    #expect(gate.exitCode == usualGate.exitCode, "\(gate.errors)")
    let beside = Set(sandbox.names()).subtracting(before)
    #expect(beside.isSubset(of: [name + "-wal", name + "-shm"]), "\(beside)")
  }

  @Test(
    "of a corpus is refused with 2 and with where a folder belongs",
    arguments: [
      (["corpus", "check", "NAME"], "<name>"), (["corpus", "stats", "NAME"], "<name>"),
      (["corpus", "features", "NAME"], "<name>"), (["corpus", "fetch", "NAME"], "<name>"),
      (["explore", "NAME"], "<corpus>"), (["split", "NAME"], "<name>"),
      (["full", "--corpus", "NAME"], "--corpus"), (["train", "--corpus", "NAME"], "--corpus"),
      (["full", "--companion", "NAME"], "--companion"),
      (["audit", "--external", "NAME"], "--external"),
      (["leakage", "--split", "x.csv", "--corpus", "NAME"], "--corpus"),
    ])
  func isNoCorpus(call: [String], place: String) async throws {
    let sandbox = try Sandbox()
    let before = sandbox.names()
    for name in ["", ".", "..", ".tiny", "a+b", "a b", "./tiny", "../tiny", "/tiny", "x/../.."] {
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

  @Test("of a corpus is refused by what adds one, too, and for the same characters")
  func isNoNewCorpus() async throws {
    let sandbox = try Sandbox()
    let before = sandbox.names()
    for name in ["", ".", "..", ".tiny", "a+b", "a b", "a/b"] {
      let added = try await sandbox.run("corpus", "add", name, "--data", "tiny")
      let counted = try await sandbox.run("corpus", "stats", name, "--data", "tiny")
      for outcome in [added, counted] {
        #expect(outcome.exitCode == 2, "\(name)")
        #expect(
          outcome.errors.contains("letters, digits, -, _ and . (but not first)"),
          "\(outcome.errors)")
      }
      #expect(sandbox.names() == before)
    }
    #expect(try await sandbox.run("corpus", "stats", "a-b_1.2", "--data", "tiny").exitCode == 0)
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
