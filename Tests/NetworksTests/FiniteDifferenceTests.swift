import Networks
import Tensors
import Testing

@Suite("Gradients agree with finite differences")
struct FiniteDifferenceTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let configuration: CRNNConfiguration
    let input: NetworkInput
    var testDescription: String { name }
  }

  static func make(
    _ name: String, bands: Int, frames: Int, channels: [Int], pools: [PoolSize], lengths: [Int],
    dropout: Float = 0
  ) throws -> Case {
    let configuration = try CRNNConfiguration(
      melBands: bands, frames: frames, channels: channels, pools: pools, hiddenSize: 3,
      attentionSize: 4, headWidth: 5, classes: 3, convolutionDropout: dropout,
      recurrentDropout: dropout, headDropout: dropout)
    let generator = CounterGenerator(seed: 11)
    let count = lengths.count
    var features = [Float](repeating: 0, count: count * bands * frames)
    for index in features.indices where index % frames < lengths[index / (bands * frames)] {
      features[index] = generator.uniform(at: index) * 4 - 2
    }
    return Case(
      name: name, configuration: configuration,
      input: try NetworkInput(
        features: features, count: count, bands: bands, frames: frames, lengths: lengths))
  }

  static let cases: [Case] =
    (try? [
      make(
        "even sizes", bands: 8, frames: 8, channels: [3, 4],
        pools: [PoolSize(bands: 2, frames: 2), PoolSize(bands: 2, frames: 1)], lengths: [8, 8, 8]),
      make(
        "odd sizes, padding", bands: 7, frames: 9, channels: [2, 3],
        pools: [PoolSize(bands: 2, frames: 2), PoolSize(bands: 3, frames: 1)],
        lengths: [9, 4, 1, 6, 9]),
      make(
        "one utterance of one pooled frame", bands: 5, frames: 3, channels: [4],
        pools: [PoolSize(bands: 2, frames: 3)], lengths: [2]),
      make(
        "dropout everywhere", bands: 8, frames: 8, channels: [3, 4],
        pools: [PoolSize(bands: 2, frames: 2), PoolSize(bands: 2, frames: 1)], lengths: [8, 5, 8],
        dropout: 0.3),
    ]) ?? []

  @Test("there are four cases: none is lost when they are made")
  func count() { #expect(Self.cases.count == 4) }

  @Test("every learned array's gradient, every shape", arguments: cases)
  func gradient(_ item: Case) throws {
    let network = try CRNN(item.configuration, seed: 5, workers: 2)
    let loss = try LossSettings(labelSmoothing: 0.1, rowWeights: [1, 2, 0.5])
    let targets = (0..<item.input.count).flatMap {
      $0 % 2 == 0 ? [1, 0, 0] : [0, 0.3, 0.7] as [Float]
    }
    _ = try network.computeGradients(item.input, targets: targets, loss: loss, step: 3)
    let gradients = network.gradients
    let start = network.state
    #expect(gradients.count > 20)
    let step: Float = 1e-3
    for (place, gradient) in gradients.enumerated() {
      for element in stride(
        from: 0, to: gradient.values.count, by: max(1, gradient.values.count / 6))
      {
        func lossAt(_ shift: Float) throws -> Double {
          var state = start
          var values = state[place].values
          values[element] += shift
          state[place] = try NamedArray(
            name: state[place].name, shape: state[place].shape, values: values)
          try network.load(state)
          return Double(
            try network.computeGradients(item.input, targets: targets, loss: loss, step: 3).loss)
        }
        let numeric = Float((try lossAt(step) - lossAt(-step)) / Double(2 * step))
        let found = gradient.values[element]
        #expect(
          abs(numeric - found) <= 2e-3 + 0.02 * abs(numeric),
          "\(gradient.name)[\(element)]: \(found), difference quotient \(numeric)")
      }
    }
  }
}
