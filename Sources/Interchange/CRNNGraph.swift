import Networks

/// A `CRNN` in evaluation mode as an ONNX graph. Arrays keep the names they have in safetensors.
///
/// In: `features [N, 1, M, T]` and `lengths [N]`, valid frames of each utterance. Out:
/// `probabilities [N, K]`, `logits [N, K]`, `attention [N, T']`. N may be any from 1 on at each
/// call, T any from the product of the pools over frames on.
struct CRNNGraph {
  let configuration: CRNNConfiguration
  private let arrays: [String: NamedArray]
  /// What was built so far; complete once `init` is over.
  var graph: ONNXGraph

  /// - Parameter state: of a network of this configuration, which `CRNN.load` has checked.
  init(configuration: CRNNConfiguration, state: [NamedArray]) {
    self.configuration = configuration
    arrays = Dictionary(state.map { ($0.name, $0) }) { first, _ in first }
    graph = ONNXGraph(
      name: "crnn", inputs: Self.inputs(configuration), outputs: Self.outputs(configuration))
    build()
  }

  private static func inputs(_ configuration: CRNNConfiguration) -> [ONNXGraph.Value] {
    [
      ONNXGraph.Value(
        name: "features", element: .float,
        axes: [.any("utterances"), .fixed(1), .fixed(configuration.melBands), .any("frames")],
        meaning: "Normalised log-mel bands; frames behind an utterance's end are 0."),
      ONNXGraph.Value(
        name: "lengths", element: .int64, axes: [.any("utterances")],
        meaning: "Valid frames of each utterance, from 1 to frames."),
    ]
  }

  private static func outputs(_ configuration: CRNNConfiguration) -> [ONNXGraph.Value] {
    let rows: [ONNXGraph.Value.Axis] = [.any("utterances"), .fixed(configuration.classes)]
    return [
      ONNXGraph.Value(
        name: "probabilities", element: .float, axes: rows,
        meaning: "A probability for each class, in the order of the labels in the metadata."),
      ONNXGraph.Value(
        name: "logits", element: .float, axes: rows,
        meaning: "What the probabilities are the softmax of."),
      ONNXGraph.Value(
        name: "attention", element: .float, axes: [.any("utterances"), .any("pooled_frames")],
        meaning: "Weights of the pooled frames: they sum to 1, and are 0 behind the end."),
    ]
  }

  private mutating func build() {
    let lengths = addPooledLengths()
    var states = addFrames()
    for layer in 0..<2 { states = addRecurrentLayer(layer, states, lengths: lengths) }
    let pooled = addAttention(states, lengths: lengths)
    let hidden = addAffine("head.hidden", pooled, as: "head.hidden.sum")
    let rectified = graph.apply("Relu", [hidden], as: "head.hidden.relu")
    let logits = addAffine("head.output", rectified, as: "logits")
    _ = graph.apply("Softmax", [logits], [("axis", .integer(1))], as: "probabilities")
  }

  /// Valid pooled frames `[N]`: whole windows, at least one.
  private mutating func addPooledLengths() -> String {
    var lengths = "lengths"
    for (index, pool) in configuration.pools.enumerated() where pool.frames > 1 {
      let output = "blocks.\(index).lengths"
      let window = graph.integers([pool.frames], for: output)
      lengths = graph.apply("Div", [lengths, window], as: output)
    }
    let one = graph.integers([1], for: "pooled_lengths")
    return graph.apply("Max", [lengths, one], as: "pooled_lengths")
  }

  /// The blocks, and their last images as a sequence `[T', N, D]`: band by band, channels within.
  private mutating func addFrames() -> String {
    var images = "features"
    for index in configuration.channels.indices { images = addBlock(index, images) }
    let frames = graph.apply(
      "Transpose", [images], [("perm", .integers([3, 0, 2, 1]))], as: "frames.by_band")
    return flattened(frames, as: "frames")
  }

  private mutating func addBlock(_ index: Int, _ input: String) -> String {
    let name = "blocks.\(index)"
    let sum = graph.apply(
      "Conv", [input, array("\(name).conv.weight")],
      [("kernel_shape", .integers([3, 3])), ("pads", .integers([1, 1, 1, 1]))],
      as: "\(name).conv")
    let statistics = ["weight", "bias", "running_mean", "running_var"]
    let normal = graph.apply(
      "BatchNormalization", [sum] + statistics.map { array("\(name).norm.\($0)") },
      [("epsilon", .float(BatchNorm2d.epsilon))], as: "\(name).norm")
    let rectified = graph.apply("Relu", [normal], as: "\(name).relu")
    let pool = configuration.pools[index]
    let window = ONNXNode.Attribute.integers([pool.bands, pool.frames])
    return graph.apply(
      "MaxPool", [rectified], [("kernel_shape", window), ("strides", window)], as: "\(name).pool")
  }

  /// `x W^T + b` of rows.
  private mutating func addAffine(_ name: String, _ rows: String, as output: String) -> String {
    graph.apply(
      "Gemm", [rows, array("\(name).weight"), array("\(name).bias")], [("transB", .integer(1))],
      as: output)
  }

  /// Joins the last two of four axes.
  mutating func flattened(_ input: String, as output: String) -> String {
    let shape = graph.integers([0, 0, -1], for: output)
    return graph.apply("Reshape", [input, shape], as: output)
  }

  /// An array of the state as a constant of the graph; returns its name.
  mutating func array(_ name: String) -> String {
    graph.constant(ONNXTensor(name, arrays[name]?.shape ?? [], values(name)))
  }

  /// The values of an array of the state.
  func values(_ name: String) -> [Float] { arrays[name]?.values ?? [] }
}
