import Foundation

/// Where real recordings are, for tests that need them, and what to do without them.
public enum RealRecordings {
  /// Real recordings are required and not there.
  public struct Missing: Error, CustomStringConvertible {
    /// What was not found.
    public let description: String
  }

  private static let environment = ProcessInfo.processInfo.environment

  /// The folder that SER_AUDIT_DATA names; an empty value names none.
  public static let folder = environment["SER_AUDIT_DATA"].flatMap { $0.isEmpty ? nil : $0 }

  /// Whether tests on real recordings run: where they are required they run and fail without them.
  public static let areWanted = folder != nil || environment["SER_AUDIT_REQUIRE_DATA"] == "1"

  /// The folder of a corpus, or of a part of one.
  public static func corpus(_ name: String) throws -> String {
    guard let folder else {
      throw Missing(description: "SER_AUDIT_DATA is not set though recordings are required")
    }
    return folder + "/" + name
  }

  /// The paths of all recordings below a corpus's folder, sorted; at least one.
  public static func paths(_ name: String, endingIn endings: [String] = [".wav"]) throws
    -> [String]
  {
    let root = try corpus(name)
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    let found = names.filter { name in endings.contains { name.hasSuffix($0) } }
    guard !found.isEmpty else { throw Missing(description: "\(root) holds no recordings") }
    return found.sorted().map { root + "/" + $0 }
  }
}
