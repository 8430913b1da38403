import Networks
import Testing

/// Batches are cut into groups of 16 utterances, shards of 4 and chunks of steps: sizes at and
/// beside every edge, on a network small enough to try all.
@Suite("A batch of any size")
struct BatchSizeTests {
  private static func network(workers: Int) throws -> CRNN {
    let configuration = try CRNNConfiguration(
      melBands: 2, frames: 3, channels: [2, 2],
      pools: [PoolSize(bands: 1, frames: 1), PoolSize(bands: 2, frames: 1)], hiddenSize: 2,
      attentionSize: 1, headWidth: 3, classes: 2)
    let network = try CRNN(configuration, seed: 9, workers: workers)
    // Most ReLUs are open, so that utterances differ.
    for name in ["blocks.0.norm.bias", "blocks.1.norm.bias", "head.hidden.bias"] {
      try network.change(name) { $0.map { _ in 1 } }
    }
    return network
  }

  private static func input(_ utterances: Range<Int>) throws -> NetworkInput {
    let all = spread(4, 0, 6 * 70, scale: 2)
    var features: [Float] = []
    for utterance in utterances {
      for index in 0..<6 {
        features.append(index % 3 <= utterance % 3 ? all[utterance * 6 + index] : 0)
      }
    }
    return try NetworkInput(
      features: features, count: utterances.count, bands: 2, frames: 3,
      lengths: utterances.map { $0 % 3 + 1 })
  }

  @Test("gives each utterance the answer that it has alone, bit for bit")
  func alone() throws {
    let network = try Self.network(workers: 1)
    let answers = try (0..<67).map { try network.predict(Self.input($0..<($0 + 1))) }
    let (logits, attention) = (answers.flatMap(\.logits), answers.flatMap(\.attention))
    #expect(Set(logits).count > 60, "the answers differ")
    for count in 1...67 {
      let together = try network.predict(Self.input(0..<count))
      #expect(together.logits == Array(logits.prefix(2 * count)), "\(count) utterances")
      #expect(together.attention == Array(attention.prefix(3 * count)), "\(count) utterances")
      #expect(together.pooledLengths == (0..<count).map { $0 % 3 + 1 })
    }
  }

  @Test("is trained on with the same bits by one worker and by three", arguments: 1...18)
  func training(count: Int) throws {
    let targets = (0..<count).flatMap { $0 % 2 == 0 ? [1, 0] : [0.25, 0.75] as [Float] }
    let found = try [1, 3].map { workers in
      let network = try Self.network(workers: workers)
      let result = try network.computeGradients(
        Self.input(0..<count), targets: targets, loss: .plain, step: 0)
      return (result, network.gradients)
    }
    #expect(found[0].0 == found[1].0)
    #expect((found[0].1 == found[1].1) as Bool)
    #expect(found[0].1.allSatisfy { $0.values.allSatisfy(\.isFinite) })
  }
}
