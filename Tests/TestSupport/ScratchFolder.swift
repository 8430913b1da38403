import Foundation

/// A folder of one test, removed with everything in it when the tests end. A test may keep its path
/// alone: the compiler lets go of an object as soon as nobody names it.
public final class ScratchFolder: Sendable {
  /// Where it is, without symbolic links.
  public let path: String

  /// Makes an empty folder below `parent`.
  public init(in parent: URL = FileManager.default.temporaryDirectory) throws {
    let folder = parent.appendingPathComponent("ser-audit-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
    Self.leftovers.remember(path)
  }

  private static let leftovers = Leftovers()

  fileprivate static func removeAll() { leftovers.removeAll() }

  /// The path of a file of the folder, whether or not it is there.
  public func file(_ relative: String) -> String { path + "/" + relative }

  /// Makes the folder that a file stands in; returns the file's path.
  @discardableResult
  public func prepare(_ relative: String) throws -> String {
    let url = URL(fileURLWithPath: file(relative))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    return file(relative)
  }

  /// Writes a file with its folders; returns its path.
  @discardableResult
  public func write(_ relative: String, bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: prepare(relative)))
    return file(relative)
  }

  /// Writes a text with its folders; returns its path. By default a file that looks like a
  /// recording from its name and first bytes alone.
  @discardableResult
  public func write(_ relative: String, _ text: String = "RIFF") throws -> String {
    try write(relative, bytes: Array(text.utf8))
  }

  /// Makes a symbolic link.
  public func link(_ relative: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: file(relative), withDestinationPath: target)
  }
}

/// Folders that go when the process ends.
private final class Leftovers: @unchecked Sendable {
  private let lock = NSLock()
  private var paths: [String] = []

  func remember(_ path: String) {
    lock.withLock {
      if paths.isEmpty { atexit { ScratchFolder.removeAll() } }
      paths.append(path)
    }
  }

  func removeAll() {
    for path in lock.withLock({ paths }) { try? FileManager.default.removeItem(atPath: path) }
  }
}
