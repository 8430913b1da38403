import Networks
import Testing

@Suite("Prediction")
struct PredictionTests {
  let network: CRNN

  init() throws {
    network = try CRNN(Samples.configuration(), seed: 8)
    let adam = Adam(network, settings: try AdamSettings())
    try Samples.train(network, adam, steps: 0..<5)
  }

  @Test("probabilities and attention are distributions, attention 0 in padding")
  func distributions() throws {
    let output = try network.predict(Samples.input(70))
    #expect(output.count == 70)
    #expect(output.pooledFrames == 10)
    for row in 0..<70 {
      let probabilities = output.probabilities[(row * 3)..<(row * 3 + 3)]
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5)
      let attention = output.attention[(row * 10)..<(row * 10 + 10)]
      #expect(abs(attention.reduce(0, +) - 1) < 1e-5)
      #expect(attention.dropFirst(output.pooledLengths[row]).allSatisfy { $0 == 0 })
    }
  }

  @Test("an utterance's answer does not depend on the batch it comes in")
  func batches() throws {
    let batch = try Samples.input(6)
    let together = try network.predict(batch)
    for row in 0..<6 {
      let size = 16 * 20
      let alone = try network.predict(
        NetworkInput(
          features: Array(batch.features[(row * size)..<((row + 1) * size)]), count: 1, bands: 16,
          frames: 20, lengths: [batch.lengths[row]]))
      for index in 0..<3 {
        #expect(abs(alone.logits[index] - together.logits[row * 3 + index]) < 1e-4)
      }
    }
  }

  @Test("weights that have changed are seen by the next prediction")
  func freshWeights() throws {
    let input = try Samples.input(4)
    let before = try network.predict(input)
    #expect(try network.predict(input) == before)
    let adam = Adam(network, settings: try AdamSettings())
    _ = try network.accumulateGradients(
      input, targets: Samples.targets(4), loss: .plain, step: 50)
    try adam.step()
    let after = try network.predict(input)
    #expect(after != before)
    let copy = try CRNN(Samples.configuration(), seed: 1)
    _ = try copy.predict(input)
    try copy.load(network.state)
    #expect(try copy.predict(input) == after)
  }

  @Test("a batch of silence is answered")
  func silence() throws {
    let output = try network.predict(
      NetworkInput(
        features: [Float](repeating: 0, count: 2 * 16 * 20), count: 2, bands: 16, frames: 20,
        lengths: [20, 1]))
    #expect(output.probabilities.allSatisfy { $0.isFinite })
  }
}
