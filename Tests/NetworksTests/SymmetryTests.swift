import Networks
import Testing

/// What is symmetric in the definition of the network must be so in what is computed: a network
/// whose arrays are named in another way says the same, and has the same gradients by other names.
@Suite("The network is the same by whatever names, orders and directions")
struct SymmetryTests {
  /// Sizes that no vector of the kernels divides, and pools without a rest.
  private static let configuration = Result {
    try CRNNConfiguration(
      melBands: 12, frames: 12, channels: [3, 5],
      pools: [PoolSize(bands: 2, frames: 2), PoolSize(bands: 3, frames: 1)], hiddenSize: 5,
      attentionSize: 3, headWidth: 7, classes: 3)
  }
  private let configuration: CRNNConfiguration
  private let network: CRNN

  init() throws {
    configuration = try Self.configuration.get()
    network = try CRNN(configuration, seed: 21, workers: 2)
    // Answers that depend on the input far more than those of fresh weights.
    for part in ["lstm", "attention", "head"] { try network.change(part) { $0.map { $0 * 3 } } }
    // Statistics that tell the channels apart, as those of a trained network do.
    try network.change("blocks.0.norm.running_mean") { _ in [0.1, -0.2, 0.3] }
    try network.change("blocks.1.norm.running_var") { _ in [0.5, 1, 1.5, 2, 2.5] }
  }

  private static let count = 6

  /// A batch of 12 bands and 12 frames with the places of its features in another order.
  private func input(
    lengths: [Int]? = nil, band: (Int) -> Int = { $0 }, frame: (Int) -> Int = { $0 }
  ) throws -> NetworkInput {
    let sound = spread(17, 0, Self.count * 144, scale: 2)
    var features = [Float](repeating: 0, count: sound.count)
    for index in features.indices where index % 12 < lengths?[index / 144] ?? 12 {
      let (utterance, row) = (index / 144, index / 12 % 12)
      features[index] = sound[utterance * 144 + band(row) * 12 + frame(index % 12)]
    }
    return try NetworkInput(
      features: features, count: Self.count, bands: 12, frames: 12, lengths: lengths)
  }

  /// Expects that the renamed network says of `changed` what this one says of `plain`.
  private func expectSame(
    _ relabelling: Relabelling, plain: NetworkInput, changed: NetworkInput,
    classes: [Int] = [0, 1, 2], isReversed: Bool = false
  ) throws {
    let other = try CRNN(configuration, seed: 1, workers: 2)
    try other.load(relabelling(network.state))
    try expectSameOutput(
      network.predict(plain), other.predict(changed), classes: classes, isReversed: isReversed)
    let targets = Samples.targets(Self.count)
    let ours = targets.indices.map { targets[$0 / 3 * 3 + classes[$0 % 3]] }
    let step = try network.computeGradients(plain, targets: targets, loss: .plain, step: 0)
    let found = try other.computeGradients(changed, targets: ours, loss: .plain, step: 0)
    #expect(abs(found.loss - step.loss) <= 1e-4 + 1e-4 * step.loss)
    // A pixel that rounding lets win its window moves an element by a small share of the whole.
    for (found, expected) in zip(other.gradients, try relabelling(network.gradients)) {
      let norm = expected.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for (found, expected) in zip(found.values, expected.values) {
        #expect(abs(found - expected) <= 2e-6 + 1e-2 * norm, "\(found), \(expected)")
      }
    }
  }

  private func expectSameOutput(
    _ expected: NetworkOutput, _ found: NetworkOutput, classes: [Int], isReversed: Bool
  ) {
    for (index, logit) in found.logits.enumerated() {
      let other = expected.logits[index / 3 * 3 + classes[index % 3]]
      #expect(abs(logit - other) <= 2e-4 + 1e-4 * abs(other))
    }
    let steps = expected.pooledFrames
    for (index, weight) in found.attention.enumerated() {
      let step = isReversed ? steps - 1 - index % steps : index % steps
      #expect(abs(weight - expected.attention[index / steps * steps + step]) <= 1e-4)
    }
  }

  @Test("sound played backwards, to a network with its directions exchanged")
  func time() throws {
    let (plain, backwards) = (try input(), try input(frame: { 11 - $0 }))
    try expectSame(
      .reversedTime(configuration), plain: plain, changed: backwards, isReversed: true)
    // The law says something: without the exchange the answer is another.
    let (forth, back) = (try network.predict(plain).logits, try network.predict(backwards).logits)
    #expect(zip(forth, back).contains { abs($0 - $1) > 1e-3 })
  }

  @Test("bands upside down, lengths of every kind")
  func bands() throws {
    let lengths = [12, 11, 7, 4, 2, 1]
    try expectSame(
      .reversedBands(configuration), plain: input(lengths: lengths),
      changed: input(lengths: lengths, band: { 11 - $0 }))
  }

  @Test("channels, hidden units and rows of attention and head in other orders")
  func orders() throws {
    let plain = try input(lengths: [12, 12, 9, 5, 3, 1])
    let (three, five, others) = ([1, 2, 0], [2, 4, 0, 1, 3], [4, 1, 3, 0, 2])
    for relabelling in [
      .channels(configuration, block: 0, three), .channels(configuration, block: 1, five),
      .units(layer: 0, five, others), .units(layer: 1, others, five), .attention(three),
      .head([3, 0, 6, 1, 5, 4, 2]),
    ] as [Relabelling] {
      try expectSame(relabelling, plain: plain, changed: plain)
    }
  }

  @Test("classes in another order, answers and targets with them")
  func classes() throws {
    let plain = try input()
    try expectSame(.classes([2, 0, 1]), plain: plain, changed: plain, classes: [2, 0, 1])
  }
}
