import Foundation
import Ledger
import TestSupport

/// A folder of its own for one test; it goes with the test.
typealias TemporaryFolder = ScratchFolder

extension ScratchFolder {
  /// Where the folder's ledger is.
  var ledger: String { path + "/ser-audit.sqlite" }

  func open(_ options: LedgerFile.Options = .init()) throws -> LedgerFile {
    try LedgerFile.open(path: ledger, options: options)
  }
}

/// The `sqlite3` program: somebody else's process and somebody else's SQL.
enum SQLiteShell {
  struct Failure: Error { let message: String }

  /// What the statements print, without the last newline.
  @discardableResult
  static func run(_ path: String, _ sql: String) throws -> String {
    let process = try start(path)
    process.input.write(Data(sql.utf8))
    try process.input.close()
    let output = process.output.readDataToEndOfFile()
    let errors = process.errors.readDataToEndOfFile()
    process.process.waitUntilExit()
    guard process.process.terminationStatus == 0 else {
      throw Failure(message: String(decoding: errors, as: UTF8.self))
    }
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// A shell that has carried out the statements and goes on holding what they locked.
  static func hold(_ path: String, _ sql: String) throws -> Process {
    let process = try start(path)
    process.input.write(Data((sql + "\nSELECT 'ready';\n").utf8))
    var seen = Data()
    while !String(decoding: seen, as: UTF8.self).contains("ready") {
      let chunk = process.output.availableData
      guard !chunk.isEmpty else { throw Failure(message: "sqlite3 ended early") }
      seen += chunk
    }
    held[ObjectIdentifier(process.process)] = process
    return process.process
  }

  private struct Running {
    let process: Process
    let input: FileHandle
    let output: FileHandle
    let errors: FileHandle
  }

  /// Keeps the pipes of held shells open.
  nonisolated(unsafe) private static var heldShells: [ObjectIdentifier: Running] = [:]
  private static let lock = NSLock()
  private static var held: [ObjectIdentifier: Running] {
    get { lock.withLock { heldShells } }
    set { lock.withLock { heldShells = newValue } }
  }

  private static func start(_ path: String) throws -> Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-bail", path]
    let pipes = (Pipe(), Pipe(), Pipe())
    process.standardInput = pipes.0
    process.standardOutput = pipes.1
    process.standardError = pipes.2
    try process.run()
    return Running(
      process: process, input: pipes.0.fileHandleForWriting, output: pipes.1.fileHandleForReading,
      errors: pipes.2.fileHandleForReading)
  }
}
