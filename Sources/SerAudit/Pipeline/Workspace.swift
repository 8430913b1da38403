import Foundation
import Ledger

/// Where a command reads and writes: the ledger, the reports and the models.
struct Workspace {
  /// The ledger's file.
  let ledger: String
  /// The folder of all runs' reports.
  let reports: String

  /// The folder of one run.
  func folder(of run: String) -> String { reports + "/" + run }

  /// The file of a model of a run.
  func model(of run: String, split: String, seed: UInt64) -> String {
    folder(of: run) + "/models/" + split.replacing("/", with: "-") + "-seed\(seed).safetensors"
  }

  /// The file that a training writes after each epoch.
  func checkpoint(of run: String, split: String, seed: UInt64) -> String {
    folder(of: run) + "/models/" + split.replacing("/", with: "-") + "-seed\(seed).checkpoint"
  }

  /// Throws where the ledger is there and cannot be used, or can never be; nothing is created.
  func requireUsableLedger() throws(LedgerError) {
    do {
      try LedgerFile.open(path: ledger, options: .init(isReadOnly: true)).close()
    } catch .fileMissing, .olderVersion {
      return
    }
  }

  /// Creates a folder with those above it.
  static func create(folder: String) throws(CommandFailure) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        .ledger, "\(folder) cannot be created: \(error.localizedDescription). Give another folder.")
    }
  }

  /// Writes a file whole or not at all.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure(
        .ledger,
        "\(path) cannot be written: \(error.localizedDescription). Free some space or give another "
          + "folder with --reports.")
    }
  }
}
