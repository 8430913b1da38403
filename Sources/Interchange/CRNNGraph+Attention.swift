extension CRNNGraph {
  /// The attention over valid frames: `c = mean_t h_t`, `e_t = v . tanh(W_h h_t + W_c c + b)`,
  /// `a = softmax(e)`, `z = sum_t a_t h_t`.
  ///
  /// - Parameters:
  ///   - states: `h`, `[T', N, 2H]`; lengths: valid steps, `[N]`.
  /// - Returns: `z`, `[N, 2H]`; the graph's output `attention` is `a`, `[N, T']`.
  mutating func addAttention(_ states: String, lengths: String) -> String {
    let h = graph.apply(
      "Transpose", [states], [("perm", .integers([1, 0, 2]))], as: "attention.states")
    let isValid = addMask(h, lengths: lengths)
    let mean = addMean(h, isValid, lengths: lengths)
    let scores = addScores(h, mean)
    let impossible = graph.constant(ONNXTensor("attention.impossible", [], [-Float.infinity]))
    let masked = graph.apply("Where", [isValid, scores, impossible], as: "attention.masked")
    let weights = graph.apply(
      "Softmax", [masked], [("axis", .integer(1))], as: "attention.weights")
    _ = graph.apply(
      "Squeeze", [weights, graph.integers([2], for: "attention")], as: "attention")
    let row = graph.apply(
      "Transpose", [weights], [("perm", .integers([0, 2, 1]))], as: "attention.row")
    let sum = graph.apply("MatMul", [row, h], as: "attention.sum")
    return graph.apply(
      "Squeeze", [sum, graph.integers([1], for: "attention.pooled")], as: "attention.pooled")
  }

  /// Whether a step is valid, `[N, T', 1]`.
  private mutating func addMask(_ h: String, lengths: String) -> String {
    let count = graph.apply(
      "Shape", [h], [("start", .integer(1)), ("end", .integer(2))], as: "attention.shape")
    let limit = graph.apply("Squeeze", [count], as: "attention.limit")
    let bounds = [0, 1].map {
      graph.constant(ONNXTensor("attention.range\($0)", [], [$0]))
    }
    let steps = graph.apply("Range", [bounds[0], limit, bounds[1]], as: "attention.steps")
    let ends = graph.apply(
      "Unsqueeze", [lengths, graph.integers([1], for: "attention.ends")], as: "attention.ends")
    let mask = graph.apply("Less", [steps, ends], as: "attention.mask")
    return graph.apply(
      "Unsqueeze", [mask, graph.integers([2], for: "attention.valid")], as: "attention.valid")
  }

  /// `c`, `[N, 1, 2H]`.
  private mutating func addMean(_ h: String, _ isValid: String, lengths: String) -> String {
    let float = ONNXNode.Attribute.integer(ONNXTensor.Element.float.rawValue)
    let share = graph.apply("Cast", [isValid], [("to", float)], as: "attention.share")
    let heard = graph.apply("Mul", [h, share], as: "attention.heard")
    let total = graph.apply(
      "ReduceSum", [heard, graph.integers([1], for: "attention.total")], as: "attention.total")
    let number = graph.apply("Cast", [lengths], [("to", float)], as: "attention.number")
    let count = graph.apply(
      "Unsqueeze", [number, graph.integers([1, 2], for: "attention.count")], as: "attention.count")
    return graph.apply("Div", [total, count], as: "attention.mean")
  }

  /// `e`, `[N, T', 1]`.
  private mutating func addScores(_ h: String, _ mean: String) -> String {
    let own = addProduct(h, "attention.state.weight", as: "attention.state")
    let context = addProduct(mean, "attention.context.weight", as: "attention.context")
    let shifted = graph.apply(
      "Add", [context, array("attention.state.bias")], as: "attention.context.shifted")
    let sum = graph.apply("Add", [own, shifted], as: "attention.hidden.sum")
    let hidden = graph.apply("Tanh", [sum], as: "attention.hidden")
    return addProduct(hidden, "attention.score.weight", as: "attention.score")
  }

  /// `x W^T` over the last axis.
  private mutating func addProduct(
    _ input: String, _ weight: String, as output: String
  ) -> String {
    let turned = graph.apply(
      "Transpose", [array(weight)], [("perm", .integers([1, 0]))], as: output + ".turned")
    return graph.apply("MatMul", [input, turned], as: output)
  }
}
