import Foundation
import Testing

@Suite("What the machine does not allow")
struct MachineLimitTests {
  @Test("a file that may grow no further is a write that fails: told with 5, nothing half written")
  func fileSize() async throws {
    let sandbox = try Sandbox()
    let trial = try await Program.tool(
      ["sh", "-c", "ulimit -f 1; exec '\(Program.path)' init"], in: sandbox.path)
    #expect(trial.exitCode == 5, "\(trial.errors)")
    #expect(trial.errors.contains("File too large"), "\(trial.errors)")
    #expect(!sandbox.names().contains { $0.hasSuffix(".part") })
  }

  @Test(
    "a ledger that the shell's limits are in the way of is told with 5 and the limit",
    arguments: [
      ("-f 10", "bytes (ulimit -f)"), ("-n 5", "may have 5 files open (ulimit -n)"),
    ])
  func ledger(limit: String, words: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    let trial = try await Program.tool(
      ["sh", "-c", "ulimit \(limit); exec '\(Program.path)' history"], in: sandbox.path)
    #expect(trial.exitCode == 5, "\(trial.errors)")
    #expect(trial.errors.contains(words), "\(trial.errors)")
  }

  @Test(
    "too few files that may be open are told with 5 before anything else, however few they are",
    arguments: [
      "verify", "report", "history", "corpus list", "gate", "predict none.wav", "self-test",
      "full --corpus tiny --data tiny --recipe tiny.yaml --preset quick --fresh",
    ])
  func openFiles(command: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    for limit in 5...20 {
      let trial = try await Program.tool(
        ["sh", "-c", "ulimit -n \(limit); exec '\(Program.path)' \(command)"], in: sandbox.path)
      #expect(trial.exitCode == 5, "\(limit): \(trial.errors)")
      let words = "may have \(limit) files open (ulimit -n)"
      #expect(trial.errors.contains(words), "\(limit): \(trial.errors)")
    }
    #expect(try await sandbox.query("SELECT count(*) FROM runs") == "1")
  }

  @Test("a recipe whose steps take more memory than there is gets 2 and what to lower")
  func memory() async throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      "large.yaml",
      Sandbox.recipe.replacing("channels: [4, 8]", with: "channels: [512, 512, 512]")
        .replacing("pooledBands: [4, 4]", with: "pooledBands: [1, 1, 1]")
        .replacing("pooledFrames: [2, 2]", with: "pooledFrames: [1, 1, 1]")
        .replacing("batchSize: 16", with: "batchSize: 512"))
    let train = "train --corpus tiny --data tiny --recipe large.yaml --preset quick"
    let trial = try await Program.tool(
      ["sh", "-c", "ulimit -v 3000000; exec '\(Program.path)' \(train)"], in: sandbox.path)
    #expect(trial.exitCode == 2, "\(trial.errors)")
    #expect(trial.errors.contains("A step by this recipe takes "), "\(trial.errors)")
    #expect(trial.errors.contains("Lower the recipe's batchSize"), "\(trial.errors)")
  }
}
