import Foundation
import GRDB

/// What can be read at one moment of a ledger. Lives only inside `LedgerFile.read`: what it is
/// asked afterwards ends the program.
public struct LedgerReader {
  let database: Database

  /// What the rows of a statement stand for.
  ///
  /// - Parameter value: called while SQLite stands at the row. Of a row that is copied to be kept,
  ///   each column is looked for among all names.
  func rows<Value>(
    _ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> Value
  ) throws -> [Value] {
    let cursor = try Row.fetchCursor(database, sql: sql, arguments: arguments)
    var values: [Value] = []
    while let row = try cursor.next() { values.append(try value(row)) }
    return values
  }
}

/// A text of the ledger as the value it stands for.
func decoded<Value: RawRepresentable>(
  _ text: String, as what: String
) throws -> Value where Value.RawValue == String {
  guard let value = Value(rawValue: text) else {
    throw LedgerError.unreadable(what: what, text: text)
  }
  return value
}

/// A value as JSON text with sorted keys, so that equal values give equal texts.
func jsonText(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// The value that a JSON text of the ledger stands for.
func jsonValue<Value: Decodable>(_ text: String, as what: String) throws -> Value {
  do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch {
    throw LedgerError.unreadable(what: what, text: text)
  }
}
