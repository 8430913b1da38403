import Corpora
import GRDB
import GRDBSQLite
import Metrics

/// Writes many rows of a table through one prepared statement, with values that go to SQLite as
/// they are: boxing each of them would take longer than SQLite does, and a ledger takes millions.
struct RowWriter {
  private let statement: Statement
  private let database: Database

  /// Prepares writing; `sql` has one `?` for each value of a row.
  init(_ database: Database, sql: String) throws {
    self.database = database
    statement = try database.makeStatement(sql: sql)
  }

  /// Writes one row.
  ///
  /// - Parameter bind: gives each value in its order.
  /// - Throws: `LedgerError.refused` for a text with a zero byte, with which reading would end it.
  func write(_ bind: (inout Values) -> Void) throws {
    var values = Values(statement: statement.sqliteStatement)
    bind(&values)
    if let text = values.cutText {
      sqlite3_reset(statement.sqliteStatement)
      throw LedgerError.refused(zeroByteIn: text)
    }
    let step = values.code == SQLITE_OK ? sqlite3_step(statement.sqliteStatement) : values.code
    sqlite3_reset(statement.sqliteStatement)
    guard step == SQLITE_DONE else {
      let message = database.sqliteConnection.flatMap(sqlite3_errmsg).map { String(cString: $0) }
      throw DatabaseError(resultCode: ResultCode(rawValue: step), message: message)
    }
  }

  /// The values of one row, in the order of the statement's `?`.
  struct Values {
    fileprivate let statement: SQLiteStatement
    private var position: Int32 = 0
    /// The first thing that went wrong, or `SQLITE_OK`.
    fileprivate private(set) var code = SQLITE_OK
    /// The first text that holds a zero byte.
    fileprivate private(set) var cutText: String?

    fileprivate init(statement: SQLiteStatement) { self.statement = statement }

    mutating func append(_ value: Int64?) {
      let place = next()
      note(
        value.map { sqlite3_bind_int64(statement, place, $0) }
          ?? sqlite3_bind_null(statement, place))
    }

    mutating func append(_ value: Double?) {
      let place = next()
      note(
        value.map { sqlite3_bind_double(statement, place, $0) }
          ?? sqlite3_bind_null(statement, place))
    }

    mutating func append(_ text: String?) {
      let place = next()
      guard let text else { return note(sqlite3_bind_null(statement, place)) }
      if cutText == nil, text.utf8.contains(0) { cutText = text }
      note(sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), Self.isCopied))
    }

    mutating func append(bytes: [UInt8]?) {
      let place = next()
      guard let bytes else { return note(sqlite3_bind_null(statement, place)) }
      note(sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), Self.isCopied))
    }

    /// Truth, answer and probabilities, as the columns of every table of predictions stand.
    mutating func append(_ prediction: Prediction) {
      append(prediction.truth.rawValue)
      append(prediction.predicted.rawValue)
      for index in Emotion.allCases.indices { append(prediction.probabilities?[index]) }
    }

    /// Tells SQLite to copy what it is given (its macro `SQLITE_TRANSIENT`).
    private static var isCopied: sqlite3_destructor_type? {
      unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
    }

    private mutating func next() -> Int32 {
      position += 1
      return position
    }

    private mutating func note(_ result: Int32) { if code == SQLITE_OK { code = result } }
  }
}
