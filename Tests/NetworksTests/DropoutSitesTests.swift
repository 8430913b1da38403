import Networks
import Testing

@Suite("Dropout drops where its name says, at its own rate")
struct DropoutSitesTests {
  private static let seed: UInt64 = 6
  private static let convolution: Float = 0.25
  private static let recurrent: Float = 0.5
  private static let head: Float = 0.625

  /// One pooled frame of two bands, so that every element that a dropout sees is a column of the
  /// weight that comes next, and biases that keep every ReLU open.
  private func network() throws -> CRNN {
    let configuration = try CRNNConfiguration(
      melBands: 4, frames: 4, channels: [3, 4],
      pools: [PoolSize(bands: 2, frames: 2), PoolSize(bands: 1, frames: 2)], hiddenSize: 8,
      attentionSize: 3, headWidth: 16, classes: 3, convolutionDropout: Self.convolution,
      recurrentDropout: Self.recurrent, headDropout: Self.head)
    let network = try CRNN(configuration, seed: Self.seed, workers: 1)
    // Four pixels a channel lie at most 1.8 deviations below their mean.
    try network.replace("blocks.1.norm.bias", with: [3, 3, 3, 3])
    try network.replace("head.hidden.bias", with: [Float](repeating: 20, count: 16))
    return network
  }

  /// The weight that reads what a dropout let through, that dropout's site, and its rate.
  private static let readers: [(weight: String, site: Int, rate: Float)] = [
    ("lstm.weight_ih_l0", 1, convolution), ("lstm.weight_ih_l1", 2, recurrent),
    ("head.hidden.weight", 3, recurrent), ("head.output.weight", 4, head),
  ]

  @Test(
    "what is dropped gives the next weight no gradient, and nothing else does", arguments: 0..<4)
  func columns(step: UInt64) throws {
    let network = try network()
    let input = try NetworkInput(
      features: spread(2, step, 16), count: 1, bands: 4, frames: 4)
    _ = try network.computeGradients(input, targets: [0, 1, 0], loss: .plain, step: step)
    for reader in Self.readers {
      let gradient = try #require(network.gradients.first { $0.name == reader.weight })
      let columns = gradient.shape[1]
      let read = (0..<columns).map { column in
        stride(from: column, to: gradient.values.count, by: columns).contains {
          gradient.values[$0] != 0
        }
      }
      let memory = EngineMemory(1 << 8)
      let mask = memory.floats(columns)
      Dropout(rate: reader.rate, seed: Self.seed, step: step, site: reader.site)
        .apply([Float](repeating: 1, count: columns), first: 0, count: columns, into: mask)
      #expect(read == array(mask, columns).map { $0 != 0 }, "\(reader.weight)")
    }
  }

  @Test("prediction drops nothing: rates change no bit of it")
  func prediction() throws {
    let input = try Samples.input(3)
    let outputs = try [0, 0.2, 0.9].map {
      try CRNN(Samples.configuration(dropout: $0), seed: 3, workers: 1).predict(input)
    }
    #expect(outputs[1] == outputs[0] && outputs[2] == outputs[0])
  }

  @Test(
    "an element is worth as much on average as without dropout", arguments: [0, 0.1, 0.5, 0.9])
  func expectation(rate: Float) {
    let (elements, steps) = (8, 2000)
    let memory = EngineMemory(1 << 8)
    let mask = memory.floats(elements)
    var sums = [Double](repeating: 0, count: elements)
    var values: Set<Float> = []
    for step in 0..<steps {
      Dropout(rate: rate, seed: 1, step: UInt64(step), site: 0)
        .apply([Float](repeating: 3, count: elements), first: 0, count: elements, into: mask)
      for index in 0..<elements {
        values.insert(mask[index])
        sums[index] += Double(mask[index])
      }
    }
    #expect(values == (rate > 0 ? [0, 3 * (1 / (1 - rate))] : [3]))
    // A factor of variance p / (1 - p): five standard errors of its mean over steps.
    let error = (Double(rate) / Double(1 - rate) / Double(steps)).squareRoot()
    for sum in sums { #expect(abs(sum / Double(steps) / 3 - 1) <= 1e-6 + 5 * error) }
  }
}

extension CRNN {
  /// Takes over its own state with other values in one array.
  func replace(_ name: String, with values: [Float]) throws {
    try change(name) { _ in values }
  }

  /// Takes over its own state with the arrays whose names begin so changed.
  func change(_ prefix: String, _ values: ([Float]) -> [Float]) throws {
    try load(
      state.map {
        $0.name.hasPrefix(prefix)
          ? try NamedArray(name: $0.name, shape: $0.shape, values: values($0.values)) : $0
      })
  }
}
