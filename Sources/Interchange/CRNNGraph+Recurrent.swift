extension CRNNGraph {
  /// A bidirectional LSTM layer: `[T', N, D]` to `[T', N, 2H]`, 0 behind an utterance's end.
  mutating func addRecurrentLayer(
    _ layer: Int, _ sequence: String, lengths: String
  ) -> String {
    let (name, hidden) = ("lstm.l\(layer)", configuration.hiddenSize)
    let inputs = layer == 0 ? configuration.recurrentInput : 2 * hidden
    let count = graph.apply(
      "Cast", [lengths], [("to", .integer(ONNXTensor.Element.int32.rawValue))],
      as: "\(name).lengths")
    let weight = graph.constant(
      ONNXTensor("\(name).W", [2, 4 * hidden, inputs], pair("weight_ih", layer)))
    let recurrence = graph.constant(
      ONNXTensor("\(name).R", [2, 4 * hidden, hidden], pair("weight_hh", layer)))
    let bias = graph.constant(ONNXTensor("\(name).B", [2, 8 * hidden], biases(layer)))
    let states = graph.apply(
      "LSTM", [sequence, weight, recurrence, bias, count],
      [("direction", .text("bidirectional")), ("hidden_size", .integer(hidden))],
      as: "\(name).directions")
    let joined = graph.apply(
      "Transpose", [states], [("perm", .integers([0, 2, 1, 3]))], as: "\(name).by_utterance")
    return flattened(joined, as: "\(name).states")
  }

  /// An array of both directions, forwards first.
  private func pair(_ kind: String, _ layer: Int) -> [Float] {
    ["", "_reverse"].flatMap { reordered("lstm.\(kind)_l\(layer)\($0)") }
  }

  /// Of each direction the bias of the input's product, then that of the state's.
  private func biases(_ layer: Int) -> [Float] {
    ["", "_reverse"].flatMap { direction in
      ["bias_ih", "bias_hh"].flatMap { reordered("lstm.\($0)_l\(layer)\(direction)") }
    }
  }

  /// Rows of the gates in ONNX's order (input, output, forget, cell) for PyTorch's (input, forget,
  /// cell, output).
  private func reordered(_ name: String) -> [Float] {
    let values = values(name)
    let gate = values.count / 4
    return [0, 3, 1, 2].flatMap { values[$0 * gate..<($0 + 1) * gate] }
  }
}
