import Corpora
import Foundation
import Ledger

/// Where a command reads and writes: the ledger, the reports and the models.
struct Workspace {
  /// The ledger's file.
  let ledger: String
  /// The folder of all runs' reports.
  let reports: String

  /// The folder of one run: below that of all, whatever a ledger calls the run.
  func folder(of run: String) -> String {
    let name = run.replacing("/", with: "-")
    return reports + "/" + (name.allSatisfy { $0 == "." } ? "run" + name : name)
  }

  /// The folder of the splits of a run.
  func splits(of run: String) -> String { folder(of: run) + "/splits" }

  /// The file of a model of a run.
  func model(of run: String, split: String, seed: UInt64) -> String {
    models(of: run, split, seed) + ".safetensors"
  }

  /// The record of the changed copies that a model of a run was trained on.
  func copies(of run: String, split: String, seed: UInt64) -> String {
    models(of: run, split, seed) + ".copies.jsonl"
  }

  /// The file that a training writes after each epoch.
  func checkpoint(of run: String, split: String, seed: UInt64) -> String {
    models(of: run, split, seed) + ".checkpoint"
  }

  private func models(of run: String, _ split: String, _ seed: UInt64) -> String {
    folder(of: run) + "/models/" + Self.fileName(ofSplit: split) + "-seed\(seed)"
  }

  /// What a file about a split is called: its identifier with `-` behind the protocol. Where a
  /// further `/` would be lost, or the name be too long (it may list any number of speakers, and a
  /// file's name has at most 255 bytes), the beginning and a hash.
  static func fileName(ofSplit split: String) -> String {
    let name = split.replacing("/", with: "-")
    let longest = 160
    let parts = split.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain =
      parts.count == 1 || parts.count == 2 && EvaluationProtocol(rawValue: String(parts[0])) != nil
    guard name.utf8.count > longest || !isPlain else { return name }
    let start = String(decoding: name.utf8.prefix(longest - 17), as: UTF8.self)
      .replacing("\u{FFFD}", with: "")
    return start + "-" + SHA256.hex(of: split.utf8).prefix(16)
  }

  /// Throws where the ledger is there and cannot be used, or can never be; nothing is created.
  func requireUsableLedger() throws(LedgerError) {
    do {
      try LedgerFile.open(path: ledger, options: .init(isReadOnly: true)).close()
    } catch .fileMissing, .fileEmpty, .olderVersion {
      return
    }
  }

  /// Creates a folder with those above it.
  static func create(folder: String) throws(CommandFailure) {
    if let file = file(inTheWayOf: folder) {
      throw CommandFailure(
        .ledger, "\(file) is a file, and a folder was expected. Give another folder.")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      let failure = FileFailure(error)
      throw CommandFailure(
        .ledger, "\(folder) cannot be created: \(failure.reason). \(failure.nextStep)")
    }
  }

  /// What stands where a folder, or one above it, should be.
  private static func file(inTheWayOf folder: String) -> String? {
    var path = folder
    while !path.isEmpty, path != "/", path != "." {
      if let kind = PathKind(of: path) { return kind == .folder ? nil : path }
      path = path.enclosingFolder
    }
    return nil
  }

  /// Writes a file whole or not at all.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    do throws(FileFailure) {
      try FileBytes.write(Array(text.utf8), to: path)
    } catch {
      throw unwritten(path, error)
    }
  }

  /// Adds a text to the end of a file, which is created where it is not there.
  static func append(_ text: String, to path: String) throws(CommandFailure) {
    do throws(FileFailure) {
      try FileBytes.append(Array(text.utf8), to: path)
    } catch {
      throw unwritten(path, error)
    }
  }

  /// How a file begins that a command would replace; `nil` where there is none. Folders and devices
  /// are refused where the file is written.
  ///
  /// - Parameter option: by which it was named, or another can be.
  static func beginning(
    of path: String, count: Int, option: String
  ) throws(CommandFailure) -> [UInt8]? {
    guard PathKind(of: path) == .file else { return nil }
    do throws(FileFailure) { return try FileBytes.Regular(path: path).next(count) } catch {
      throw CommandFailure(
        .badCall,
        "\(path) is there and cannot be read (\(error.reason)), so it is not replaced. Give "
          + "\(option) another file, or remove it first.")
    }
  }

  /// What an SQLite database begins with.
  static let databaseStart = Array("SQLite format 3\0".utf8)

  /// Refuses to replace a ledger, or another database, whatever it is called and whatever link
  /// leads to it.
  ///
  /// - Parameter option: by which the file was named.
  static func refuseDatabase(at path: String, option: String) throws(CommandFailure) {
    let start = try beginning(of: path, count: databaseStart.count, option: option)
    guard start == databaseStart else { return }
    throw CommandFailure(
      .badCall,
      "\(path) is an SQLite database, as ledgers are, and writing would replace it. Give "
        + "\(option) another file.")
  }

  private static func unwritten(_ path: String, _ failure: FileFailure) -> CommandFailure {
    CommandFailure(
      .ledger, "\(path) cannot be written: \(failure.reason). \(failure.nextStep)")
  }
}
