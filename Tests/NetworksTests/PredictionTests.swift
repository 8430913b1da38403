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
      let probability = output.probabilities[(row * 3)..<(row * 3 + 3)].reduce(0, +)
      #expect(abs(probability - 1) < 1e-5)
      let attention = output.attention[(row * 10)..<(row * 10 + 10)]
      let weight = attention.reduce(0, +)
      #expect(abs(weight - 1) < 1e-5)
      #expect(attention.dropFirst(output.pooledLengths[row]).allSatisfy { $0 == 0 })
    }
  }

  @Test(
    "an utterance's answer is the same bits whatever batch it comes in", arguments: [1, 2, 6, 40])
  func batches(size: Int) throws {
    let all = try Samples.input(40)
    let together = try network.predict(all)
    for first in stride(from: 0, to: 40, by: size) {
      let rows = first..<min(40, first + size)
      let few = try network.predict(
        NetworkInput(
          features: Array(all.features[(rows.lowerBound * 320)..<(rows.upperBound * 320)]),
          count: rows.count, bands: 16, frames: 20, lengths: Array(all.lengths[rows])))
      #expect(
        few.logits == Array(together.logits[(rows.lowerBound * 3)..<(rows.upperBound * 3)]))
      #expect(
        few.attention == Array(together.attention[(rows.lowerBound * 10)..<(rows.upperBound * 10)]))
    }
  }

  @Test("answers are the same bits for any number of workers", arguments: [1, 2, 3, 5])
  func workers(_ workers: Int) throws {
    for count in [1, 2, 21] {
      let other = try CRNN(Samples.configuration(), seed: 1, workers: workers)
      try other.load(network.state)
      let input = try Samples.input(count, frames: 37)
      #expect(try other.predict(input) == network.predict(input))
    }
  }

  @Test("windows that straddle the convolution's tiles are pooled as well")
  func straddlingWindows() throws {
    let configuration = try CRNNConfiguration(
      melBands: 18, frames: 24, channels: [4, 5, 6],
      pools: [
        PoolSize(bands: 3, frames: 1), PoolSize(bands: 1, frames: 3), PoolSize(bands: 2, frames: 2),
      ], hiddenSize: 8, attentionSize: 4, headWidth: 4, classes: 3)
    let input = try NetworkInput(
      features: spread(3, 0, 3 * 18 * 31), count: 3, bands: 18, frames: 31, lengths: [31, 12, 3])
    let outputs = try [1, 2, 4].map { workers in
      try CRNN(configuration, seed: 2, workers: workers).predict(input)
    }
    #expect(outputs.allSatisfy { $0 == outputs[0] })
  }

  @Test("weights that have changed are seen by the next prediction")
  func freshWeights() throws {
    let input = try Samples.input(4)
    let before = try network.predict(input)
    #expect(try network.predict(input) == before)
    let adam = Adam(network, settings: try AdamSettings())
    _ = try network.computeGradients(
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
