import Foundation
import Networks
import Testing

@Suite("States of networks and optimisers")
struct StateTests {
  private func network() throws -> CRNN { try CRNN(Samples.configuration(), seed: 5, workers: 1) }

  /// The same names and shapes with numbers of which no two are equal.
  private func numbered(_ state: [NamedArray]) throws -> [NamedArray] {
    var next: Float = 1
    return try state.map { array in
      let values = array.values.map { _ in
        defer { next += 1 }
        return next / 4096
      }
      return try NamedArray(name: array.name, shape: array.shape, values: values)
    }
  }

  @Test("come back as they were given, every number in its place and array")
  func roundTrip() throws {
    let network = try network()
    let adam = Adam(network, settings: try AdamSettings())
    let learned = network.gradients.count
    let numbers = try numbered(Array(network.state.prefix(learned + 6)))
    let counts = try (0..<3).map {
      try NamedArray(
        name: "blocks.\($0).norm.num_batches_tracked", shape: [], values: [12])
    }
    try network.load(counts + numbers.reversed())
    #expect((network.state == numbers + counts) as Bool)
    let moments = try numbered(adam.state.dropLast())
    let step = try NamedArray(name: "step", shape: [], values: [345])
    try adam.load([step] + moments.reversed())
    #expect((adam.state == moments + [step]) as Bool)
    #expect(adam.steps == 345)
    #expect((network.state == numbers + counts) as Bool, "moments are no weights")
  }

  @Test("leave nothing of what a network began with")
  func beginnings() throws {
    let zeros = try CRNN(Samples.configuration(), seed: 5, start: .zeros, workers: 1)
    let values = zeros.state.flatMap(\.values)
    #expect(values.allSatisfy { $0 == 0 })
    let drawn = try network()
    let state = drawn.state
    try zeros.load(state)
    #expect((zeros.state == state) as Bool)
    let input = try Samples.input(3)
    #expect(try zeros.predict(input) == drawn.predict(input))
    let beside = CRNN(beside: drawn, seed: 5, start: .zeros)
    try beside.load(state)
    #expect(try beside.predict(input) == drawn.predict(input))
  }

  @Test("name what is learned, then statistics, then counts, and moments by what they are of")
  func names() throws {
    let network = try network()
    let gradients = network.gradients.map(\.name)
    let names = network.state.map(\.name)
    #expect(names.starts(with: gradients))
    #expect(
      names.dropFirst(gradients.count) == [
        "blocks.0.norm.running_mean", "blocks.0.norm.running_var", "blocks.1.norm.running_mean",
        "blocks.1.norm.running_var", "blocks.2.norm.running_mean", "blocks.2.norm.running_var",
        "blocks.0.norm.num_batches_tracked", "blocks.1.norm.num_batches_tracked",
        "blocks.2.norm.num_batches_tracked",
      ])
    #expect(Set(names).count == names.count)
    let adam = Adam(network, settings: try AdamSettings())
    let moments = ["exp_avg.", "exp_avg_sq."].flatMap { prefix in gradients.map { prefix + $0 } }
    #expect(adam.state.map(\.name) == moments + ["step"])
    #expect(network.gradients.reduce(0) { $0 + $1.values.count } == network.parameterCount)
  }

  /// PyTorch's rules: 1 / sqrt(fan-in) for maps and convolutions, 1 / sqrt(H) throughout an LSTM,
  /// gains of 1 and biases of 0 where channels are normalised.
  @Test("start between PyTorch's bounds, and fill them evenly")
  func start() throws {
    for array in try network().state {
      let bound: Double
      switch array.name.split(separator: ".").first {
      case "lstm": bound = 0.25
      case "head" where array.name.hasPrefix("head.output"): bound = 1 / 8.0.squareRoot()
      case "head", "attention": bound = 1 / (array.name.contains("score") ? 8.0 : 32).squareRoot()
      default:
        let inputs: [Substring: Double] = ["0": 1, "1": 4, "2": 8]
        let block = try #require(inputs[array.name.split(separator: ".")[1]])
        bound = 1 / (9 * block).squareRoot()
      }
      if array.name.contains("norm") {
        let isOne = array.name.hasSuffix("norm.weight") || array.name.hasSuffix("running_var")
        #expect(array.values.allSatisfy { $0 == (isOne ? 1 : 0) }, "\(array.name)")
        continue
      }
      let values = array.values.map(Double.init)
      #expect(values.allSatisfy { abs($0) <= bound * (1 + 1e-6) }, "\(array.name)")
      guard values.count >= 64 else { continue }
      // A uniform number has variance bound^2 / 3: five standard errors of the mean.
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(abs(mean) <= 5 * bound / (3 * Double(values.count)).squareRoot(), "\(array.name)")
      #expect((values.map(abs).max() ?? 0) > 0.9 * bound, "\(array.name)")
    }
  }

  @Test("hold no count that is no number, and no count of steps but their own")
  func counts() throws {
    let network = try network()
    let adam = Adam(network, settings: try AdamSettings())
    let before = network.state
    for bad in [Float.nan, .infinity, -.infinity] {
      let name = "blocks.1.norm.num_batches_tracked"
      #expect(throws: NetworkError.arrayNotFinite(name: name, index: 0)) {
        try network.change("blocks.1.norm.num") { _ in [bad] }
      }
      let step = try NamedArray(name: "step", shape: [], values: [bad])
      #expect(throws: NetworkError.arrayNotFinite(name: "step", index: 0)) {
        try adam.load(adam.state.dropLast() + [step])
      }
    }
    #expect(throws: NetworkError.unknownArray("step")) {
      try network.load(before + [NamedArray(name: "step", shape: [], values: [1])])
    }
    #expect(throws: NetworkError.missingArray("exp_avg.blocks.0.conv.weight")) {
      try adam.load(before)
    }
    #expect((network.state == before) as Bool)
    #expect(adam.steps == 0)
  }

  @Test("of a pooled length: whole windows of all blocks, and one at least")
  func pooledLengths() throws {
    let configuration = try CRNNConfiguration(
      melBands: 4, frames: 12, channels: [1, 1],
      pools: [PoolSize(bands: 1, frames: 3), PoolSize(bands: 1, frames: 2)], hiddenSize: 1,
      attentionSize: 1, headWidth: 1, classes: 2)
    let network = try CRNN(configuration, seed: 1, workers: 1)
    for length in 1...40 { #expect(network.pooledLength(length) == max(1, length / 6)) }
    #expect(configuration.recurrentInput == 4)
  }

  @Test("work on as many threads as were asked for, else on one a processor")
  func workers() throws {
    #expect(try CRNN(Samples.configuration(), seed: 1, workers: 3).workers == 3)
    let usual = try CRNN(Samples.configuration(), seed: 1).workers
    #expect(usual == ProcessInfo.processInfo.activeProcessorCount)
  }
}
