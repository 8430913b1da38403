import Foundation

/// One step of one utterance in one direction: gates to state, and back.
package enum LSTMCell {
  /// Adds the biases, activates gates in place (input, forget, cell, output; `[4H]`) and writes the
  /// cell state and the output, `[H]` each.
  package static func forward(
    _ hidden: Int, gates: Floats, inputBias: UnsafePointer<Float>,
    hiddenBias: UnsafePointer<Float>, previousCell: UnsafePointer<Float>, cell: Floats,
    output: Floats
  ) {
    for index in 0..<(4 * hidden) {
      let sum = gates[index] + (inputBias[index] + hiddenBias[index])
      let isCandidate = index / hidden == 2
      gates[index] = isCandidate ? tanhf(sum) : 1 / (1 + expf(-sum))
    }
    for index in 0..<hidden {
      let state =
        gates[hidden + index] * previousCell[index] + gates[index] * gates[2 * hidden + index]
      cell[index] = state
      output[index] = gates[3 * hidden + index] * tanhf(state)
    }
  }

  /// Overwrites activated gates with the gradients of their sums.
  ///
  /// - Parameters:
  ///   - dOutput: gradient of the output, the next step's part included.
  ///   - dCell: in, gradient of the cell state from the next step; out, that of the previous state.
  package static func backward(
    _ hidden: Int, gates: Floats, cell: UnsafePointer<Float>, previousCell: UnsafePointer<Float>,
    dOutput: UnsafePointer<Float>, dCell: Floats
  ) {
    for index in 0..<hidden {
      let input = gates[index]
      let forget = gates[hidden + index]
      let candidate = gates[2 * hidden + index]
      let output = gates[3 * hidden + index]
      let squashed = tanhf(cell[index])
      let dState = dCell[index] + dOutput[index] * output * (1 - squashed * squashed)
      gates[index] = dState * candidate * input * (1 - input)
      gates[hidden + index] = dState * previousCell[index] * forget * (1 - forget)
      gates[2 * hidden + index] = dState * input * (1 - candidate * candidate)
      gates[3 * hidden + index] = dOutput[index] * squashed * output * (1 - output)
      dCell[index] = dState * forget
    }
  }
}
