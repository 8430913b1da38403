import Tensors

/// The arrays of one bidirectional layer (weights, or their gradients), forward direction first.
package struct LSTMArrays: @unchecked Sendable {
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

/// What a bidirectional layer keeps between forward and backward.
package struct LSTMMemory: @unchecked Sendable {
  /// `[T][N][8H]`: gate sums, then activations, then (backward) gradients of the sums.
  package let gates: Floats
  /// Cell states, width 2H, forward direction first.
  package let cells: SequenceBatch
  /// Outputs, width 2H; 0 in padding.
  package let outputs: SequenceBatch

  package init(gates: Floats, cells: SequenceBatch, outputs: SequenceBatch) {
    self.gates = gates
    self.cells = cells
    self.outputs = outputs
  }
}

/// One bidirectional LSTM layer over padded sequences, equal to PyTorch's on packed ones: the reverse
/// direction starts at each sequence's last valid step and outputs are 0 in padding.
///
/// State is 0 wherever a step is padding. For the forward direction padding comes last and nothing
/// follows; for the reverse direction it comes first, so the first valid step starts from 0.
package struct LSTM {
  package let inputs: Int
  package let hidden: Int

  package init(inputs: Int, hidden: Int) {
    self.inputs = inputs
    self.hidden = hidden
  }

  /// Floats of `LSTMMemory.gates` in a step.
  package func gateStride(_ count: Int) -> Int { count * 8 * hidden }

  /// Writes the inputs' part of all gate sums of some steps, both directions at once.
  package func project(
    _ x: SequenceBatch, _ weights: LSTMArrays, steps: Range<Int>, into memory: LSTMMemory
  ) {
    MatrixProduct.multiply(
      rows: steps.count * x.count, columns: 8 * hidden, inner: inputs,
      x.step(steps.lowerBound), aStride: inputs, weights.input, .transposed, bStride: inputs,
      into: memory.gates + steps.lowerBound * gateStride(x.count), cStride: 8 * hidden)
  }

  /// Runs one direction over some utterances: `direction` 0 reads forwards, 1 backwards.
  package func forward(
    _ memory: LSTMMemory, _ weights: LSTMArrays, lengths: [Int], direction: Int,
    utterances: Range<Int>
  ) {
    let outputs = memory.outputs
    let first = utterances.lowerBound
    let offset = direction * hidden
    for turn in 0..<outputs.steps {
      let step = direction == 0 ? turn : outputs.steps - 1 - turn
      let before = direction == 0 ? step - 1 : step + 1
      let gates = gateRow(memory, step, first, direction)
      MatrixProduct.multiply(
        rows: utterances.count, columns: 4 * hidden, inner: hidden,
        outputs.step(before) + first * 2 * hidden + offset, aStride: 2 * hidden,
        weights.hidden + direction * 4 * hidden * hidden, .transposed, bStride: hidden,
        keep: 1, into: gates, cStride: 8 * hidden)
      for utterance in utterances {
        let row = utterance * 2 * hidden + offset
        let output = outputs.step(step) + row
        let cell = memory.cells.step(step) + row
        guard step < lengths[utterance] else {
          output.update(repeating: 0, count: hidden)
          cell.update(repeating: 0, count: hidden)
          continue
        }
        LSTMCell.forward(
          hidden, gates: gates + (utterance - first) * 8 * hidden,
          inputBias: weights.inputBias + direction * 4 * hidden,
          hiddenBias: weights.hiddenBias + direction * 4 * hidden,
          previousCell: memory.cells.step(before) + row, cell: cell, output: output)
      }
    }
  }

  /// Runs one direction's gradient over some utterances, overwriting gates with their gradients.
  ///
  /// - Parameters:
  ///   - dOutputs: the outputs' gradients, width 2H; the recurrent part is added in place.
  ///   - dCells: scratch `[N, 2H]`.
  package func backward(
    _ memory: LSTMMemory, _ weights: LSTMArrays, dOutputs: SequenceBatch, dCells: Floats,
    lengths: [Int], direction: Int, utterances: Range<Int>
  ) {
    let steps = dOutputs.steps
    let first = utterances.lowerBound
    let offset = direction * hidden
    for utterance in utterances {
      (dCells + utterance * 2 * hidden + offset).update(repeating: 0, count: hidden)
    }
    for turn in 0..<steps {
      let step = direction == 0 ? steps - 1 - turn : turn
      let before = direction == 0 ? step - 1 : step + 1
      let gates = gateRow(memory, step, first, direction)
      for utterance in utterances {
        let row = utterance * 2 * hidden + offset
        let gate = gates + (utterance - first) * 8 * hidden
        guard step < lengths[utterance] else {
          gate.update(repeating: 0, count: 4 * hidden)
          continue
        }
        LSTMCell.backward(
          hidden, gates: gate, cell: memory.cells.step(step) + row,
          previousCell: memory.cells.step(before) + row, dOutput: dOutputs.step(step) + row,
          dCell: dCells + row)
      }
      guard turn < steps - 1 else { continue }
      MatrixProduct.multiply(
        rows: utterances.count, columns: hidden, inner: 4 * hidden, gates, aStride: 8 * hidden,
        weights.hidden + direction * 4 * hidden * hidden, bStride: hidden,
        keep: 1, into: dOutputs.step(before) + first * 2 * hidden + offset, cStride: 2 * hidden)
    }
  }

  /// Writes the input's gradient of some steps from the gates' gradients.
  package func backwardInput(
    _ memory: LSTMMemory, _ weights: LSTMArrays, steps: Range<Int>, into dx: SequenceBatch
  ) {
    MatrixProduct.multiply(
      rows: steps.count * dx.count, columns: inputs, inner: 8 * hidden,
      memory.gates + steps.lowerBound * gateStride(dx.count), aStride: 8 * hidden,
      weights.input, bStride: inputs, into: dx.step(steps.lowerBound), cStride: inputs)
  }

  /// Writes rows `gateRows` (of the 8H of both directions) of the input weight's gradient.
  package func backwardInputWeight(
    _ x: SequenceBatch, _ memory: LSTMMemory, gateRows: Range<Int>, into gradient: LSTMArrays
  ) {
    MatrixProduct.multiply(
      rows: gateRows.count, columns: inputs, inner: x.steps * x.count,
      memory.gates + gateRows.lowerBound, .transposed, aStride: 8 * hidden,
      x.step(0), bStride: inputs, into: gradient.input + gateRows.lowerBound * inputs,
      cStride: inputs)
  }

  /// Writes one direction's gradients of the recurrent weight and of both biases.
  package func backwardHiddenWeight(
    _ memory: LSTMMemory, direction: Int, into gradient: LSTMArrays
  ) {
    let outputs = memory.outputs
    let rows = outputs.steps * outputs.count
    let gates = memory.gates + direction * 4 * hidden
    MatrixProduct.multiply(
      rows: 4 * hidden, columns: hidden, inner: rows, gates, .transposed, aStride: 8 * hidden,
      outputs.step(direction == 0 ? -1 : 1) + direction * hidden, bStride: 2 * hidden,
      into: gradient.hidden + direction * 4 * hidden * hidden, cStride: hidden)
    let bias = gradient.inputBias + direction * 4 * hidden
    bias.update(repeating: 0, count: 4 * hidden)
    for row in 0..<rows {
      let gate = gates + row * 8 * hidden
      for index in 0..<(4 * hidden) { bias[index] += gate[index] }
    }
    (gradient.hiddenBias + direction * 4 * hidden).update(from: bias, count: 4 * hidden)
  }

  private func gateRow(_ memory: LSTMMemory, _ step: Int, _ utterance: Int, _ direction: Int)
    -> Floats
  {
    memory.gates + step * gateStride(memory.outputs.count) + utterance * 8 * hidden
      + direction * 4 * hidden
  }
}
