import GRDB

extension LedgerFile {
  /// Checks every page of the ledger, which takes a while of a large one: for where something that
  /// it should know of is missing, before that is said to have another cause.
  ///
  /// - Throws: `LedgerError.corrupt` where a page is damaged.
  public func requireSound() throws(LedgerError) {
    let found = try read { try $0.firstFault() }
    if let found { throw .corrupt(path: path, detail: found) }
  }
}

extension LedgerReader {
  /// What SQLite finds first that is wrong with the file, on one line; `nil` where it is sound.
  fileprivate func firstFault() throws -> String? {
    let found = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
    guard let found, found != "ok" else { return nil }
    return found.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
