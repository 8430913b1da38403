import ArgumentParser
import Corpora
import Foundation
import Interchange
import Training

/// A model for other programs.
struct ExportCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model for other programs, as ONNX.",
    discussion: """
      Writes the network of a model, ready to predict, as a file that onnxruntime and its like \
      run. It takes features [N, 1, bands, frames] and lengths [N] (valid frames of each \
      utterance) for any number of utterances, and of frames from the product of the recipe's \
      pooledFrames on, and gives probabilities [N, 7], logits [N, 7] and attention [N, frames \
      after pooling]. The labels, the settings of the features, the recipe and where the model \
      comes from stand in the file's metadata. docs/interchange.md has an example in Python.

      Without --model, the model is chosen as `ser-audit predict` does. A file that is there \
      already is replaced once the new one is complete, unless it is a ledger or holds weights.

      The weights are in safetensors already: the model files that `full` and `train` write under \
      reports/<run>/models.

      Exit codes: 0 written; 2 bad call, no model, a file that is none, or one that is \
      not to be replaced; 5 ledger or disk.
      """)

  @Option(
    help: ArgumentHelp(
      "A model file that `ser-audit full` or `train` wrote.", valueName: "file"))
  var model: String?

  @Option(help: ArgumentHelp("The ONNX file to write.", valueName: "file"))
  var onnx: String

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  /// What was written, for programs.
  private struct Exported: Encodable {
    let onnx: String
    let model: String
    let opset: Int
    let bytes: Int
    let labels: [String]
    let bands: Int
    let maximumFrames: Int
    let split: String
    let seed: UInt64
  }

  func validate() throws {
    if onnx.isEmpty { throw ValidationError("--onnx names no file.") }
  }

  func perform() throws -> CommandResult {
    try refuseLedger()
    let chosen = try ModelSource(file: model, ledger: ledger.ledger)
      .model(console: output.console())
    let (path, trained) = (chosen.path, chosen.model)
    guard !isSameFile(path, onnx) else {
      throw CommandFailure(
        .badCall,
        "\(onnx) is the model itself, and writing would replace it. Give --onnx another file.")
    }
    try refuseFileOfUse()
    let export = try ONNXExport(trained, from: path, version: Version.current)
    try export.write(to: onnx)
    let features = trained.recipe.features
    return CommandResult(
      status: .passed, run: chosen.run,
      text: "\(onnx): \(path) as ONNX, opset \(ONNXExport.opset)",
      data: Exported(
        onnx: onnx, model: path, opset: ONNXExport.opset, bytes: export.bytes.count,
        labels: Emotion.allCases.map(\.rawValue), bands: features.melBands,
        maximumFrames: features.maximumFrames, split: trained.split, seed: trained.seed))
  }

  private func isSameFile(_ one: String, _ other: String) -> Bool {
    Self.resolved(one) == Self.resolved(other)
  }

  /// A path without links; of what is not there, in its folder without links.
  private static func resolved(_ path: String) -> String {
    let file = URL(fileURLWithPath: path)
    guard !FileManager.default.fileExists(atPath: path) else {
      return file.resolvingSymlinksInPath().path
    }
    let folder = file.deletingLastPathComponent().resolvingSymlinksInPath()
    return folder.appendingPathComponent(file.lastPathComponent).path
  }
}

extension ExportCommand {
  /// What SQLite's files are called beside a database that is in use.
  private static let besideLedger = ["-wal", "-shm", "-journal"]

  /// Refuses to write where the ledger stands, or would stand, before it is opened.
  private func refuseLedger() throws {
    guard !isSameFile(onnx, ledger.ledger) else {
      throw CommandFailure(
        .badCall,
        "\(onnx) is the ledger, and writing would replace it. Give --onnx another file.")
    }
    let place = Self.resolved(ledger.ledger)
    guard !Self.besideLedger.contains(where: { isSameFile(onnx, place + $0) }) else {
      throw CommandFailure(
        .badCall,
        "\(onnx) belongs to the ledger \(ledger.ledger), and writing would destroy it. Give "
          + "--onnx another file.")
    }
  }

  /// Refuses to replace what other commands keep: weights, and ledgers whatever they are called.
  /// An ONNX file of before is replaced.
  private func refuseFileOfUse() throws {
    let start = try Workspace.beginning(
      of: onnx, count: Workspace.databaseStart.count, option: "--onnx")
    guard let start else { return }
    let kind =
      start == Workspace.databaseStart
      ? "an SQLite database" : SafeTensors.isBegun(by: start) ? "a safetensors file" : nil
    guard let kind else { return }
    throw CommandFailure(
      .badCall,
      "\(onnx) is \(kind), expected an ONNX file or none, and writing would replace it. Give "
        + "--onnx another file.")
  }
}
