import Foundation
import Testing

/// Where real recordings are, for tests that need them.
enum RealRecordings {
  static let folder = ProcessInfo.processInfo.environment["SER_AUDIT_DATA"].flatMap {
    $0.isEmpty ? nil : $0
  }

  /// Whether tests on real recordings run: where they are required they run and fail without them.
  static let areWanted =
    folder != nil || ProcessInfo.processInfo.environment["SER_AUDIT_REQUIRE_DATA"] == "1"

  static func corpus(_ name: String) throws -> String {
    try #require(folder, "SER_AUDIT_DATA is not set though real recordings are required")
      + "/" + name
  }

  /// The repository's folder `datasets`, found from this file.
  static let datasets: String = {
    let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    return file.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("datasets").path
  }()
}
