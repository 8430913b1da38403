import Foundation
import TestSupport

/// The built program, run as users run it.
enum Program {
  /// What one call came to.
  struct Outcome {
    let exitCode: Int32
    let output: String
    let errors: String

    /// The object that `--json` printed.
    var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }
  }

  /// The program beside the test bundle, where the same build put it.
  static let path: String = {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = bundle.deletingLastPathComponent().appendingPathComponent("ser-audit").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return Repository.root + "/.build/release/ser-audit"
  }()

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await start(arguments, in: folder, environment: environment).outcome()
  }

  /// Starts the program and lets it run.
  static func start(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(path: path, arguments, in: folder, environment: environment)
  }

  /// Runs another command, for example `sqlite3`, to its end.
  static func tool(_ arguments: [String], in folder: String) async throws -> Outcome {
    try await RunningProgram(path: "/usr/bin/env", arguments, in: folder, environment: [:])
      .outcome()
  }
}
