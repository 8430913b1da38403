import Foundation
import Networks
import Tensors
import Testing

@Suite("A recurrent layer")
struct LSTMLawTests {
  /// The sizes of a layer and of a batch.
  struct Sizes: CustomTestStringConvertible {
    let count: Int, steps: Int, inputs: Int, hidden: Int
    var lengths: [Int]?

    var testDescription: String { "\(count) x \(steps), \(inputs) to \(hidden)" }
    /// From one step to all of them, all in the first place.
    var valid: [Int] { lengths ?? (0..<count).map { max(1, steps - $0 * 5 % steps) } }
  }

  /// A layer with its memory, in training and in prediction.
  private final class Run {
    let memory = EngineMemory(1 << 20)
    let sizes: Sizes
    let weights: LSTMArrays
    let x: SequenceBatch
    private let lengths: UnsafeMutablePointer<Int32>

    init(_ sizes: Sizes, scale: Float = 0.6, x values: [Float]? = nil) {
      self.sizes = sizes
      let (d, h) = (sizes.inputs, sizes.hidden)
      let own = self.memory
      func floats(_ stream: UInt64, _ count: Int) -> Floats {
        own.floats(count, spread(6, stream, count, scale: scale))
      }
      weights = LSTMArrays(
        input: floats(0, 8 * h * d), hidden: floats(1, 8 * h * h), inputBias: floats(2, 8 * h),
        hiddenBias: floats(3, 8 * h))
      x = memory.sequences(
        sizes.count, sizes.steps, d, values ?? spread(7, 0, sizes.count * sizes.steps * d))
      lengths = memory.integers(sizes.valid)
    }

    /// Writes the same to one gate (input, forget, cell, output), split between both biases.
    func setBias(_ gate: Int, _ value: Float) {
      let h = sizes.hidden
      for direction in 0..<2 {
        for index in 0..<h {
          weights.inputBias[(direction * 4 + gate) * h + index] = value / 4
          weights.hiddenBias[(direction * 4 + gate) * h + index] = value * 3 / 4
        }
      }
    }

    /// Outputs `[N, T, 2H]` of training, utterances in groups of `group`.
    func train(group: Int = 16) -> [Float] {
      let layer = LSTM(
        inputs: sizes.inputs, hidden: sizes.hidden, count: sizes.count, steps: sizes.steps,
        arena: memory.arena)
      let scratch = memory.floats(MatrixProduct.scratchCount)
      layer.clear()
      for unit in 0..<LSTM.preparations { layer.prepare(unit, weights) }
      layer.project(x, steps: 0..<sizes.steps, scratch: scratch)
      for first in stride(from: 0, to: sizes.count, by: group) {
        let utterances = first..<min(sizes.count, first + group)
        for direction in 0..<2 {
          layer.forward(
            lengths: lengths, direction: direction, utterances: utterances, scratch: scratch)
        }
      }
      return layer.outputs.values
    }

    /// The same of prediction; what it does not write is NaN.
    func predict() -> [Float] {
      let outputs = memory.sequences(sizes.count, sizes.steps, 2 * sizes.hidden)
      let scratch = memory.floats(
        PredictionLSTM.scratchCount(hidden: sizes.hidden, count: sizes.count))
      for direction in 0..<2 {
        let layer = PredictionLSTM(
          inputs: sizes.inputs, hidden: sizes.hidden, direction: direction, arena: memory.arena)
        layer.prepare(weights)
        layer.forward(x, lengths: lengths, into: outputs, scratch: scratch)
      }
      return outputs.values
    }
  }

  /// Prediction forms gate sums of 96 rows at a time: one utterance crosses that twice, and a
  /// hundred have more rows in one step.
  static let sizes = [
    Sizes(count: 1, steps: 200, inputs: 3, hidden: 5),
    Sizes(count: 100, steps: 3, inputs: 2, hidden: 4),
    Sizes(count: 7, steps: 40, inputs: 9, hidden: 17),
    Sizes(count: 16, steps: 13, inputs: 8, hidden: 16),
    Sizes(count: 2, steps: 48, inputs: 1, hidden: 1),
    Sizes(count: 2, steps: 49, inputs: 1, hidden: 3, lengths: [48, 49]),
  ]

  @Test("says in prediction what it says in training, and 0 in padding", arguments: sizes)
  func agreement(_ sizes: Sizes) {
    let run = Run(sizes)
    let (trained, predicted) = (run.train(), run.predict())
    let width = 2 * sizes.hidden
    for (index, expected) in trained.enumerated() {
      let (utterance, step) = (index / width / sizes.steps, index / width % sizes.steps)
      if step < sizes.valid[utterance] {
        #expect(abs(predicted[index] - expected) <= 1e-5, "\(utterance), \(step)")
        #expect(expected != 0)
      } else {
        #expect(expected == 0 && predicted[index] == 0, "padding of \(utterance)")
      }
    }
  }

  @Test("gives the same whatever utterances are worked on together", arguments: [1, 3, 7])
  func groups(size: Int) {
    let run = Run(Sizes(count: 7, steps: 11, inputs: 4, hidden: 9))
    for (found, expected) in zip(run.train(group: size), run.train()) {
      #expect(abs(found - expected) <= 1e-6)
    }
  }

  @Test("hears nothing of what lies behind an utterance's end")
  func padding() {
    let sizes = Sizes(count: 3, steps: 10, inputs: 4, hidden: 6, lengths: [10, 7, 1])
    var values = spread(7, 0, 3 * 10 * 4)
    let plain = Run(sizes, x: values)
    for index in values.indices where index / 4 % 10 >= sizes.valid[index / 40] {
      values[index] = 1000
    }
    let noisy = Run(sizes, x: values)
    #expect(noisy.train() == plain.train())
    #expect(noisy.predict() == plain.predict())
  }

  /// Gates by biases alone, 20 being as good as open and -20 as shut: with all open a cell counts
  /// steps from where its direction begins, so that the output is tanh of their number.
  @Test("counts steps where its gates are open, forwards and backwards, and forgets where shut")
  func counting() {
    let sizes = Sizes(count: 3, steps: 6, inputs: 2, hidden: 3, lengths: [6, 4, 1])
    let cases: [(forget: Float, input: Float, output: (Int) -> Double)] = [
      (20, 20, { tanh(Double($0)) }), (-20, 20, { _ in tanh(1) }), (20, -20, { _ in 0 }),
    ]
    for (forget, input, output) in cases {
      let run = Run(sizes, scale: 0)
      for (gate, value) in [input, forget, 20, 20].enumerated() { run.setBias(gate, value) }
      for found in [run.train(), run.predict()] {
        for index in found.indices {
          let (utterance, step) = (index / 36, index / 6 % 6)
          let length = sizes.valid[utterance]
          let turns = index % 6 < 3 ? step + 1 : length - step
          let expected = step < length ? output(turns) : 0
          #expect(abs(Double(found[index]) - expected) <= 1e-6, "\(utterance), \(step)")
        }
      }
    }
  }
}
