import Networks
import Testing

@Suite("Training is a function of seed and data alone")
struct DeterminismTests {
  private func trained(workers: Int, seed: UInt64 = 3) throws -> [NamedArray] {
    let network = try CRNN(Samples.configuration(), seed: seed, workers: workers)
    let adam = Adam(network, settings: try AdamSettings(clipNorm: 1))
    try Samples.train(network, adam, steps: 0..<6)
    return network.state + adam.state
  }

  @Test("the same bits from run to run and for any number of workers", arguments: [1, 2, 3, 5])
  func workers(_ workers: Int) throws {
    #expect(try (trained(workers: workers) == trained(workers: 1)) as Bool)
  }

  @Test("net M gives the same bits with one worker and with two")
  func netM() throws {
    let states = try [1, 2].map { workers in
      let network = try CRNN(.netM(frames: 32), seed: 1, workers: workers)
      let adam = Adam(network, settings: try AdamSettings())
      let input = try NetworkInput(
        features: spread(1, 1, 12 * 64 * 32), count: 12, bands: 64, frames: 32)
      let targets = (0..<12).flatMap { row in (0..<7).map { $0 == row % 7 ? 1 : 0 as Float } }
      for step in 0..<2 {
        _ = try network.computeGradients(
          input, targets: targets, loss: .plain, step: UInt64(step))
        try adam.step()
      }
      return network.state
    }
    #expect((states[0] == states[1]) as Bool)
  }

  @Test("memory that is reserved for the largest batch is enough for every other")
  func memory() throws {
    let network = try CRNN(.netS(frames: 48), seed: 1, workers: 2)
    let adam = Adam(network, settings: try AdamSettings())
    network.reserve(count: 8, frames: 48)
    var reserved = [network.reservedFloats]
    for (step, (count, frames)) in [(8, 24), (8, 48), (3, 16), (8, 40)].enumerated() {
      let input = try NetworkInput(
        features: spread(1, 1, count * 64 * frames), count: count, bands: 64, frames: frames)
      let targets = (0..<count).flatMap { row in (0..<7).map { $0 == row % 7 ? 1 : 0 as Float } }
      _ = try network.computeGradients(
        input, targets: targets, loss: .plain, step: UInt64(step))
      try adam.step()
      reserved.append(network.reservedFloats)
    }
    #expect(Set(reserved).count == 1, "\(reserved)")
    let small = try CRNN(.netS(frames: 48), seed: 1, workers: 2)
    small.reserve(count: 8, frames: 24)
    #expect(small.reservedFloats < reserved[0])
  }

  @Test("another seed gives other weights")
  func seeds() throws {
    #expect(try (trained(workers: 1, seed: 3) != trained(workers: 1, seed: 4)) as Bool)
  }

  @Test("a resumed training equals an uninterrupted one, bit for bit")
  func resume() throws {
    let settings = try AdamSettings(weightDecay: 0.01, isDecoupled: true)
    let whole = try CRNN(Samples.configuration(), seed: 3)
    let wholeAdam = Adam(whole, settings: settings)
    try Samples.train(whole, wholeAdam, steps: 0..<4)
    let (weights, moments) = (whole.state, wholeAdam.state)
    try Samples.train(whole, wholeAdam, steps: 4..<8)

    let resumed = try CRNN(Samples.configuration(), seed: 3)
    let resumedAdam = Adam(resumed, settings: settings)
    try resumed.load(weights)
    try resumedAdam.load(moments)
    #expect(resumedAdam.steps == 4)
    try Samples.train(resumed, resumedAdam, steps: 4..<8)
    #expect((resumed.state == whole.state) as Bool)
    #expect((resumedAdam.state == wholeAdam.state) as Bool)
  }

  @Test("prediction leaves training as it would have been")
  func prediction() throws {
    let network = try CRNN(Samples.configuration(), seed: 3)
    let adam = Adam(network, settings: try AdamSettings(clipNorm: 1))
    for step in 0..<6 {
      try Samples.train(network, adam, steps: step..<(step + 1))
      _ = try network.predict(Samples.input(7, stream: 99))
    }
    #expect(try (network.state + adam.state == trained(workers: 2)) as Bool)
  }
}
