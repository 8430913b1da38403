import Networks
import Testing

/// Prediction takes another way through the network than training. Told the statistics that a batch
/// had of its own, it must say of that batch what the training step said.
@Suite("Prediction with a batch's own statistics is the training step without dropout")
struct EvaluationPathTests {
  struct Case: CustomTestStringConvertible {
    let bands: Int, frames: Int
    let channels: [Int]
    let pools: [(bands: Int, frames: Int)]
    /// Valid frames, down to fewer than make a pooled frame.
    let lengths: [Int]

    var testDescription: String { "\(bands) x \(frames), \(channels), \(pools)" }

    func network() throws -> CRNN {
      let configuration = try CRNNConfiguration(
        melBands: bands, frames: frames, channels: channels,
        pools: pools.map { PoolSize(bands: $0.bands, frames: $0.frames) }, hiddenSize: 4,
        attentionSize: 3, headWidth: 16, classes: 3)
      let network = try CRNN(configuration, seed: 5, workers: 2)
      // Answers that depend on the input far more than those of fresh weights.
      for part in ["lstm", "attention", "head"] { try network.change(part) { $0.map { $0 * 3 } } }
      return network
    }

    func input() throws -> NetworkInput {
      var features = spread(9, 0, lengths.count * bands * frames, scale: 2)
      for index in features.indices where index % frames >= lengths[index / (bands * frames)] {
        features[index] = 0
      }
      return try NetworkInput(
        features: features, count: lengths.count, bands: bands, frames: frames, lengths: lengths)
    }
  }

  static let cases = [
    Case(
      bands: 7, frames: 11, channels: [3, 5], pools: [(2, 2), (3, 1)], lengths: [11, 10, 5, 2, 1]),
    Case(
      bands: 9, frames: 13, channels: [2, 3, 4], pools: [(1, 1), (4, 4), (2, 1)],
      lengths: [13, 9, 4, 3]),
    Case(
      bands: 8, frames: 17, channels: [4, 33], pools: [(2, 3), (1, 2)], lengths: [17, 12, 6, 5]),
    Case(
      bands: 6, frames: 26, channels: [3, 4, 5, 6], pools: [(1, 2), (2, 1), (1, 1), (3, 5)],
      lengths: [26, 21, 20, 19, 11, 10, 9, 1]),
    Case(bands: 5, frames: 4, channels: [17], pools: [(5, 1)], lengths: [4, 3, 1]),
    Case(
      bands: 1, frames: 9, channels: [2, 2], pools: [(1, 1), (1, 3)], lengths: [9, 8, 6, 3, 2]),
  ]

  @Test(
    "for pools that leave a rest, windows of every kind and lengths at every edge",
    arguments: cases)
  func agreement(_ item: Case) throws {
    let network = try item.network()
    let input = try item.input()
    let targets = item.lengths.flatMap { _ in [1, 0, 0] as [Float] }
    let step = try network.computeGradients(input, targets: targets, loss: .plain, step: 0)
    try adoptStatistics(of: item, network)
    let output = try network.predict(input)
    for (index, expected) in step.probabilities.enumerated() {
      #expect(
        abs(output.probabilities[index] - expected) <= 2e-5, "utterance \(index / 3) of \(item)")
    }
    let first = item.lengths.indices.map { step.probabilities[$0 * 3] }
    #expect((first.max() ?? 0) - (first.min() ?? 0) > 1e-3, "the utterances differ")
  }

  /// Makes the running statistics those of the one batch that moved them by a tenth from 0 and 1;
  /// the running variance is the unbiased one.
  private func adoptStatistics(of item: Case, _ network: CRNN) throws {
    let tenth = Double(Float(0.1)), rest = Double(1 - Float(0.1))
    var (frames, bands) = (item.frames, item.bands)
    for (block, pool) in item.pools.enumerated() {
      let pixels = Double(item.lengths.count * frames * bands)
      try network.change("blocks.\(block).norm.running_mean") {
        $0.map { Float(Double($0) / tenth) }
      }
      try network.change("blocks.\(block).norm.running_var") {
        $0.map { Float(max(0, (Double($0) - rest) / tenth * (pixels - 1) / pixels)) }
      }
      (frames, bands) = (frames / pool.frames, bands / pool.bands)
    }
  }
}
