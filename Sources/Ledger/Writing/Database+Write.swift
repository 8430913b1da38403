import GRDB

// GRDB hands SQLite a text up to its first zero byte, so that the rest would be lost without a
// word.

extension Database {
  /// Carries out a statement that writes.
  ///
  /// - Throws: `LedgerError.refused` for a text with a zero byte.
  func write(sql: String, arguments: [(any DatabaseValueConvertible)?]) throws {
    try requireWholeTexts(arguments)
    try execute(sql: sql, arguments: StatementArguments(arguments))
  }
}

extension Statement {
  /// Writes one row.
  ///
  /// - Throws: `LedgerError.refused` for a text with a zero byte.
  func write(_ arguments: [(any DatabaseValueConvertible)?]) throws {
    try requireWholeTexts(arguments)
    try execute(arguments: StatementArguments(arguments))
  }
}

private func requireWholeTexts(_ values: [(any DatabaseValueConvertible)?]) throws {
  for case let text as String in values where text.utf8.contains(0) {
    throw LedgerError.refused(zeroByteIn: text)
  }
}

extension LedgerError {
  /// Why a text with a zero byte is not written.
  static func refused(zeroByteIn text: String) -> LedgerError {
    .refused(rule: "a zero byte in the text '\(text.withZeroBytesShown)'")
  }
}

extension String {
  /// The text with each zero byte written out, as sentences for people are kept.
  var withZeroBytesShown: String {
    split(separator: "\0", omittingEmptySubsequences: false).joined(separator: "\\0")
  }
}
