import CKernels
import Foundation
import Networks
import Tensors
import TestSupport
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
  let largestRounding: LargestRounding
  /// Gradients of the first step.
  let first: [String: Digest]
  /// Weights and running statistics after the last step.
  let state: [String: Digest]
  let logits: Digest, attention: Digest

  var testDescription: String {
    "net \(net), dropout \(dropout), \(decoupled ? "AdamW" : "Adam"), decay \(decay), clip \(clip)"
  }

  /// The same of single numbers at most, in some more of such runs: of a logit, of a weight of
  /// attention, and of the gradient's norm of each step.
  struct LargestRounding: Decodable {
    let logits: Double, attention: Double, norms: [Double]
  }

  struct File: Decodable { let cases: [NetReference] }
  static let all = (try? referenceNumbers("nets", as: File.self).cases) ?? []

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

  /// What is allowed in any case, as a share of the greatest value: the engine's convolutions, by
  /// Winograd's transforms, round several times as coarsely as PyTorch's.
  static let floor = 64 * Double(Float.ulpOfOne)

  /// The share of a gradient's norm that is allowed in any case: the pixel that a pool takes of two
  /// that are equal but for rounding.
  static let normFloor = 2e-4

  @Test("there are seven reference runs: none is lost when the file is read")
  func count() throws {
    #expect(try referenceNumbers("nets", as: NetReference.File.self).cases.count == 7)
    #expect(NetReference.all.count == 7)
  }

  /// The instruction sets that this machine can run, by number.
  static let levels = (SER_BASELINE.rawValue...ser_use_level(SER_AVX512).rawValue).map(\.self)

  /// One worker runs on the test's own thread, for which the instruction set is chosen; the best
  /// one is tried with all workers.
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
      let result = try network.computeGradients(
        input, targets: item.targets(step: step, classes: configuration.classes), loss: loss,
        step: UInt64(step))
      if step == 0 { try checkFirst(item, network) }
      let norm = try adam.step()
      #expect(
        abs(Double(result.loss) - item.losses[step]) <= Self.lossSlack(item),
        "loss of step \(step)")
      checkNorm(item, norm, step: step)
    }
    try checkState(item, network)
    let last = try item.input(step: item.steps - 1, bands: configuration.melBands)
    checkOutput(item, try network.predict(last))
  }

  private static func lossSlack(_ item: NetReference) -> Double {
    2e-5 + roundings * item.lossRounding
  }

  /// Rounding grows from step to step, though not in every single one; a norm is never further off
  /// than a hundred times the loss may be.
  private func checkNorm(_ item: NetReference, _ norm: Float, step: Int) {
    let rounding = item.largestRounding.norms[...step].max() ?? 0
    let most = 100 * Self.lossSlack(item) * item.norms[step]
    let slack =
      Self.normFloor * item.norms[step] + min(Self.roundings * rounding, most)
    let distance = abs(Double(norm) - item.norms[step])
    #expect(distance <= slack, "gradient norm of step \(step): distance \(distance) of \(slack)")
  }

  private func checkOutput(_ item: NetReference, _ output: NetworkOutput) {
    func check(_ expected: Digest, _ found: [Float], rounding: Double, _ what: String) {
      let greatest = expected.values.lazy.map(abs).max() ?? 0
      expected.expect(
        found, absolute: Self.floor * greatest + Self.roundings * rounding, relative: 0, what)
    }
    let rounding = item.largestRounding
    check(item.logits, output.logits, rounding: rounding.logits, "logits")
    check(item.attention, output.attention, rounding: rounding.attention, "attention")
    // All logits together lie nearer than each of them may.
    let count = Double(output.logits.count)
    let greatest = item.logits.values.lazy.map(abs).max() ?? 0
    let slack =
      Self.floor * greatest + Self.roundings * item.logitRounding / count.squareRoot()
    let distance = item.logits.distance(output.logits)
    #expect(distance <= slack, "logits: root mean square distance \(distance) of \(slack)")
  }

  /// Gradients of the first step differ by rounding, and where two pixels of a pool are equal but
  /// for rounding, or one is 0 but for rounding, by one pixel's share of an element: rare, and up
  /// to some hundredths of the typical element of a sum over ten thousand pixels.
  private func checkFirst(_ item: NetReference, _ network: CRNN) throws {
    // Of the large nets the file holds the gradients of weights alone.
    let gradients = network.gradients.filter { item.net == "tiny" || $0.name.contains("weight") }
    #expect(item.first.count == gradients.count)
    for gradient in gradients {
      let expected = try #require(item.first[gradient.name], "\(gradient.name)")
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

  private func checkState(_ item: NetReference, _ network: CRNN) throws {
    let state = network.state.filter { !$0.name.contains("num_batches") }
    #expect(item.state.count == state.count)
    for found in state {
      let expected = try #require(item.state[found.name], "\(found.name)")
      let rounding = try #require(expected.rounding, "\(found.name)")
      let count = Double(found.values.count)
      let typical = expected.norm / count.squareRoot()
      let slack = 1e-5 + 1e-5 * typical + Self.roundings * rounding / count.squareRoot()
      let distance = expected.distance(found.values)
      #expect(distance <= slack, "\(found.name): root mean square distance \(distance) of \(slack)")
    }
  }
}
