import CKernels
import Tensors

/// The arrays of one bidirectional layer (weights, or their gradients), forward direction first.
package struct LSTMArrays {
  /// `[2][4H][D]`, gates in PyTorch's order: input, forget, cell, output.
  package let input: Floats
  /// `[2][4H][H]`.
  package let hidden: Floats
  /// `[2][4H]` each; PyTorch keeps two biases, which are added.
  package let inputBias: Floats, hiddenBias: Floats

  package init(input: Floats, hidden: Floats, inputBias: Floats, hiddenBias: Floats) {
    self.input = input
    self.hidden = hidden
    self.inputBias = inputBias
    self.hiddenBias = hiddenBias
  }
}

/// One bidirectional LSTM layer in training, over padded sequences, equal to PyTorch's on packed
/// ones: the reverse direction starts at each sequence's last valid step and outputs are 0 in
/// padding.
///
/// State is 0 wherever a step is padding. For the forward direction padding comes last and nothing
/// follows; for the reverse direction it comes first, so the first valid step starts from 0.
package struct LSTM {
  package let inputs: Int
  package let hidden: Int
  package let count: Int, steps: Int
  /// Outputs, width 2H, forward direction first; 0 in padding.
  package let outputs: SequenceBatch
  /// Cell states, laid out as `outputs`.
  private let cells: SequenceBatch
  /// `[T][N][8H]`: gate sums, then activations, then (backward) gradients of the sums.
  private let gates: Floats
  /// `[N, 2H]`: gradients of cell states on their way to the step before.
  private let dCells: Floats
  /// `[2][4H]`: both biases added.
  private let bias: Floats
  /// The weights as the products need them.
  private let projection: PackedMatrix, recurrences: [PackedMatrix]
  private let projectionBack: PackedMatrix, recurrencesBack: [PackedMatrix]

  package init(
    inputs: Int, hidden: Int, count: Int, steps: Int, arena: Arena
  ) {
    self.inputs = inputs
    self.hidden = hidden
    self.count = count
    self.steps = steps
    func packed(_ inner: Int, _ columns: Int) -> PackedMatrix {
      PackedMatrix(inner: inner, columns: columns, arena: arena)
    }
    outputs = SequenceBatch(count: count, steps: steps, width: 2 * hidden, arena: arena)
    cells = SequenceBatch(count: count, steps: steps, width: 2 * hidden, arena: arena)
    gates = arena.take(steps * count * 8 * hidden)
    dCells = arena.take(count * 2 * hidden)
    bias = arena.take(8 * hidden)
    projection = packed(inputs, 8 * hidden)
    recurrences = (0..<2).map { _ in packed(hidden, 4 * hidden) }
    projectionBack = packed(8 * hidden, inputs)
    recurrencesBack = (0..<2).map { _ in packed(4 * hidden, hidden) }
  }

  /// Writes the zeros that the layouts promise.
  package func clear() {
    outputs.clearEnds()
    cells.clearEnds()
  }

  /// Units that `prepare` is cut into: the four kinds of packed weights.
  package static let preparations = 4

  /// Brings one kind of weights into the form that the products read.
  package func prepare(_ unit: Int, _ weights: LSTMArrays) {
    switch unit {
    case 0: projection.packTransposed(weights.input)
    case 1: projectionBack.pack(weights.input)
    case 2:
      for direction in 0..<2 {
        recurrences[direction].packTransposed(weights.hidden + direction * 4 * hidden * hidden)
      }
      for index in 0..<(8 * hidden) {
        bias[index] = weights.inputBias[index] + weights.hiddenBias[index]
      }
    default:
      for direction in 0..<2 {
        recurrencesBack[direction].pack(weights.hidden + direction * 4 * hidden * hidden)
      }
    }
  }

  /// Writes the inputs' part of all gate sums of some steps, both directions at once.
  package func project(_ x: SequenceBatch, steps: Range<Int>, scratch: Floats) {
    projection.multiply(
      rows: steps.count * count, x.step(steps.lowerBound), aStride: inputs,
      into: gates + steps.lowerBound * gateStride, cStride: 8 * hidden, scratch: scratch)
  }

  /// Runs one direction over some utterances: `direction` 0 reads forwards, 1 backwards.
  ///
  /// - Parameter lengths: valid steps of every utterance of the batch, `[N]`.
  package func forward(
    lengths: UnsafePointer<Int32>, direction: Int, utterances: Range<Int>, scratch: Floats
  ) {
    let row = utterances.lowerBound * 2 * hidden + direction * hidden
    let last = longest(lengths, utterances)
    for turn in 0..<steps {
      let step = direction == 0 ? turn : steps - 1 - turn
      let before = direction == 0 ? step - 1 : step + 1
      let gates = gateRow(step, utterances.lowerBound, direction)
      if step < last {
        recurrences[direction].multiply(
          rows: utterances.count, outputs.step(before) + row, aStride: 2 * hidden, into: gates,
          cStride: 8 * hidden, adds: true, scratch: scratch)
      }
      kernels.lstm_forward(
        cell(lengths, utterances, step), gates, bias + direction * 4 * hidden,
        cells.step(before) + row, cells.step(step) + row, outputs.step(step) + row, 1)
    }
  }

  /// Runs one direction's gradient over some utterances, overwriting gates with their gradients.
  ///
  /// - Parameter dOutputs: the outputs' gradients, width 2H; the recurrent part is added in place.
  package func backward(
    dOutputs: SequenceBatch, lengths: UnsafePointer<Int32>, direction: Int,
    utterances: Range<Int>, scratch: Floats
  ) {
    let row = utterances.lowerBound * 2 * hidden + direction * hidden
    for utterance in 0..<utterances.count {
      (dCells + row + utterance * 2 * hidden).update(repeating: 0, count: hidden)
    }
    let last = longest(lengths, utterances)
    for turn in 0..<steps {
      let step = direction == 0 ? steps - 1 - turn : turn
      let before = direction == 0 ? step - 1 : step + 1
      let gates = gateRow(step, utterances.lowerBound, direction)
      kernels.lstm_backward(
        cell(lengths, utterances, step), gates, cells.step(before) + row, cells.step(step) + row,
        dOutputs.step(step) + row, dCells + row)
      guard turn < steps - 1, step < last else { continue }
      recurrencesBack[direction].multiply(
        rows: utterances.count, gates, aStride: 8 * hidden, into: dOutputs.step(before) + row,
        cStride: 2 * hidden, adds: true, scratch: scratch)
    }
  }

  /// Writes the input's gradient of some steps from the gates' gradients, and to `part` (`[8H]`)
  /// what the gates' gradients of those steps sum to, while they are near.
  package func backwardInput(
    steps: Range<Int>, into dx: SequenceBatch, biasPart part: Floats, scratch: Floats
  ) {
    let gates = gates + steps.lowerBound * gateStride
    let rows = steps.count * count
    projectionBack.multiply(
      rows: rows, gates, aStride: 8 * hidden, into: dx.step(steps.lowerBound), cStride: inputs,
      scratch: scratch)
    part.update(repeating: 0, count: 8 * hidden)
    for row in 0..<rows { kernels.axpy(8 * hidden, 1, gates + row * 8 * hidden, part) }
  }

  /// Writes the gradients of both biases from the parts of `number` neighbouring chunks, in order.
  package func finishBias(_ parts: UnsafePointer<Float>, number: Int, into gradient: LSTMArrays) {
    gradient.inputBias.update(repeating: 0, count: 8 * hidden)
    for part in 0..<number {
      kernels.axpy(8 * hidden, 1, parts + part * 8 * hidden, gradient.inputBias)
    }
    gradient.hiddenBias.update(from: gradient.inputBias, count: 8 * hidden)
  }

  /// Writes rows `gateRows` (of the 8H of both directions) of the input weight's gradient.
  package func backwardInputWeight(
    _ x: SequenceBatch, gateRows: Range<Int>, into gradient: LSTMArrays, scratch: Floats
  ) {
    MatrixProduct.multiply(
      rows: gateRows.count, columns: inputs, inner: steps * count, gates + gateRows.lowerBound,
      .transposed, aStride: 8 * hidden, x.step(0), bStride: inputs,
      into: gradient.input + gateRows.lowerBound * inputs, cStride: inputs, scratch: scratch)
  }

  /// Writes one direction's gradient of the recurrent weight.
  package func backwardHiddenWeight(direction: Int, into gradient: LSTMArrays, scratch: Floats) {
    MatrixProduct.multiply(
      rows: 4 * hidden, columns: hidden, inner: steps * count, gates + direction * 4 * hidden,
      .transposed, aStride: 8 * hidden, outputs.step(direction == 0 ? -1 : 1) + direction * hidden,
      bStride: 2 * hidden, into: gradient.hidden + direction * 4 * hidden * hidden,
      cStride: hidden, scratch: scratch)
  }

  private var gateStride: Int { count * 8 * hidden }

  private func gateRow(_ step: Int, _ utterance: Int, _ direction: Int) -> Floats {
    gates + step * gateStride + utterance * 8 * hidden + direction * 4 * hidden
  }

  /// Steps from here on are padding for all of some utterances.
  private func longest(_ lengths: UnsafePointer<Int32>, _ utterances: Range<Int>) -> Int {
    utterances.reduce(0) { max($0, Int(lengths[$1])) }
  }

  private func cell(_ lengths: UnsafePointer<Int32>, _ utterances: Range<Int>, _ step: Int)
    -> ser_lstm_shape
  {
    ser_lstm_shape(
      batch: utterances.count, hidden: hidden, gates_stride: 8 * hidden, h_stride: 2 * hidden,
      c_stride: 2 * hidden, dc_stride: 2 * hidden, lengths: lengths + utterances.lowerBound,
      step: step)
  }
}
