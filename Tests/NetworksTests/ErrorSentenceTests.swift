import Networks
import Testing

@Suite("Each error, provoked, says its whole sentence")
struct ErrorSentenceTests {
  private typealias Attempt = (sentence: String, make: () throws -> Void)

  private func expectSentences(_ attempts: [Attempt]) {
    for attempt in attempts {
      do {
        try attempt.make()
        Issue.record("nothing was refused; expected \"\(attempt.sentence)\"")
      } catch {
        #expect("\(error)" == attempt.sentence)
      }
    }
  }

  private func network() throws -> CRNN { try CRNN(Samples.configuration(), seed: 2, workers: 1) }

  /// Two utterances of 16 bands and 20 frames, or what is wrong with them.
  private func input(
    count: Int = 2, bands: Int = 16, frames: Int = 20, lengths: [Int]? = nil, bad: Int? = nil
  ) throws -> NetworkInput {
    var features = [Float](repeating: 0, count: count * bands * frames)
    if let bad { features[bad] = .nan }
    return try NetworkInput(
      features: features, count: count, bands: bands, frames: frames, lengths: lengths)
  }

  private func step(_ network: CRNN, _ targets: [Float], _ loss: LossSettings = .plain) throws {
    _ = try network.computeGradients(
      Samples.input(targets.count / 3), targets: targets, loss: loss, step: 0)
  }

  @Test("of settings and inputs: what was found, what was expected, what to do")
  func inputs() throws {
    let network = try network()
    expectSentences([
      (
        "network setting beta1 is 1.0; expected 0 or more and below 1",
        { _ = try AdamSettings(beta1: 1) }
      ),
      (
        "the pools divide frames by 2 and the input has 1: nothing is left; pool less or give a "
          + "longer input", { _ = try network.predict(input(frames: 1)) }
      ),
      (
        "the input has 17 bands and the network was made for 16; compute features with the "
          + "settings that the network was trained with",
        { _ = try network.predict(input(bands: 17)) }
      ),
      (
        "a holds 1 values; expected 6",
        { _ = try NamedArray(name: "a", shape: [2, 3], values: [0]) }
      ),
      ("the batch holds no utterance; expected at least one", { _ = try input(count: 0) }),
      (
        "utterance 1 of the batch claims 0 valid frames; expected 1...20",
        { _ = try input(lengths: [20, 0]) }
      ),
      (
        "utterance 1 of the batch has a feature that is NaN or infinite, at band 3, frame 7; "
          + "expected finite features: check the recording and its normalisation",
        { _ = try input(bad: (16 + 3) * 20 + 7) }
      ),
      (
        "the target of utterance 1 sums to 2.0; expected probabilities of 0 or more that sum to 1",
        { try step(network, [1, 0, 0, 1, 1, 0]) }
      ),
      (
        "the target of utterance 0 sums to 1.0; expected probabilities of 0 or more that sum to 1",
        { try step(network, [1.5, -0.5, 0]) }
      ),
    ])
  }

  @Test("of states: the array at fault, and where to take another")
  func states() throws {
    let network = try network()
    let state = network.state
    let first = "blocks.0.conv.weight"
    func replacing(_ shape: [Int], _ value: Float) throws -> [NamedArray] {
      let values = [Float](repeating: value, count: shape.reduce(1, *))
      return try [NamedArray(name: first, shape: shape, values: values)] + state.dropFirst()
    }
    expectSentences([
      (
        "the state lacks \(first); load a state saved from a network of the same configuration",
        { try network.load(Array(state.dropFirst())) }
      ),
      (
        "the state holds lm_head, which this network does not have; load a state saved from a "
          + "network of the same configuration",
        { try network.load(state + [NamedArray(name: "lm_head", shape: [], values: [0])]) }
      ),
      (
        "the state holds \(first) more than once; expected each array once",
        { try network.load(state + state.prefix(1)) }
      ),
      (
        "\(first) has shape [1, 4, 3, 3]; this network expects [4, 1, 3, 3]",
        { try network.load(replacing([1, 4, 3, 3], 0)) }
      ),
      (
        "\(first) holds NaN or infinity at position 0; the file is damaged or its training "
          + "diverged: take an earlier checkpoint",
        { try network.load(replacing([4, 1, 3, 3], .infinity)) }
      ),
    ])
    #expect((network.state == state) as Bool)
  }

  @Test("of numbers that overflow: where they did, that weights are unchanged, and the way out")
  func numbers() throws {
    let network = try network()
    // A uniform target's cross-entropy is ln 3 at least, and this times that more than a Float.
    let third: [Float] = [1.0 / 3, 1.0 / 3, 1.0 / 3]
    let huge = try LossSettings(rowWeights: [3.4e38, 3.4e38, 3.4e38])
    let heavy = try LossSettings(rowWeights: [1e25, 1e25, 1e25])
    let adam = Adam(network, settings: try AdamSettings())
    let (overflowing, broken) = (try self.network(), try self.network())
    try overflowing.change("head.hidden.bias") { $0.map { _ in 3e38 } }
    try overflowing.change("head.output.weight") { $0.map { _ in 2 } }
    try broken.change("blocks.2.norm.running_mean") { $0.map { _ in 3e38 } }
    try broken.change("blocks.2.norm.running_var") { $0.map { _ in 0 } }
    expectSentences([
      (
        "block 2 computes NaN or infinity; weights are unchanged: they have diverged, lower the "
          + "learning rate or clip the gradient", { _ = try broken.predict(Samples.input(2)) }
      ),
      (
        "the loss is inf; weights are unchanged: lower the learning rate or clip the gradient, "
          + "and check the features for NaN", { try step(network, third, huge) }
      ),
      (
        "the gradient's norm is inf; weights are unchanged: lower the learning rate or clip the "
          + "gradient",
        {
          try step(network, Samples.targets(5), heavy)
          try adam.step()
        }
      ),
      (
        "the output for utterance 0 is not finite; check its features for NaN and the weights for "
          + "a diverged training", { _ = try overflowing.predict(Samples.input(2)) }
      ),
    ])
  }
}
