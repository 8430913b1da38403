import Foundation

/// A folder of the test's own that is removed when the test lets go of it.
final class ScratchFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ser-audit-synthetic-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func bytes(_ relative: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path + "/" + relative))
  }

  func write(_ relative: String, _ data: Data) throws {
    try data.write(to: URL(fileURLWithPath: path + "/" + relative))
  }

  /// The files below the folder with their bytes.
  func contents() throws -> [String: Data] {
    let paths = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    var contents: [String: Data] = [:]
    for path in paths where !path.hasSuffix("v1") && !path.hasSuffix("v2") {
      contents[path] = try bytes(path)
    }
    return contents
  }
}
