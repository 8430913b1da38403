import Foundation
import TestSupport
import Testing

/// The Python with the packages of scripts/interchange/requirements.txt, where the environment
/// says.
enum Python {
  private static let environment = ProcessInfo.processInfo.environment
  private static let named = environment["SER_AUDIT_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }

  /// Whether tests on it run; where it is required they run and fail without it.
  static let isWanted = named != nil || environment["SER_AUDIT_REQUIRE_PYTHON"] == "1"
  static let reason: Comment =
    "SER_AUDIT_PYTHON names no Python with the packages of scripts/interchange/requirements.txt"

  /// A script left with another code than 0; its words stand above.
  struct Failure: Error {
    let script: String
  }

  private static let scripts = Repository.root + "/scripts/interchange"

  /// Runs a script of scripts/interchange; what it prints is JSON.
  static func run(_ script: String, _ arguments: String...) throws -> Data {
    let process = Process()
    let python = try #require(named, "SER_AUDIT_PYTHON is not set though Python is required")
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["\(scripts)/\(script)"] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(script: script) }
    return data
  }
}
