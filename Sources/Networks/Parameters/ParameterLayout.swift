/// One learned array: its name and shape in PyTorch's terms, and where it lies in flat memory.
package struct Parameter: Sendable {
  /// How the engine lays the values out.
  package enum Order: Sendable {
    /// As PyTorch does.
    case plain
    /// `[kt][kf][Ci][Co]` for PyTorch's `[Co, Ci, kf, kt]`.
    case convolution
  }

  /// What the values are before training.
  package enum Start: Sendable {
    /// Uniform between minus and plus this bound: PyTorch's default.
    case uniform(Float)
    case ones
    case zeros
  }

  package let name: String
  package let shape: [Int]
  package let offset: Int
  package let order: Order
  package let start: Start

  package var count: Int { shape.reduce(1, *) }
}

/// Where every learned array and running statistic of a network lies.
///
/// Learned arrays share one flat buffer (gradients another of the same layout), so that the
/// optimiser, the norm and the reduction are single passes. Convolutions and normalisations come
/// first. The two directions of an LSTM array are neighbours, so that one product serves both.
struct ParameterLayout: Sendable {
  /// A block's arrays, by offset.
  struct Block: Sendable {
    var weight = 0, gain = 0, bias = 0
    var runningMean = 0, runningVariance = 0
  }
  /// A bidirectional layer's arrays, by offset of the forward direction.
  struct Recurrent: Sendable {
    var input = 0, hidden = 0, inputBias = 0, hiddenBias = 0
  }

  private(set) var parameters: [Parameter] = []
  private(set) var count = 0
  /// Running means and variances, in a buffer of their own.
  private(set) var statistics: [Parameter] = []
  private(set) var statisticsCount = 0
  private(set) var blocks: [Block] = []
  private(set) var recurrent: [Recurrent] = []
  private(set) var attention = (state: 0, bias: 0, context: 0, score: 0)
  private(set) var headHidden = (weight: 0, bias: 0)
  private(set) var headOutput = (weight: 0, bias: 0)

  init(_ configuration: CRNNConfiguration) {
    addBlocks(configuration)
    addRecurrent(configuration, layer: 0, inputs: configuration.recurrentInput)
    addRecurrent(configuration, layer: 1, inputs: 2 * configuration.hiddenSize)
    addHead(configuration)
  }

  private mutating func add(
    _ name: String, _ shape: [Int], _ start: Parameter.Start, order: Parameter.Order = .plain
  ) -> Int {
    let parameter = Parameter(
      name: name, shape: shape, offset: count, order: order, start: start)
    parameters.append(parameter)
    // Neighbouring arrays of an LSTM rely on there being no gap between them.
    count += parameter.count
    return parameter.offset
  }

  private mutating func addStatistic(_ name: String, _ channels: Int, _ start: Parameter.Start)
    -> Int
  {
    let statistic = Parameter(
      name: name, shape: [channels], offset: statisticsCount, order: .plain, start: start)
    statistics.append(statistic)
    statisticsCount += channels
    return statistic.offset
  }

  private mutating func addBlocks(_ configuration: CRNNConfiguration) {
    var inputs = 1
    for (index, outputs) in configuration.channels.enumerated() {
      let name = "blocks.\(index)"
      var block = Block()
      block.weight = add(
        "\(name).conv.weight", [outputs, inputs, 3, 3], .uniform(bound(fanIn: 9 * inputs)),
        order: .convolution)
      block.gain = add("\(name).norm.weight", [outputs], .ones)
      block.bias = add("\(name).norm.bias", [outputs], .zeros)
      block.runningMean = addStatistic("\(name).norm.running_mean", outputs, .zeros)
      block.runningVariance = addStatistic("\(name).norm.running_var", outputs, .ones)
      blocks.append(block)
      inputs = outputs
    }
  }

  private mutating func addRecurrent(_ configuration: CRNNConfiguration, layer: Int, inputs: Int) {
    let hidden = configuration.hiddenSize
    let start = Parameter.Start.uniform(bound(fanIn: hidden))
    var layout = Recurrent()
    func names(_ kind: String) -> [String] {
      ["lstm.\(kind)_l\(layer)", "lstm.\(kind)_l\(layer)_reverse"]
    }
    layout.input = addPair(names("weight_ih"), [4 * hidden, inputs], start)
    layout.hidden = addPair(names("weight_hh"), [4 * hidden, hidden], start)
    layout.inputBias = addPair(names("bias_ih"), [4 * hidden], start)
    layout.hiddenBias = addPair(names("bias_hh"), [4 * hidden], start)
    recurrent.append(layout)
  }

  private mutating func addPair(_ names: [String], _ shape: [Int], _ start: Parameter.Start) -> Int
  {
    let offsets = names.map { add($0, shape, start) }
    return offsets[0]
  }

  private mutating func addHead(_ configuration: CRNNConfiguration) {
    let width = 2 * configuration.hiddenSize
    let start = Parameter.Start.uniform(bound(fanIn: width))
    let size = configuration.attentionSize
    attention.state = add("attention.state.weight", [size, width], start)
    attention.bias = add("attention.state.bias", [size], start)
    attention.context = add("attention.context.weight", [size, width], start)
    attention.score = add("attention.score.weight", [1, size], .uniform(bound(fanIn: size)))
    let head = configuration.headWidth
    headHidden.weight = add("head.hidden.weight", [head, width], start)
    headHidden.bias = add("head.hidden.bias", [head], start)
    let last = Parameter.Start.uniform(bound(fanIn: head))
    headOutput.weight = add("head.output.weight", [configuration.classes, head], last)
    headOutput.bias = add("head.output.bias", [configuration.classes], last)
  }

  /// PyTorch's default bound for convolutions and affine maps.
  private func bound(fanIn: Int) -> Float { Float(1 / Double(fanIn).squareRoot()) }
}
