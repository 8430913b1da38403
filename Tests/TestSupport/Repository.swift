import Foundation

/// The repository that the tests stand in.
public enum Repository {
  /// Its folder, found from this file.
  public static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}
