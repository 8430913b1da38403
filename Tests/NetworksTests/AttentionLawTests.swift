import Networks
import Tensors
import Testing

@Suite("Attention weighs the states of valid frames, whatever their order")
struct AttentionLawTests {
  private static let (steps, width, size) = (9, 6, 5)

  /// Attention of one utterance over nine steps.
  private final class Run {
    let memory = EngineMemory(1 << 18)
    let layer: Attention
    let arrays: AttentionArrays
    let states: SequenceBatch
    let length: Int
    private let z: Floats, scratch: Floats

    init(_ values: [Float], length: Int, score: Float = 2) {
      let (width, size) = (AttentionLawTests.width, AttentionLawTests.size)
      self.length = length
      layer = Attention(
        width: width, size: size, count: 1, steps: AttentionLawTests.steps, arena: memory.arena)
      arrays = AttentionArrays(
        state: memory.floats(size * width, spread(1, 0, size * width)),
        context: memory.floats(size * width, spread(1, 1, size * width)),
        bias: memory.floats(size, spread(1, 2, size)),
        score: memory.floats(size, spread(1, 3, size, scale: score)))
      states = memory.sequences(1, AttentionLawTests.steps, width, values)
      z = memory.floats(width)
      scratch = memory.floats(MatrixProduct.scratchCount)
      layer.prepare(arrays)
      layer.project(states, steps: 0..<AttentionLawTests.steps, scratch: scratch)
      layer.forward(states, arrays, utterance: 0, length: length, into: z)
    }

    var weights: [Float] { array(layer.weights, AttentionLawTests.steps) }
    var pooled: [Float] { array(z, AttentionLawTests.width) }

    /// The gradient of the states from that of the sum.
    func backward(_ dz: [Float]) -> [Float] {
      let (steps, width) = (AttentionLawTests.steps, AttentionLawTests.width)
      let dStates = memory.sequences(1, steps, width)
      layer.backward(
        states, arrays, utterance: 0, length: length, dz: memory.floats(width, dz), into: dStates)
      layer.backwardProjection(steps: 0..<steps, into: dStates, scratch: scratch)
      return dStates.values
    }
  }

  private var states: [Float] { spread(3, 0, Self.steps * Self.width) }

  private func expectClose(_ found: [Float], _ expected: [Float]) {
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      #expect(abs(found - expected) <= 2e-6 + 1e-5 * abs(expected))
    }
  }

  @Test("steps in another order have their weights in that order, and the same sum")
  func order() {
    let order = [3, 0, 6, 2, 5, 1, 4]
    let plain = Run(states, length: 7)
    let moved = (order + [7, 8]).flatMap { states[($0 * Self.width)...].prefix(Self.width) }
    let changed = Run(moved, length: 7)
    expectClose(changed.weights, order.map { plain.weights[$0] } + [0, 0])
    expectClose(changed.pooled, plain.pooled)
    #expect((plain.weights.prefix(7).max() ?? 0) > 0.2, "the weights differ")
  }

  @Test("a score of 0 for all is the mean of the valid frames", arguments: [1, 2, 8, 9])
  func mean(length: Int) {
    let run = Run(states, length: length, score: 0)
    let tail = [Float](repeating: 0, count: Self.steps - length)
    expectClose(run.weights, [Float](repeating: 1 / Float(length), count: length) + tail)
    let means = (0..<Self.width).map { feature in
      (0..<length).reduce(Float(0)) { $0 + states[$1 * Self.width + feature] } / Float(length)
    }
    expectClose(run.pooled, means)
  }

  @Test("the sum lies between the least and the greatest of each feature", arguments: 1...9)
  func bounds(length: Int) {
    let run = Run(states, length: length)
    for feature in 0..<Self.width {
      let values = (0..<length).map { states[$0 * Self.width + feature] }
      let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
      #expect(run.pooled[feature] >= least - 1e-6 && run.pooled[feature] <= greatest + 1e-6)
    }
  }

  @Test("what lies behind the length is not heard, even where it is no number")
  func padding() {
    var broken = states
    for index in (5 * Self.width)..<broken.count { broken[index] = .nan }
    let (plain, found) = (Run(states, length: 5), Run(broken, length: 5))
    #expect(found.weights == plain.weights && found.pooled == plain.pooled)
    let dz = spread(5, 0, Self.width)
    let gradient = found.backward(dz)
    #expect(gradient == plain.backward(dz))
    #expect(gradient.dropFirst(5 * Self.width).allSatisfy { $0 == 0 })
    #expect(gradient.prefix(5 * Self.width).allSatisfy { $0.isFinite && $0 != 0 })
  }

  /// Where scores count for nothing, neither the states nor their mean act through them.
  @Test("without scores each valid frame gets its share of the gradient")
  func shares() {
    let dz = spread(5, 0, Self.width)
    let gradient = Run(states, length: 4, score: 0).backward(dz)
    let share = dz.map { $0 / 4 }
    expectClose(
      gradient, (0..<4).flatMap { _ in share } + [Float](repeating: 0, count: 5 * Self.width))
  }

  @Test("the gradient is that of difference quotients in every state")
  func quotients() {
    let dz = spread(5, 0, Self.width)
    func loss(_ values: [Float]) -> Double {
      zip(Run(values, length: 6).pooled, dz).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    let gradient = Run(states, length: 6).backward(dz)
    let step: Float = 1e-2
    for index in 0..<(6 * Self.width) {
      var (up, down) = (states, states)
      up[index] += step
      down[index] -= step
      let quotient = Float((loss(up) - loss(down)) / Double(up[index] - down[index]))
      #expect(abs(gradient[index] - quotient) <= 1e-3 + 1e-2 * abs(quotient), "\(index)")
    }
  }
}
