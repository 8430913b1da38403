import Foundation
import TestSupport

extension ScratchFolder {
  func bytes(_ relative: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: file(relative)))
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
