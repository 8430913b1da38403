import Foundation
import Testing

@Suite("A file that may not be read")
struct UnreadableFilesTests {
  @Test(
    "is told with 5, its path and what to do",
    arguments: [
      (
        "history --ledger shut.sqlite",
        "The ledger shut.sqlite may not be read. Allow reading it, or name another with --ledger."
      ),
      (
        "predict x.wav --model shut.safetensors",
        "shut.safetensors: cannot be read: Permission denied. Allow reading it, or give another "
          + "file."
      ),
    ])
  func isTold(call: String, words: String) async throws {
    let sandbox = try Sandbox()
    let arguments = call.split(separator: " ").map(String.init)
    let name = try #require(arguments.last)
    try sandbox.write(name, "anything")
    chmod(sandbox.path + "/" + name, 0)
    let outcome = try await Program.bounded(arguments, in: sandbox.path)
    #expect(outcome.exitCode == 5, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
