import CKernels
import Foundation
import Networks
import Tensors
import Testing

/// One training run of PyTorch from the engine's starting weights.
struct NetReference: Decodable, CustomTestStringConvertible {
  let net: String
  let seed: UInt64
  let n: Int, t: Int, steps: Int
  let lengths: [Int]
  let rate: Float, epsilon: Float, decay: Float, clip: Float, smoothing: Float, dropout: Float
  let decoupled: Bool
  let parameters: Int
  let losses: [Double], norms: [Double]
  /// How far PyTorch's float32 losses lie from these float64 ones at most, in a few runs whose
  /// starting weights differ in the last digits.
  let lossRounding: Double, logitRounding: Double
  /// Gradients of the first step.
  let first: [String: Digest]
  /// Weights and running statistics after the last step.
  let state: [String: Digest]
  let logits: Digest, attention: Digest

  var testDescription: String {
    "net \(net), dropout \(dropout), \(decoupled ? "AdamW" : "Adam"), decay \(decay), clip \(clip)"
  }

  struct File: Decodable { let cases: [NetReference] }
  static let all = (try? reference("nets", as: File.self).cases) ?? []

  func configuration() throws -> CRNNConfiguration {
    switch net {
    case "S":
      try .netS(convolutionDropout: dropout, recurrentDropout: dropout, headDropout: dropout)
    case "M":
      try .netM(convolutionDropout: dropout, recurrentDropout: dropout, headDropout: dropout)
    default:
      try CRNNConfiguration(
        melBands: 11, frames: t, channels: [3, 5],
        pools: [PoolSize(bands: 2, frames: 2), PoolSize(bands: 2, frames: 1)], hiddenSize: 4,
        attentionSize: 3, headWidth: 6, classes: 4, convolutionDropout: dropout,
        recurrentDropout: dropout, headDropout: dropout)
    }
  }

  func input(step: Int, bands: Int) throws -> NetworkInput {
    var features = spread(seed, 1000 + UInt64(step), n * bands * t, scale: 2)
    for index in features.indices where index % t >= lengths[index / (bands * t)] {
      features[index] = 0
    }
    return try NetworkInput(features: features, count: n, bands: bands, frames: t, lengths: lengths)
  }

  func targets(step: Int, classes: Int) -> [Float] {
    (0..<n).flatMap { row in (0..<classes).map { $0 == (row + step) % classes ? 1 : 0 } }
  }
}

@Suite("Ten training steps reproduce PyTorch's")
struct NetReferenceTests {
  /// How many times PyTorch's own float32 error is allowed: both results are float32 walks from
  /// the same start, and Adam turns the rounding of near-zero gradients into whole steps.
  static let roundings = 4.0

  /// The instruction sets that this machine can run, by number.
  static let levels = (SER_BASELINE.rawValue...ser_use_level(SER_AVX512).rawValue).map(\.self)

  /// One worker runs on the test's own thread, for which the instruction set is chosen; the best one is
  /// tried with all workers.
  @Test(
    "loss curve, gradients, final weights, logits and attention, with every instruction set",
    arguments: NetReference.all, levels)
  func training(_ item: NetReference, level: UInt32) throws {
    ser_use_level(ser_level(rawValue: level))
    defer { ser_use_level(SER_AVX512) }
    let configuration = try item.configuration()
    let network = try CRNN(
      configuration, seed: item.seed, workers: level == Self.levels.last ? nil : 1)
    #expect(network.parameterCount == item.parameters)
    let adam = Adam(
      network,
      settings: try AdamSettings(
        learningRate: item.rate, epsilon: item.epsilon, weightDecay: item.decay,
        isDecoupled: item.decoupled,
        clipNorm: item.clip > 0 ? item.clip : nil))
    let loss = try LossSettings(labelSmoothing: item.smoothing)
    for step in 0..<item.steps {
      let input = try item.input(step: step, bands: configuration.melBands)
      let result = try network.accumulateGradients(
        input, targets: item.targets(step: step, classes: configuration.classes), loss: loss,
        step: UInt64(step))
      if step == 0 { checkFirst(item, network) }
      let norm = try adam.step()
      let slack = 2e-5 + Self.roundings * item.lossRounding
      #expect(abs(Double(result.loss) - item.losses[step]) <= slack, "loss of step \(step)")
      #expect(
        abs(Double(norm) - item.norms[step]) <= (2e-4 + 100 * slack) * item.norms[step],
        "gradient norm of step \(step)")
    }
    checkState(item, network)
    let last = try item.input(step: item.steps - 1, bands: configuration.melBands)
    let output = try network.predict(last)
    let slack = 1e-4 + Self.roundings * item.logitRounding
    item.logits.expect(output.logits, absolute: slack, "logits")
    item.attention.expect(output.attention, absolute: 1e-5 + slack, "attention")
  }

  /// Gradients of the first step differ by rounding, and where two pixels of a pool are equal but for
  /// rounding, or one is 0 but for rounding, by one pixel's share of an element: rare, and up to some
  /// hundredths of the typical element of a sum over ten thousand pixels.
  private func checkFirst(_ item: NetReference, _ network: CRNN) {
    for gradient in network.gradients {
      guard let expected = item.first[gradient.name] else { continue }
      let typical = expected.norm / Double(gradient.values.count).squareRoot()
      let distance = expected.distance(gradient.values)
      #expect(
        distance <= 1e-6 + 2e-2 * typical,
        "first gradient of \(gradient.name): distance \(distance), typical \(typical)")
      expected.expect(
        gradient.values, absolute: 1e-6 + 1e-1 * typical, relative: 1e-3,
        "first gradient of \(gradient.name)")
    }
  }

  private func checkState(_ item: NetReference, _ network: CRNN) {
    #expect(item.state.count == network.state.filter { !$0.name.contains("num_batches") }.count)
    for found in network.state {
      guard let expected = item.state[found.name], let rounding = expected.rounding else {
        continue
      }
      let count = Double(found.values.count)
      let typical = expected.norm / count.squareRoot()
      let slack = 1e-5 + 1e-5 * typical + Self.roundings * rounding / count.squareRoot()
      let distance = expected.distance(found.values)
      #expect(distance <= slack, "\(found.name): root mean square distance \(distance) of \(slack)")
    }
  }
}
