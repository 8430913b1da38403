import Foundation

/// A ledger in a folder that may not be written, where SQLite cannot put the file that it would
/// need beside the ledger to read it: it is read as it lies there.
///
/// That is safe only while nobody writes it. No writer had it open when it was opened, and whatever
/// is written afterwards changes the stamp, by which each read is checked at its end.
struct StillFile: Sendable {
  private let path: String
  private let stamp: Stamp

  private struct Stamp: Equatable {
    let size: Int
    let modified: Date

    init?(path: String) {
      let facts = try? FileManager.default.attributesOfItem(atPath: path)
      guard let size = facts?[.size] as? Int, let modified = facts?[.modificationDate] as? Date
      else { return nil }
      (self.size, self.modified) = (size, modified)
    }
  }

  /// Where a ledger is such a file; `nil` where SQLite can read it in its own way.
  init?(path: String) {
    let files = FileManager.default
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard !files.isWritableFile(atPath: folder), !files.fileExists(atPath: path + "-wal"),
      let stamp = Stamp(path: path)
    else { return nil }
    (self.path, self.stamp) = (path, stamp)
  }

  /// How SQLite is asked for it.
  var uri: String {
    let whole = URL(fileURLWithPath: path).path
    let escaped = whole.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? whole
    return "file:\(escaped)?immutable=1"
  }

  /// - Throws: `LedgerError.changedMeanwhile` where the file is no longer what it was.
  func requireUnchanged() throws(LedgerError) {
    guard Stamp(path: path) == stamp, !FileManager.default.fileExists(atPath: path + "-wal") else {
      throw .changedMeanwhile(path: path)
    }
  }
}
