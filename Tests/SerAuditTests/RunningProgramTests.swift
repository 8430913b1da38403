import Foundation
import Testing

@Suite("A program that a test ran")
struct RunningProgramTests {
  @Test("has left none of its files open here when it ends")
  func leavesNothingOpen() async throws {
    let sandbox = try Sandbox()
    let outcome = try await Program.tool(
      ["readlink", "/proc/self/fd/1", "/proc/self/fd/2"], in: sandbox.path)
    let written = outcome.output.split(separator: "\n")
    try #require(written.count == 2, "\(outcome.errors)")
    let manager = FileManager.default
    let open = try manager.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
      try? manager.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
    }
    try #require(!open.isEmpty)
    for path in written { #expect(!open.contains { $0.hasPrefix(path) }) }
  }
}
