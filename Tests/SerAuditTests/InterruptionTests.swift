import Foundation
import Testing

@Suite("An audit that is stopped on its way")
struct InterruptionTests {
  @Test("goes on after Ctrl-C, in training and in evaluation, and ends with the same numbers")
  func goesOnAfterInterrupts() async throws {
    let sandbox = try Sandbox()
    for place in ["epoch 1/", "white-noise 2"] {
      let stopped = try sandbox.startAudit()
      try await stopped.send(SIGINT, at: place)
      let outcome = try await stopped.outcome()
      #expect(outcome.exitCode == 130)
      #expect(outcome.errors.contains("the same command goes on from here"))
      let epochs = try await sandbox.query("SELECT count(*) FROM epochs")
      #expect(Int(epochs) ?? 0 > 0, "the learning curve so far stands in the ledger")
      #expect(try await sandbox.query("PRAGMA integrity_check") == "ok")
      #expect(try await sandbox.query("SELECT status FROM runs") == "interrupted")
    }
    try await expectTheSameEnd(sandbox)
  }

  @Test("goes on after its process was killed, and ends with the same numbers")
  func goesOnAfterKills() async throws {
    let sandbox = try Sandbox()
    for place in ["epoch 1/", "gain-down 1"] {
      let stopped = try sandbox.startAudit()
      try await stopped.send(SIGKILL, at: place)
      _ = try await stopped.outcome()
      #expect(try await sandbox.query("PRAGMA integrity_check") == "ok")
      #expect(try await sandbox.query("SELECT status FROM runs") == "running")
    }
    // Its number has been given to another process since, which started at another time.
    let number = ProcessInfo.processInfo.processIdentifier
    _ = try await sandbox.query(
      "UPDATE runs SET owner = substr(owner, 1, instr(owner, ':')) || '\(number):1'")
    try await expectTheSameEnd(sandbox)
  }

  @Test("is left alone by a second process while the first lives")
  func isLeftAlone() async throws {
    let sandbox = try Sandbox()
    let first = try sandbox.startAudit()
    try await first.send(SIGSTOP, at: "Features")
    let second = try await sandbox.audit()
    #expect(second.exitCode == 5)
    #expect(second.errors.contains("is being written by process"))
    let fresh = try await sandbox.audit("full", "--fresh")
    #expect(fresh.exitCode == 5)
    first.send(SIGTERM)
    first.send(SIGCONT)
    #expect(try await first.outcome().exitCode == 130)
  }

  @Test("is begun once by the same command started twice at once, and the other one is told why")
  func beginsOnce() async throws {
    let sandbox = try Sandbox()
    let programs = [try sandbox.startAudit("train"), try sandbox.startAudit("train")]
    var outcomes: [Program.Outcome] = []
    for program in programs { outcomes.append(try await program.outcome()) }
    #expect(outcomes.map(\.exitCode).sorted() == [0, 5], "\(outcomes.map(\.errors))")
    let refused = try #require(outcomes.first { $0.exitCode == 5 })
    #expect(refused.errors.contains("is being written by process"), "\(refused.errors)")
    #expect(try await sandbox.query("SELECT count(*) FROM runs") == "1")
  }

  @Test("is asked for by --resume, which is an error where nothing was begun")
  func isAskedForByName() async throws {
    let sandbox = try Sandbox()
    let nothing = try await sandbox.audit("train", "--resume")
    #expect(nothing.exitCode == 2)
    #expect(nothing.errors.contains("no unfinished run"))
    let stopped = try sandbox.startAudit("train")
    try await stopped.send(SIGINT, at: "epoch 2/")
    #expect(try await stopped.outcome().exitCode == 130)
    let resumed = try await sandbox.audit("train", "--resume")
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("Going on with run"))
    try await expectTheSameEnd(sandbox)
  }

  @Test("is not asked for by --resume once it is complete, and `audit` begins none")
  func isNotBegun() async throws {
    let complete = try await FinishedAudit.copy()
    let run = try #require(complete.names(in: "reports").first)
    for (command, fresh) in [("full", "; --fresh"), ("audit", "; `ser-audit train --fresh`")] {
      let resumed = try await complete.audit(command, "--resume")
      #expect(resumed.exitCode == 2)
      #expect(resumed.errors.contains("run \(run) with these options is complete"))
      #expect(resumed.errors.contains("\(fresh) begins a new one"), "\(resumed.errors)")
      #expect(!resumed.errors.contains("begin one"))
    }
    let sandbox = try Sandbox()
    let before = sandbox.names()
    for arguments in [[], ["--resume"]] {
      let audit = try await Program.run(
        ["audit"] + Sandbox.audit + arguments, in: sandbox.path)
      #expect(audit.exitCode == 2, "\(audit.errors)")
      #expect(audit.errors.contains("train"))
      #expect(sandbox.names() == before)
    }
  }

  private func expectTheSameEnd(_ sandbox: Sandbox) async throws {
    let end = try await sandbox.audit()
    #expect(end.errors.contains("Going on with run"))
    #expect(end.exitCode == (try await FinishedAudit.outcome().exitCode))
    #expect(try await sandbox.query("SELECT count(*) FROM runs") == "1")
    #expect(try await MetricRows.text(of: sandbox) == FinishedAudit.metrics())
    let run = try #require(sandbox.names(in: "reports").first)
    #expect(
      sandbox.names(in: "reports/\(run)/models").allSatisfy { $0.hasSuffix(".safetensors") })
  }
}
