import Foundation
import Networks
import Training

/// A trained model as a file that onnxruntime and its like run.
///
/// The graph is the network in evaluation mode; the metadata are those of the model's safetensors
/// file. How a recording becomes features stands in them.
/// - Source: https://github.com/onnx/onnx/blob/main/docs/IR.md, and its `onnx.proto`.
public struct ONNXExport: Sendable {
  /// The version of ONNX's operators that the graph is written in; of 2022, so that old readers do.
  public static let opset = 17
  /// The version of the file format that came with those operators.
  private static let formatVersion = 8

  /// The bytes of the file; equal models give equal bytes.
  public let bytes: Data

  /// Writes the graph of a model in memory.
  ///
  /// - Parameters:
  ///   - model: what to write.
  ///   - path: where the model came from, for messages.
  ///   - version: of the program that writes.
  /// - Throws: `TrainingError.foreignFile` where the weights do not fit the recipe's network or are
  ///   not finite, `.recipe` where a number of the metadata is not finite.
  public init(
    _ model: TrainedModel, from path: String, version: String
  ) throws(TrainingError) {
    let graph: CRNNGraph
    do throws(NetworkError) {
      let configuration = try model.recipe.networkConfiguration()
      let network = try CRNN(configuration, seed: model.seed, start: .zeros, workers: 1)
      try network.load(model.state)
      graph = CRNNGraph(configuration: configuration, state: network.state)
    } catch {
      throw .foreignFile(path: path, reason: error.description)
    }
    bytes = Self.file(graph.graph, metadata: try model.metadata(), version: version).bytes
  }

  /// `ModelProto`.
  private static func file(
    _ graph: ONNXGraph, metadata: [String: String], version: String
  ) -> ProtobufMessage {
    var operators = ProtobufMessage()
    operators.add(1, "")
    operators.add(2, opset)
    var message = ProtobufMessage()
    message.add(1, formatVersion)
    message.add(2, "ser-audit")
    message.add(3, version)
    message.add(7, graph.message)
    message.add(8, operators)
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      var entry = ProtobufMessage()
      entry.add(1, key)
      entry.add(2, value)
      message.add(14, entry)
    }
    return message
  }

  /// Writes the file whole or not at all.
  ///
  /// - Throws: `TrainingError.file` in the system's words.
  public func write(to path: String) throws(TrainingError) {
    try bytes.writeWhole(to: path)
  }
}
