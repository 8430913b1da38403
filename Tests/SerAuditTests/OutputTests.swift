import Foundation
import Testing

@Suite("What is printed")
struct OutputTests {
  @Test(
    "is told with exit code 5 where it cannot be written",
    arguments: [
      "predict FILE", "predict FILE --format csv", "predict FILE --format jsonl",
      "predict FILE --json", "predict --stream < FILE", "gate --json",
    ])
  func isToldWhereItCannotBeWritten(call: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    let outcome = try await Program.tool(
      [
        "bash", "-c",
        "\(Program.path) \(call) > /dev/full".replacing("FILE", with: "tiny/v1/v1_tree_angry.wav"),
      ], in: sandbox.path)
    #expect(outcome.exitCode == 5, "\(outcome.errors)")
    #expect(outcome.errors.contains("No space left on device"), "\(outcome.errors)")
  }

  @Test(
    "is told in the same way where it is help, the version or a script for the shell",
    arguments: [
      "--help", "--version", "gate --help", "help gate", "--generate-completion-script bash",
    ])
  func helpIsToldWhereItCannotBeWritten(call: String) async throws {
    for (stream, reason) in [("/dev/full", "No space left on device"), ("&-", "standard output")] {
      let outcome = try await Program.tool(
        ["bash", "-c", "\(Program.path) \(call) >\(stream)"], in: "/")
      #expect(outcome.exitCode == 5, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("ser-audit: The result cannot be written"))
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    }
  }

  @Test("is how far a stage is, in a log too, where nothing else was told for ten seconds")
  func isProgressInALog() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.audit("late")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    let lines = outcome.errors.split(separator: "\n").filter { $0.contains("  10/10  ") }
    #expect(lines.count == 1, "\(outcome.errors)")
    #expect(lines.first?.hasPrefix("Evaluate random v1 > v1  10/10  ") == true, "\(lines)")
    #expect(!outcome.errors.contains("\r") && !outcome.errors.contains("\u{1B}"))
  }

  @Test("is whole at a slow reader of a pipe that does not wait")
  func isWholeAtASlowReader() async throws {
    let sandbox = try await FinishedAudit.copy()
    let files = sandbox.names(in: "tiny/v1").filter { $0.hasSuffix(".wav") }.map { "tiny/v1/" + $0 }
    let call = ["predict", "--format", "csv"] + files
    let expected = try await Program.run(call, in: sandbox.path).output
    let pipe = Pipe()
    let end = pipe.fileHandleForWriting.fileDescriptor
    try #require(fcntl(end, F_SETFL, O_WRONLY | O_NONBLOCK) == 0)
    let setPipeSize: Int32 = 1031
    let capacity = fcntl(end, setPipeSize, 4096)
    try #require((1..<Int32(expected.utf8.count) / 2).contains(capacity))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = call
    process.currentDirectoryURL = URL(fileURLWithPath: sandbox.path)
    process.standardOutput = pipe
    try process.run()
    var read = Data()
    while let piece = try pipe.fileHandleForReading.read(upToCount: 1024), !piece.isEmpty {
      read += piece
      try await Task.sleep(for: .milliseconds(20))
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(String(decoding: read, as: UTF8.self) == expected)
  }
}
