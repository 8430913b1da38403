import Networks
import Testing

@Suite("Settings outside their range are refused by name")
struct SettingsTests {
  private typealias Attempt = (field: String, make: () throws -> Void)

  /// The setting that `make` refuses; nil where it refuses none.
  private func refused(_ make: () throws -> Void) -> String? {
    do {
      try make()
      return nil
    } catch NetworkError.configuration(let field, _, _) {
      return field
    } catch {
      return "\(error)"
    }
  }

  private func expectRefused(_ attempts: [Attempt]) {
    for (place, attempt) in attempts.enumerated() {
      #expect(refused(attempt.make) == attempt.field, "attempt \(place)")
    }
  }

  @Test("of Adam: rates, decays and the limit of the norm, each end of each range")
  func adam() {
    let shares: [Double] = [-0.1, 1, .nan]
    let numbers: [Float] = [-1, .infinity, .nan]
    expectRefused(
      shares.map { share in ("beta1", { _ = try AdamSettings(beta1: share) }) }
        + shares.map { share in ("beta2", { _ = try AdamSettings(beta2: share) }) }
        + numbers.map { rate in ("learningRate", { _ = try AdamSettings(learningRate: rate) }) }
        + numbers.map { decay in ("weightDecay", { _ = try AdamSettings(weightDecay: decay) }) }
        + (numbers + [0]).map { added in ("epsilon", { _ = try AdamSettings(epsilon: added) }) }
        + [-1, 0, .nan].map { norm in ("clipNorm", { _ = try AdamSettings(clipNorm: norm) }) })
    let least = Float.leastNonzeroMagnitude
    #expect(
      refused {
        _ = try AdamSettings(
          learningRate: 0, beta1: 0, beta2: 0, epsilon: least, weightDecay: 0, clipNorm: least)
        _ = try AdamSettings(beta1: 1.0.nextDown, beta2: 1.0.nextDown, clipNorm: .infinity)
      } == nil)
  }

  @Test("of the loss: smoothing of all, weights that are negative or none, and as many as classes")
  func loss() throws {
    let smoothings: [Float] = [-0.1, 1, .nan]
    let weights: [Float] = [-1, .infinity, .nan]
    expectRefused(
      smoothings.map { share in
        ("labelSmoothing", { _ = try LossSettings(labelSmoothing: share) })
      } + weights.map { bad in ("rowWeights", { _ = try LossSettings(rowWeights: [1, bad]) }) })
    #expect(
      refused { _ = try LossSettings(labelSmoothing: Float(1).nextDown, rowWeights: [0, 1]) }
        == nil)
    let two = try LossSettings(rowWeights: [1, 1])
    let network = try CRNN(Samples.configuration(), seed: 1, workers: 1)
    #expect(throws: NetworkError.elementCount(of: "rowWeights", found: 2, expected: 3)) {
      try network.computeGradients(
        Samples.input(1), targets: Samples.targets(1), loss: two, step: 0)
    }
  }

  private func configuration(
    bands: Int = 4, frames: Int = 4, channels: [Int] = [2, 3],
    pools: [(bands: Int, frames: Int)] = [(2, 2), (2, 2)],
    hidden: Int = 1, attention: Int = 1, head: Int = 1, classes: Int = 2, dropout: Float = 0,
    recurrentDropout: Float = 0, headDropout: Float = 0
  ) throws -> CRNNConfiguration {
    try CRNNConfiguration(
      melBands: bands, frames: frames, channels: channels,
      pools: pools.map { PoolSize(bands: $0.bands, frames: $0.frames) }, hiddenSize: hidden,
      attentionSize: attention, headWidth: head, classes: classes, convolutionDropout: dropout,
      recurrentDropout: recurrentDropout, headDropout: headDropout)
  }

  @Test("of a network: sizes below 1, one class, blocks without channels or pools, whole dropout")
  func network() {
    let rates: [Float] = [-0.1, 1, .nan]
    expectRefused([
      ("melBands", { _ = try configuration(bands: 0) }),
      ("frames", { _ = try configuration(frames: 0) }),
      ("hiddenSize", { _ = try configuration(hidden: 0) }),
      ("attentionSize", { _ = try configuration(attention: 0) }),
      ("headWidth", { _ = try configuration(head: 0) }),
      ("classes", { _ = try configuration(classes: 1) }),
      ("channels", { _ = try configuration(channels: [], pools: []) }),
      ("channels", { _ = try configuration(channels: [2, 0]) }),
      ("pools", { _ = try configuration(channels: [2]) }),
      ("pools", { _ = try configuration(pools: [(2, 2), (0, 2)]) }),
      ("pools", { _ = try configuration(pools: [(2, 2), (2, 0)]) }),
      ("workers", { _ = try CRNN(configuration(), seed: 1, workers: 0) }),
    ])
    expectRefused(
      rates.map { rate in ("convolutionDropout", { _ = try configuration(dropout: rate) }) }
        + rates.map { rate in
          ("recurrentDropout", { _ = try configuration(recurrentDropout: rate) })
        } + rates.map { rate in ("headDropout", { _ = try configuration(headDropout: rate) }) })
    let almost = Float(1).nextDown
    #expect(
      refused {
        _ = try configuration(dropout: almost, recurrentDropout: almost, headDropout: almost)
      } == nil)
  }

  @Test("pools must leave a band and a frame, block by block, however much they divide by")
  func pools() throws {
    let least = try configuration()
    #expect(least.pooledBands == 1 && least.pooledFrames(4) == 1 && least.recurrentInput == 3)
    // 7 / 2 / 2 is 1 by halves that are rounded down each, and 3 / 2 / 2 is 0.
    #expect(least.pooledFrames(7) == 1 && least.pooledFrames(8) == 2 && least.pooledFrames(3) == 0)
    #expect(throws: NetworkError.inputVanishes(axis: "bands", found: 3, pooledBy: 4)) {
      try configuration(bands: 3)
    }
    #expect(throws: NetworkError.inputVanishes(axis: "frames", found: 3, pooledBy: 4)) {
      try configuration(frames: 3)
    }
    // Windows as these have no product: a recipe that names them is refused, and nothing traps.
    #expect(throws: NetworkError.inputVanishes(axis: "bands", found: 4, pooledBy: nil)) {
      try configuration(pools: [(2, 2), (.max, 2)])
    }
    #expect(throws: NetworkError.inputVanishes(axis: "frames", found: 4, pooledBy: nil)) {
      try configuration(
        channels: [Int](repeating: 1, count: 12),
        pools: Array(repeating: (1, 64), count: 12))
    }
  }
}
