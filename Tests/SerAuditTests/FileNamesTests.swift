import Foundation
import Testing

@Suite("Names of recordings that `predict` reads from a list")
struct FileNamesTests {
  @Test("are answered as arguments are, from a file and from standard input")
  func sameAnswers() async throws {
    let sandbox = try await FinishedAudit.copy()
    let names = sandbox.names(in: "tiny/v1").prefix(5).map { "tiny/v1/\($0)" }
    try sandbox.write("list", names.joined(separator: "\r\n") + "\n\n")
    let arguments = try await Program.run(
      ["predict", "--format", "csv"] + names, in: sandbox.path)
    #expect(arguments.exitCode == 0 && arguments.output.split(separator: "\n").count == 6)
    for call in ["--files-from list", "--files-from - < list"] {
      let listed = try await Program.tool(
        ["sh", "-c", "'\(Program.path)' predict --format csv \(call)"], in: sandbox.path)
      #expect(listed.exitCode == 0, "\(listed.errors)")
      #expect(listed.output == arguments.output)
    }
    let both = try await sandbox.run(
      "predict", "--format", "csv", "--files-from", "list", names[0])
    #expect(both.output.split(separator: "\n").count == 7)
  }

  @Test("may be many thousand: each that is missing is named, within seconds")
  func many() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write("list", (0..<20_000).map { "none\($0).wav" }.joined(separator: "\n"))
    let start = ContinuousClock.now
    let outcome = try await sandbox.run("predict", "--files-from", "list")
    #expect(outcome.exitCode == 4)
    #expect(outcome.errors.contains("none19999.wav: no such file"))
    #expect(ContinuousClock.now - start < .seconds(20), "as arguments they take 40 s")
  }

  @Test(
    "that are nowhere or none are told, and a list beside --stream is refused",
    arguments: [
      ("--files-from nothing", 4, "--files-from nothing cannot be read: "),
      ("--files-from empty", 2, "--files-from empty names no recording; expected "),
      ("--files-from bytes", 4, "--files-from bytes: its bytes are not UTF-8; expected "),
      ("--stream --files-from empty", 2, "--stream reads standard input; leave the files out."),
    ])
  func refusals(call: String, code: Int32, words: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write("empty", "\n\n")
    try sandbox.write("bytes", bytes: [0x61, 0xFF, 0x0A])
    let outcome = try await Program.run(
      ["predict"] + call.split(separator: " ").map(String.init), in: sandbox.path)
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }
}
