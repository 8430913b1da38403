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
      utterance) for any number of utterances and frames, and gives probabilities [N, 7], logits \
      [N, 7] and attention [N, frames after pooling]. The labels, the settings of the features, \
      the recipe and where the model comes from stand in the file's metadata. docs/interchange.md \
      has an example in Python.

      Without --model, the model is chosen as `ser-audit predict` does. A file that is there \
      already is replaced once the new one is complete.

      The weights are in safetensors already: the model files that `full` and `train` write under \
      reports/<run>/models.

      Exit codes: 0 written; 2 bad call, no model, or a file that is none; 5 ledger or disk.
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
    let chosen = try ModelSource(file: model, ledger: ledger.ledger)
      .model(console: output.console())
    let (path, trained) = (chosen.path, chosen.model)
    guard !isSameFile(path, onnx) else {
      throw CommandFailure(
        .badCall,
        "\(onnx) is the model itself, and writing would replace it. Give --onnx another file.")
    }
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
    let paths = [one, other].map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    return paths[0] == paths[1]
  }
}
