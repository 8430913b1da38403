import Foundation
import Networks
import Testing

@Suite("The smallest network, one of everything, is worked out by hand")
struct SmallestNetworkTests {
  let network: CRNN

  init() throws {
    let configuration = try CRNNConfiguration(
      melBands: 1, frames: 1, channels: [1], pools: [PoolSize(bands: 1, frames: 1)], hiddenSize: 1,
      attentionSize: 1, headWidth: 1, classes: 2)
    network = try CRNN(configuration, seed: 12, workers: 1)
    // Both ReLUs are open.
    try network.replace("blocks.0.norm.bias", with: [0.5])
    try network.replace("head.hidden.bias", with: [1.25])
  }

  private static let feature: Float = 0.75

  private func input() throws -> NetworkInput {
    try NetworkInput(features: [Self.feature], count: 1, bands: 1, frames: 1)
  }

  private func values(_ name: String) throws -> [Double] {
    try #require(network.state.first { $0.name == name }).values.map(Double.init)
  }

  /// The convolution of the one pixel: all but the centre of the filter meets padding.
  private func convolved() throws -> Double {
    try values("blocks.0.conv.weight")[4] * Double(Self.feature)
  }

  /// Both directions of one step of a recurrent layer, whose states before are 0.
  private func layer(_ index: Int, _ inputs: [Double]) throws -> [Double] {
    try ["", "_reverse"].map { direction in
      let name = "_l\(index)\(direction)"
      let weight = try values("lstm.weight_ih\(name)")
      let first = try values("lstm.bias_ih\(name)"), second = try values("lstm.bias_hh\(name)")
      let gates = (0..<4).map { gate in
        inputs.indices.reduce(first[gate] + second[gate]) {
          $0 + weight[gate * inputs.count + $1] * inputs[$1]
        }
      }
      func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
      // Gates stand in the order input, forget, cell, output.
      return sigmoid(gates[3]) * tanh(sigmoid(gates[0]) * tanh(gates[2]))
    }
  }

  /// Logits from what the block gives; attention over one frame is 1.
  private func logits(_ pooled: Double) throws -> [Double] {
    let state = try layer(1, layer(0, [pooled]))
    let weight = try values("head.hidden.weight"), bias = try values("head.hidden.bias")
    let hidden = max(0, weight[0] * state[0] + weight[1] * state[1] + bias[0])
    let output = try values("head.output.weight"), last = try values("head.output.bias")
    return [output[0] * hidden + last[0], output[1] * hidden + last[1]]
  }

  private func share(_ logits: [Double]) -> Double { 1 / (1 + exp(logits[1] - logits[0])) }

  @Test("prediction: running statistics of mean 0 and variance 1")
  func prediction() throws {
    let pooled = max(0, try convolved() / (1 + 1e-5).squareRoot() + 0.5)
    #expect(pooled > 0.1, "the ReLU is open")
    let expected = try logits(pooled)
    let output = try network.predict(input())
    for index in 0..<2 { #expect(abs(Double(output.logits[index]) - expected[index]) <= 2e-6) }
    #expect(abs(Double(output.probabilities[0]) - share(expected)) <= 1e-6)
    #expect(output.attention == [1])
    #expect(output.pooledFrames == 1 && output.pooledLengths == [1])
  }

  /// One pixel is its own mean: normalised it is 0, so that the bias alone goes on, and what came
  /// before gets no gradient. Its variance is 0, and no number of pixels less one divides it. Its
  /// rounding is divided by the root of 1e-5, and so some hundred times as coarse.
  @Test("training: a batch of one pixel is its mean, and leaves statistics and gradients finite")
  func training() throws {
    let convolved = try convolved()
    let expected = try logits(0.5)
    let result = try network.computeGradients(
      input(), targets: [0, 1], loss: .plain, step: 0)
    let first = share(expected)
    #expect(abs(Double(result.probabilities[0]) - first) <= 1e-5)
    #expect(abs(Double(result.loss) + log(1 - first)) <= 1e-5)
    for gradient in network.gradients {
      #expect(gradient.values.allSatisfy { $0.isFinite }, "\(gradient.name)")
      switch gradient.name {
      case "blocks.0.conv.weight", "blocks.0.norm.weight", "attention.score.weight":
        #expect(gradient.values.allSatisfy { abs($0) <= 1e-5 }, "\(gradient.name)")
      case "head.output.bias":
        #expect(abs(Double(gradient.values[0]) - first) <= 1e-5)
        #expect(abs(Double(gradient.values[1]) + first) <= 1e-5)
      default: break
      }
    }
    let mean = try values("blocks.0.norm.running_mean")
    #expect(abs(mean[0] - 0.1 * convolved) <= 1e-7)
    #expect(try abs(values("blocks.0.norm.running_var")[0] - 0.9) <= 1e-6)
  }
}
