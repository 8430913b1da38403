import Foundation
import Networks
import Testing

/// What follows for the gradients from the definition of the network, whatever the weights are.
@Suite("Gradients keep the laws of what they are the gradients of")
struct GradientLawTests {
  private let network: CRNN
  private let start: [NamedArray]
  private let targets: [Float] = [1, 0, 0, 0, 0.25, 0.75, 0, 0, 1, 0.5, 0.5, 0, 0, 1, 0]

  init() throws {
    network = try CRNN(Samples.configuration(), seed: 33, workers: 2)
    for part in ["lstm", "attention", "head"] { try network.change(part) { $0.map { $0 * 2 } } }
    start = network.state
  }

  /// From the same state each time: sums are formed about the running means and round with them.
  private func gradients(
    _ targets: [Float]? = nil, _ loss: LossSettings = .plain
  ) throws -> (result: StepResult, arrays: [NamedArray]) {
    try network.load(start)
    let result = try network.computeGradients(
      Samples.input(5), targets: targets ?? self.targets, loss: loss, step: 7)
    return (result, network.gradients)
  }

  private func values(_ name: String, _ arrays: [NamedArray]) throws -> [Double] {
    try #require(arrays.first { $0.name == name }).values.map(Double.init)
  }

  private func product(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Normalisation divides a channel by its own deviation: a filter ten times as large gives the
  /// same loss, but for the 1e-5 that is added to the variance. So no gradient points along it.
  @Test("no filter's gradient has a part along the filter, since normalisation undoes its size")
  func filters() throws {
    let gradients = try gradients().arrays
    for block in 0..<3 {
      let name = "blocks.\(block).conv.weight"
      let weight = try values(name, network.state), gradient = try values(name, gradients)
      let channels = block == 0 ? 4 : 8
      let size = weight.count / channels
      for channel in 0..<channels {
        let range = (channel * size)..<((channel + 1) * size)
        let (own, slope) = (weight[range], gradient[range])
        let most = (product(own, own) * product(slope, slope)).squareRoot()
        #expect(most > 0)
        #expect(abs(product(own, slope)) <= 1e-6 + 2e-3 * most, "\(name), channel \(channel)")
      }
    }
  }

  @Test("probabilities sum to 1, so that the classes' biases pull by 0 in all")
  func classes() throws {
    let bias = try values("head.output.bias", gradients().arrays)
    #expect(abs(bias.reduce(0, +)) <= 1e-6)
    #expect(bias.contains { abs($0) > 1e-3 })
  }

  /// By Euler: logits are linear in the last layer, and the loss's gradient in them is (p - q) / N,
  /// which sums to 0, so that logits may stand for their softmax's logarithms.
  @Test("the last layer's gradient along itself is what the reported probabilities say")
  func lastLayer() throws {
    let (result, gradients) = try gradients()
    let names = ["head.output.weight", "head.output.bias"]
    let along = try names.reduce(0.0) {
      $0 + product(try values($1, network.state), try values($1, gradients))
    }
    let expected = zip(result.probabilities, targets).reduce(0.0) {
      $0 + Double($1.0 - $1.1) / 5 * log(Double($1.0))
    }
    #expect(abs(along - expected) <= 1e-5 + 1e-4 * abs(expected))
  }

  @Test("the two biases of a gate are one: their gradients are the same bits")
  func biases() throws {
    let gradients = try gradients().arrays
    for suffix in ["_l0", "_l0_reverse", "_l1", "_l1_reverse"] {
      let first = try values("lstm.bias_ih" + suffix, gradients)
      #expect(try first == values("lstm.bias_hh" + suffix, gradients), "\(suffix)")
      #expect(first.contains { $0 != 0 })
    }
  }

  @Test("a loss that weighs twice has twice the gradient, bit for bit")
  func weight() throws {
    let plain = try gradients()
    let double = try gradients(nil, LossSettings(rowWeights: [2, 2, 2]))
    #expect(double.result.loss == 2 * plain.result.loss)
    #expect(double.result.probabilities == plain.result.probabilities)
    for (found, expected) in zip(double.arrays, plain.arrays) {
      #expect(found.values == expected.values.map { 2 * $0 }, "\(found.name)")
    }
  }

  /// What mixing of examples rests on: the loss is linear in its targets.
  @Test("a mixture of targets has the mixture of their losses and gradients")
  func mixture() throws {
    let others: [Float] = [0, 1, 0, 1, 0, 0, 0.5, 0.25, 0.25, 0, 0, 1, 1, 0, 0]
    let loss = try LossSettings(labelSmoothing: 0.1)
    let (first, second) = (try gradients(targets, loss), try gradients(others, loss))
    let mixed = try gradients(zip(targets, others).map { 0.75 * $0 + 0.25 * $1 }, loss)
    func mix(_ a: Float, _ b: Float) -> Float { 0.75 * a + 0.25 * b }
    let expected = mix(first.result.loss, second.result.loss)
    #expect(abs(mixed.result.loss - expected) <= 1e-6 + 1e-5 * expected)
    for (place, array) in mixed.arrays.enumerated() {
      let pairs = zip(first.arrays[place].values, second.arrays[place].values)
      let expected = pairs.map { mix($0, $1) }
      let size = pairs.reduce(0) { $0 + abs($1.0) + abs($1.1) } / Float(expected.count)
      for (found, expected) in zip(array.values, expected) {
        #expect(abs(found - expected) <= 1e-7 + 2e-4 * size, "\(array.name)")
      }
    }
  }

  /// Statistics of the batch stay what they are, and shards are cut elsewhere. Dropout is off: it
  /// would drop other elements of the second half.
  @Test("a batch that is said twice has the loss, the gradient and the mean of the batch")
  func repeated() throws {
    let (once, twice) = (
      try CRNN(Samples.configuration(dropout: 0), seed: 33, workers: 2),
      try CRNN(Samples.configuration(dropout: 0), seed: 33, workers: 2)
    )
    let input = try Samples.input(5)
    let both = try NetworkInput(
      features: input.features + input.features, count: 10, bands: 16, frames: 20,
      lengths: input.lengths + input.lengths)
    let first = try once.computeGradients(input, targets: targets, loss: .plain, step: 0)
    let second = try twice.computeGradients(
      both, targets: targets + targets, loss: .plain, step: 0)
    #expect(abs(first.loss - second.loss) <= 1e-6 + 1e-5 * first.loss)
    for (expected, found) in zip(once.gradients, twice.gradients) {
      let norm = expected.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for (found, expected) in zip(found.values, expected.values) {
        #expect(abs(found - expected) <= 1e-6 + 1e-3 * norm, "\(found), \(expected)")
      }
    }
    for (expected, found) in zip(once.state, twice.state) where found.name.hasSuffix("_mean") {
      for (found, expected) in zip(found.values, expected.values) {
        #expect(abs(found - expected) <= 1e-6 + 1e-5 * abs(expected), "running mean")
      }
    }
  }
}
