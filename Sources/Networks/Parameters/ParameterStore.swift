import Tensors

/// The memory of a network's learned arrays, their gradients and its running statistics.
final class ParameterStore {
  let layout: ParameterLayout
  /// Learned values and their gradients, laid out alike.
  let values: Floats, gradients: Floats
  /// Running means and variances.
  let statistics: Floats
  /// Counts changes of values, so that what is derived from them is derived once.
  var version = 0
  /// Batches that the running statistics have seen.
  var batches = 0
  private let arena = Arena()

  init(_ layout: ParameterLayout) {
    self.layout = layout
    let counts = [layout.count, layout.count, layout.statisticsCount]
    arena.reset(reserving: counts.map(Arena.rounded).reduce(0, +))
    values = arena.take(counts[0])
    gradients = arena.take(counts[1])
    statistics = arena.take(counts[2])
  }

  /// Fills every array with its start: stream p of the seed for learned array p, element by element
  /// in PyTorch's order, so that any implementation of the generator can make the same weights.
  func start(seed: UInt64) {
    for (index, parameter) in layout.parameters.enumerated() {
      let generator = CounterGenerator(seed: seed, stream: UInt64(index))
      let values = (0..<parameter.count).map { element -> Float in
        switch parameter.start {
        case .ones: 1
        case .zeros: 0
        case .uniform(let bound): (generator.uniform(at: element) * 2 - 1) * bound
        }
      }
      write(values, to: parameter, in: self.values)
    }
    for statistic in layout.statistics {
      let value: Float = if case .ones = statistic.start { 1 } else { 0 }
      (statistics + statistic.offset).update(repeating: value, count: statistic.count)
    }
    batches = 0
    version += 1
  }

  /// Where the arrays of a block lie.
  func arrays(ofBlock index: Int) -> BlockArrays {
    let block = layout.blocks[index]
    return BlockArrays(
      weight: values + block.weight, gain: values + block.gain, bias: values + block.bias,
      dWeight: gradients + block.weight, dGain: gradients + block.gain,
      dBias: gradients + block.bias, runningMean: statistics + block.runningMean,
      runningVariance: statistics + block.runningVariance)
  }

  /// Where the arrays of a recurrent layer lie in `values` or `gradients`.
  func arrays(ofLayer index: Int, in buffer: Floats) -> LSTMArrays {
    let layer = layout.recurrent[index]
    return LSTMArrays(
      input: buffer + layer.input, hidden: buffer + layer.hidden,
      inputBias: buffer + layer.inputBias, hiddenBias: buffer + layer.hiddenBias)
  }

  /// Where the arrays of the attention lie in `values` or `gradients`.
  func attentionArrays(in buffer: Floats) -> AttentionArrays {
    let attention = layout.attention
    return AttentionArrays(
      state: buffer + attention.state, context: buffer + attention.context,
      bias: buffer + attention.bias, score: buffer + attention.score)
  }

  /// The array in PyTorch's order, from a buffer of this layout.
  func read(_ parameter: Parameter, from buffer: UnsafePointer<Float>) -> [Float] {
    let source = buffer + parameter.offset
    guard parameter.order == .convolution else {
      return Array(UnsafeBufferPointer(start: source, count: parameter.count))
    }
    var result = [Float](repeating: 0, count: parameter.count)
    forEachTap(parameter.shape) { ours, theirs in result[theirs] = source[ours] }
    return result
  }

  /// Stores an array given in PyTorch's order to a buffer of this layout.
  func write(_ values: [Float], to parameter: Parameter, in buffer: Floats) {
    let target = buffer + parameter.offset
    guard parameter.order == .convolution else {
      for (index, value) in values.enumerated() { target[index] = value }
      return
    }
    forEachTap(parameter.shape) { ours, theirs in target[ours] = values[theirs] }
  }

  /// Pairs positions in `[kt][kf][Ci][Co]` with positions in `[Co, Ci, kf, kt]`.
  private func forEachTap(_ shape: [Int], _ body: (_ ours: Int, _ theirs: Int) -> Void) {
    let (outputs, inputs) = (shape[0], shape[1])
    for output in 0..<outputs {
      for input in 0..<inputs {
        for band in 0..<3 {
          for frame in 0..<3 {
            let ours = ((frame * 3 + band) * inputs + input) * outputs + output
            body(ours, ((output * inputs + input) * 3 + band) * 3 + frame)
          }
        }
      }
    }
  }
}
