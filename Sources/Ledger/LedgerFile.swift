import Foundation
import GRDB

/// The SQLite file that every number of an audit is written to before anybody reads it.
///
/// Several processes may use one ledger: writing waits for a lock, and a read sees one moment of
/// the file from its beginning to its end. Whatever belongs together is written in one transaction,
/// so a process that is killed leaves whole stages behind and nothing else.
public final class LedgerFile: Sendable {
  /// How a ledger is opened.
  public struct Options: Sendable {
    /// Whether the file is only read: it must then exist and be up to date.
    public var isReadOnly: Bool
    /// How long to wait for another process, in seconds.
    public var busySeconds: Double
    /// The size that the file may grow to, in pages of 4,096 bytes, or `nil` for no limit.
    public var maximumPages: Int?

    /// Creates options; the defaults write, wait 30 s and set no limit.
    public init(isReadOnly: Bool = false, busySeconds: Double = 30, maximumPages: Int? = nil) {
      self.isReadOnly = isReadOnly
      self.busySeconds = busySeconds
      self.maximumPages = maximumPages
    }
  }

  /// Where the file is.
  public let path: String
  private let queue: DatabaseQueue
  private let busySeconds: Double
  private let still: StillFile?
  private let identity: FileIdentity?

  private init(path: String, queue: DatabaseQueue, busySeconds: Double, still: StillFile?) {
    identity = FileIdentity(path: path)
    self.path = path
    self.queue = queue
    self.busySeconds = busySeconds
    self.still = still
  }

  /// Opens a ledger, creating it where it is not there and bringing an older one up to date.
  ///
  /// A file that is not a ledger, or one from a newer version, is left untouched. Who only reads
  /// says so (`Options.isReadOnly`): a path that is misspelt is then an error and no new ledger.
  public static func open(
    path: String, options: Options = Options()
  ) throws(LedgerError) -> LedgerFile {
    try checkFile(path: path, isReadOnly: options.isReadOnly)
    do {
      let still = options.isReadOnly ? StillFile(path: path) : nil
      let queue = try DatabaseQueue(
        path: still?.uri ?? absolute(path), configuration: configuration(options))
      let version = try queue.read { try identify($0, path: path) }
      let ledger = LedgerFile(
        path: path, queue: queue, busySeconds: options.busySeconds, still: still)
      if version < LedgerMigration.currentVersion {
        guard !options.isReadOnly else {
          guard version > 0 else { throw LedgerError.fileEmpty(path: path) }
          throw LedgerError.olderVersion(
            path: path, found: version, supported: LedgerMigration.currentVersion)
        }
        try ledger.bringUpToDate()
      }
      return ledger
    } catch {
      throw LedgerError(error, path: path, busySeconds: options.busySeconds)
    }
  }

  /// Sets the journal's mode and takes the steps of the schema that are missing.
  ///
  /// Of several processes that find no ledger, SQLite tells some at once that the file is busy,
  /// since they would wait for each other; these try again until the time to wait for others is
  /// over.
  private func bringUpToDate() throws {
    let deadline = ContinuousClock.now + .seconds(busySeconds)
    while true {
      do {
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        return try LedgerMigration.migrate(queue)
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline
      {
        usleep(5000)
      }
    }
  }

  /// Closes the file; what is called afterwards throws.
  public func close() throws(LedgerError) {
    do { try queue.close() } catch {
      throw LedgerError(error, path: path, busySeconds: busySeconds)
    }
  }

  /// Reads one moment of the ledger: whatever is written meanwhile is not seen.
  ///
  /// - Parameter body: what is read; the reader is of no use when it has returned.
  /// - Throws: `LedgerError`; an error of `body` of another kind as `LedgerError.failed`.
  public func read<Value>(
    _ body: (LedgerReader) throws -> Value
  ) throws(LedgerError) -> Value {
    do {
      try queue.unsafeRead(requireOpen)
      let value = try queue.read { try body(LedgerReader(database: $0)) }
      try still?.requireUnchanged()
      return value
    } catch {
      // A file that changes under a read looks damaged.
      try still?.requireUnchanged()
      throw LedgerError(error, path: path, busySeconds: busySeconds)
    }
  }

  /// Writes all or nothing.
  ///
  /// - Throws: `LedgerError.removed` where another file, or none, has come to stand at the path:
  ///   what is written to the open one would be gone with this process.
  func write<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
    guard FileIdentity(path: path) == identity else { throw .removed(path: path) }
    do { return try queue.write(body) } catch {
      throw LedgerError(error, path: path, busySeconds: busySeconds)
    }
  }

  private static func configuration(_ options: Options) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = options.isReadOnly
    configuration.busyMode = .timeout(options.busySeconds)
    configuration.foreignKeysEnabled = true
    configuration.label = "ledger"
    let maximumPages = options.maximumPages
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000")
      if let maximumPages {
        try database.execute(sql: "PRAGMA max_page_count = \(maximumPages)")
      }
    }
    return configuration
  }

  /// The path from the root on, which SQLite takes for a file whatever its name is: `:memory:`
  /// alone would be a database that is kept nowhere, and what begins with `file:` an address.
  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private static func checkFile(path: String, isReadOnly: Bool) throws(LedgerError) {
    guard !path.isEmpty else { throw .nameless }
    let files = FileManager.default
    var isFolder: ObjCBool = false
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard files.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .folderMissing(path: path)
    }
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      guard errno != ELOOP else { throw .linkLoop(path: path) }
      guard !isReadOnly else { throw .fileMissing(path: path) }
      guard files.isWritableFile(atPath: folder) else { throw .readOnly(path: path) }
      return
    }
    guard facts.st_mode & S_IFMT != S_IFDIR else { throw .folder(path: path) }
    // SQLite would wait for ever for somebody to write into a pipe.
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .notALedger(path: path) }
    guard files.isReadableFile(atPath: path) else { throw .mayNotBeRead(path: path) }
    guard isReadOnly || files.isWritableFile(atPath: path) else { throw .readOnly(path: path) }
  }

  /// The version of a ledger, 0 for an empty file.
  private static func identify(_ database: Database, path: String) throws -> Int {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try LedgerMigration.version(of: database)
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if application == 0, version == 0, tables == 0 { return 0 }
    guard application == LedgerMigration.applicationID else {
      throw LedgerError.notALedger(path: path)
    }
    guard version <= LedgerMigration.currentVersion else {
      throw LedgerError.newerVersion(
        path: path, found: version, supported: LedgerMigration.currentVersion)
    }
    return version
  }
}

/// Throws where a ledger was closed: the library takes that for granted before it reads.
private func requireOpen(_ database: Database) throws {
  if database.sqliteConnection == nil { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
}
