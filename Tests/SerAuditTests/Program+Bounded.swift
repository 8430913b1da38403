import Foundation
import Testing

extension Program {
  /// Runs the program as somebody whom permissions bind, also where the tests run as root.
  static func bounded(_ arguments: [String], in folder: String) async throws -> Outcome {
    guard geteuid() == 0 else { return try await run(arguments, in: folder) }
    let outcome = try await tool(
      ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", path]
        + arguments, in: folder)
    // Who may not give up rights gets an answer that looks like one of the program.
    try #require(!outcome.errors.hasPrefix("setpriv:"), "\(outcome.errors)")
    return outcome
  }
}
