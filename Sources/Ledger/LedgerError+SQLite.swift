import GRDB

extension LedgerError {
  /// What an error of SQLite says about the ledger at `path`.
  init(_ error: any Error, path: String, busySeconds: Double) {
    if let error = error as? LedgerError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .failed(path: path, code: -1, detail: "\(error)")
      return
    }
    let detail = error.message ?? "no detail"
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notALedger(path: path)
    case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: detail)
    // Reading in WAL mode, too, needs a file beside the ledger: where the folder does not allow it,
    // SQLite cannot open what is plainly there.
    case .SQLITE_CANTOPEN:
      self =
        ProcessLimits.scarceFiles(needing: Self.filesOfALedger)
        .map { .tooManyFiles(path: path, limit: $0.limit) }
        ?? .readOnly(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(path: path)
    case .SQLITE_FULL: self = .diskFull(path: path)
    // A protocol error is what SQLite calls a race for the log that it has lost many times.
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self = .locked(path: path, seconds: busySeconds)
    case .SQLITE_CONSTRAINT:
      // A rule is told as it stands in the schema, where it may run over several lines.
      self = .refused(
        rule: detail.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    default:
      if Self.growths.contains(error.extendedResultCode), let limit = ProcessLimits.fileSize {
        self = .fileTooLarge(path: path, limit: limit)
      } else {
        self = .failed(
          path: path, code: Int(error.extendedResultCode.rawValue), detail: detail)
      }
    }
  }

  /// The files that a ledger takes with those that SQLite keeps beside it.
  private static let filesOfALedger = 8

  /// What SQLite fails at where a file cannot grow, its own or one beside it.
  private static let growths: [ResultCode] = [
    .SQLITE_IOERR_WRITE, .SQLITE_IOERR_TRUNCATE, .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMMAP,
  ]
}
