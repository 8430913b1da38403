import CKernels
import Tensors

/// One direction of an LSTM layer in evaluation mode: some steps' gate sums, then those steps,
/// while the sums are near. Equal to `LSTM`, and no utterance's numbers depend on its neighbours.
package struct PredictionLSTM {
  package let inputs: Int, hidden: Int
  /// 0 reads forwards, 1 backwards.
  package let direction: Int
  private let projection: PackedMatrix, recurrence: PackedMatrix
  /// `[4H]`: both biases added.
  private let bias: Floats

  /// Rows (steps times utterances) whose gate sums are formed at a time: with the weights' panel
  /// they stay in cache.
  private static let chunkRows = 96

  package init(inputs: Int, hidden: Int, direction: Int, arena: Arena) {
    self.inputs = inputs
    self.hidden = hidden
    self.direction = direction
    projection = PackedMatrix(inner: inputs, columns: 4 * hidden, arena: arena)
    recurrence = PackedMatrix(inner: hidden, columns: 4 * hidden, arena: arena)
    bias = arena.take(4 * hidden)
  }

  /// Takes over the weights of both directions' arrays.
  package func prepare(_ weights: LSTMArrays) {
    let first = direction * 4 * hidden
    projection.packTransposed(weights.input + first * inputs)
    recurrence.packTransposed(weights.hidden + first * hidden)
    for index in 0..<(4 * hidden) {
      bias[index] = weights.inputBias[first + index] + weights.hiddenBias[first + index]
    }
  }

  /// Steps a chunk of `count` utterances.
  private static func chunkSteps(_ count: Int) -> Int { max(1, chunkRows / count) }

  /// Floats of scratch memory for groups of up to `count` utterances.
  package static func scratchCount(hidden: Int, count: Int) -> Int {
    let gates = max(chunkRows, count) * 4 * hidden
    return Arena.rounded(MatrixProduct.scratchCount) + gates + count * hidden
  }

  /// Writes this direction's half of the outputs of every step below the longest length; 0 where a
  /// step is padding.
  ///
  /// - Parameters:
  ///   - x: the group's inputs, `[T][N][D]`; `outputs`: `[T][N][2H]`.
  ///   - lengths: valid steps of every utterance of the group, `[N]`.
  package func forward(
    _ x: SequenceBatch, lengths: UnsafePointer<Int32>, into outputs: SequenceBatch, scratch: Floats
  ) {
    let count = x.count
    let last = (0..<count).reduce(0) { max($0, Int(lengths[$1])) }
    let gates = scratch + Arena.rounded(MatrixProduct.scratchCount)
    let size = PredictionLSTM.chunkSteps(count)
    let cells = gates + size * count * 4 * hidden
    cells.update(repeating: 0, count: count * hidden)
    for first in stride(from: 0, to: last, by: size) {
      let turns = first..<min(last, first + size)
      let begin = direction == 0 ? first : last - turns.upperBound
      projection.multiply(
        rows: turns.count * count, x.step(begin), aStride: inputs, into: gates,
        cStride: 4 * hidden, scratch: scratch)
      for turn in turns {
        let step = direction == 0 ? turn : last - 1 - turn
        forward(
          step, isFirst: turn == 0, gates + (step - begin) * count * 4 * hidden, cells, lengths,
          into: outputs, scratch: scratch)
      }
    }
  }

  private func forward(
    _ step: Int, isFirst: Bool, _ gates: Floats, _ cells: Floats, _ lengths: UnsafePointer<Int32>,
    into outputs: SequenceBatch, scratch: Floats
  ) {
    let offset = direction * hidden
    if !isFirst {
      recurrence.multiply(
        rows: outputs.count, outputs.step(direction == 0 ? step - 1 : step + 1) + offset,
        aStride: 2 * hidden, into: gates, cStride: 4 * hidden, adds: true, scratch: scratch)
    }
    let shape = ser_lstm_shape(
      batch: outputs.count, hidden: hidden, gates_stride: 4 * hidden, h_stride: 2 * hidden,
      c_stride: hidden, dc_stride: 0, lengths: lengths, step: step)
    kernels.lstm_forward(
      shape, gates, bias, cells, cells, outputs.step(step) + offset, 0)
  }
}
