import Networks
import Testing

@Suite("A batch is a set of utterances")
struct BatchLawTests {
  private static let order = [4, 0, 7, 2, 8, 1, 6, 3, 5]

  /// Nine utterances: two whole shards and a part of one.
  private func step(_ network: CRNN, _ order: [Int], step: UInt64 = 0) throws -> StepResult {
    let input = try Samples.input(9)
    let size = 16 * 20
    let targets = Samples.targets(9)
    return try network.computeGradients(
      NetworkInput(
        features: order.flatMap { input.features[($0 * size)..<(($0 + 1) * size)] }, count: 9,
        bands: 16, frames: 20, lengths: order.map { input.lengths[$0] }),
      targets: order.flatMap { targets[($0 * 3)..<(($0 + 1) * 3)] }, loss: .plain, step: step)
  }

  private func network(dropout: Float = 0, workers: Int = 2) throws -> CRNN {
    try CRNN(Samples.configuration(dropout: dropout), seed: 14, workers: workers)
  }

  @Test("another order of utterances gives their probabilities in it, and the same gradient")
  func order() throws {
    let (network, other) = (try network(), try network())
    let plain = try step(network, Array(0..<9))
    let changed = try step(other, Self.order)
    #expect(abs(plain.loss - changed.loss) <= 1e-6 + 1e-5 * plain.loss)
    for (place, utterance) in Self.order.enumerated() {
      for index in 0..<3 {
        let expected = plain.probabilities[utterance * 3 + index]
        #expect(abs(changed.probabilities[place * 3 + index] - expected) <= 1e-5)
      }
    }
    for (gradient, found) in zip(network.gradients, other.gradients) {
      let norm = gradient.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for (found, expected) in zip(found.values, gradient.values) {
        #expect(abs(found - expected) <= 1e-6 + 1e-3 * norm, "\(gradient.name)")
      }
    }
  }

  @Test("memory reserved between two steps changes no bit of the second")
  func reserving() throws {
    let (network, reserving) = (try network(dropout: 0.2), try network(dropout: 0.2))
    for (index, room) in [(9, 20), (40, 60), (1, 2)].enumerated() {
      reserving.reserve(count: room.0, frames: room.1)
      let expected = try step(network, Self.order, step: UInt64(index))
      #expect(try step(reserving, Self.order, step: UInt64(index)) == expected)
      #expect((reserving.gradients == network.gradients) as Bool)
    }
    #expect((reserving.state == network.state) as Bool)
  }

  @Test("networks that share their workers share nothing else")
  func together() throws {
    let first = try network()
    let second = CRNN(beside: first, seed: 14)
    #expect((second.state == first.state) as Bool)
    #expect(second.workers == first.workers)
    let alone = try network()
    let input = try Samples.input(4)
    let expected = try alone.predict(input)
    #expect(try first.predict(input) == expected)
    let adam = Adam(first, settings: try AdamSettings())
    _ = try step(first, Self.order)
    try adam.step()
    #expect(try second.predict(input) == expected)
    #expect((second.state == alone.state) as Bool)
    #expect((CRNN(beside: first, seed: 15).state != alone.state) as Bool)
  }
}
