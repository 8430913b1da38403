import Foundation
import Ledger

extension StoredModel {
  /// Where its file may be: below the folder that it was trained in, which is this one or that of
  /// its ledger. Without a file, nowhere.
  func places(beside ledger: String) -> [String] {
    guard let path = checkpoint else { return [] }
    let folder = ledger.enclosingFolder
    return folder.isEmpty || path.hasPrefix("/") ? [path] : [path, folder + "/" + path]
  }

  /// The first of these places where something stands.
  func file(beside ledger: String) -> String? {
    places(beside: ledger).first { FileManager.default.fileExists(atPath: $0) }
  }
}
