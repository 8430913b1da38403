import Foundation
import Ledger

extension LedgerFile {
  /// A ledger that is there already, to read from and write decisions to.
  static func existing(_ path: String) throws -> LedgerFile {
    try reading(path).close()
    return try open(path: path)
  }

  /// A ledger to read from. One of an earlier version is brought up to date first, where it may be
  /// written.
  static func reading(_ path: String) throws -> LedgerFile {
    do {
      return try open(path: path, options: .init(isReadOnly: true))
    } catch LedgerError.olderVersion where FileManager.default.isWritableFile(atPath: path) {
      try open(path: path).close()
      return try open(path: path, options: .init(isReadOnly: true))
    }
  }
}
