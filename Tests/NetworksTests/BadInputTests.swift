import Networks
import Testing

@Suite("Bad input is refused in words and changes nothing")
struct BadInputTests {
  private func network() throws -> CRNN { try CRNN(Samples.configuration(), seed: 2) }

  @Test("NaN and infinite features are refused with their place")
  func features() throws {
    for bad in [Float.nan, .infinity] {
      var features = [Float](repeating: 0, count: 2 * 16 * 20)
      features[(16 + 3) * 20 + 7] = bad
      #expect(throws: NetworkError.featureNotFinite(utterance: 1, band: 3, frame: 7)) {
        try NetworkInput(features: features, count: 2, bands: 16, frames: 20)
      }
    }
  }

  @Test("numbers too large to compute with stop a step before any weight or statistic moves")
  func overflow() throws {
    let (network, fresh) = (try network(), try network())
    let huge = try NetworkInput(
      features: spread(1, 1, 16 * 20, scale: 1e38), count: 1, bands: 16, frames: 20)
    #expect(throws: NetworkError.activationNotFinite(block: 0)) {
      try network.computeGradients(huge, targets: [1, 0, 0], loss: .plain, step: 0)
    }
    #expect((network.state == fresh.state) as Bool)
    let (adam, freshAdam) = (
      Adam(network, settings: try AdamSettings()), Adam(fresh, settings: try AdamSettings())
    )
    try Samples.train(network, adam, steps: 0..<2)
    try Samples.train(fresh, freshAdam, steps: 0..<2)
    #expect((network.state == fresh.state) as Bool, "a network recovers from a refused step")
  }

  @Test("a gradient too large to compute with leaves weights and moments as they were")
  func gradient() throws {
    let network = try network()
    let adam = Adam(network, settings: try AdamSettings())
    let loss = try LossSettings(rowWeights: [3e38, 0, 0])
    let before = network.state
    do {
      _ = try network.computeGradients(
        Samples.input(4), targets: Samples.targets(4), loss: loss, step: 0)
      try adam.step()
      Issue.record("expected a refused step")
    } catch {
      #expect(error is NetworkError)
    }
    #expect(adam.steps == 0)
    #expect(weights(network.state) == weights(before))
  }

  @Test(
    "a rate of one step that is negative or no number leaves weights and moments as they were",
    arguments: [-1e-3, .nan, .infinity] as [Float])
  func rate(rate: Float) throws {
    let network = try network()
    let adam = Adam(network, settings: try AdamSettings())
    _ = try network.computeGradients(
      Samples.input(4), targets: Samples.targets(4), loss: .plain, step: 0)
    let (before, moments) = (network.state, adam.state)
    #expect(
      throws: NetworkError.configuration(
        field: "learningRate", found: "\(rate)", expected: "0 or more")
    ) { try adam.step(learningRate: rate) }
    #expect((network.state == before) as Bool)
    #expect((adam.state == moments) as Bool)
  }

  private func weights(_ state: [NamedArray]) -> Int {
    var hasher = Hasher()
    for array in state where !array.name.contains("running") && !array.name.contains("num_") {
      hasher.combine(array.values)
    }
    return hasher.finalize()
  }

  @Test("a state that does not fit is refused with what was found and expected")
  func foreignState() throws {
    let network = try network()
    let before = network.state
    var state = before
    state[0] = try NamedArray(name: state[0].name, shape: [1], values: [0])
    #expect(
      throws: NetworkError.arrayShape(
        name: "blocks.0.conv.weight", found: [1], expected: [4, 1, 3, 3])
    ) { try network.load(state) }
    #expect(throws: NetworkError.missingArray("blocks.0.conv.weight")) {
      try network.load(Array(before.dropFirst()))
    }
    let extra = try NamedArray(name: "lm_head", shape: [], values: [0])
    #expect(throws: NetworkError.unknownArray("lm_head")) { try network.load(before + [extra]) }
    #expect(throws: NetworkError.repeatedArray("blocks.0.conv.weight")) {
      try network.load(before + [before[0]])
    }
    state[0] = try NamedArray(
      name: before[0].name, shape: before[0].shape,
      values: [Float](repeating: .nan, count: before[0].values.count))
    #expect(throws: NetworkError.arrayNotFinite(name: "blocks.0.conv.weight", index: 0)) {
      try network.load(state)
    }
    #expect((network.state == before) as Bool)
  }

  @Test("an axis below 0 and a size beyond every Int are no shape")
  func shapes() throws {
    for shape in [[-1], [-1, -1], [0, -1], [Int.max, 2], [1 << 32, 1 << 32, 0]] {
      #expect(throws: NetworkError.noShape(name: "a", found: shape)) {
        try NamedArray(name: "a", shape: shape, values: [1])
      }
    }
    #expect(try NamedArray(name: "a", shape: [0, Int.max], values: []).values.isEmpty)
    #expect(
      NetworkError.noShape(name: "a", found: [-1]).description
        == "a has shape [-1]; expected axes of 0 or more and a size that can be counted: the file "
        + "is damaged")
  }

  @Test("a mean of squares below 0 is refused, and the optimiser is as it was")
  func damagedMoments() throws {
    let adam = Adam(try network(), settings: try AdamSettings())
    let before = adam.state
    let squares = try #require(before.first { $0.name.hasPrefix("exp_avg_sq.") })
    let negative = try NamedArray(
      name: squares.name, shape: squares.shape, values: squares.values.dropLast() + [-0.5])
    #expect(
      throws: NetworkError.configuration(
        field: squares.name, found: "-0.5", expected: "0 or more")
    ) { try adam.load(before.filter { $0.name != squares.name } + [negative]) }
    #expect((adam.state == before) as Bool)
  }

  @Test("a variance below 0 and a count that is a list are refused, a count with a fraction is not")
  func damagedState() throws {
    let network = try network()
    let before = network.state
    let variance = try #require(before.first { $0.name.hasSuffix("1.norm.running_var") })
    let count = try #require(before.last)
    func replacing(_ name: String, _ shape: [Int], _ values: [Float]) throws -> [NamedArray] {
      try before.filter { $0.name != name } + [NamedArray(name: name, shape: shape, values: values)]
    }
    let negative = try replacing(
      variance.name, variance.shape, variance.values.dropLast() + [-0.5])
    #expect(
      throws: NetworkError.configuration(
        field: variance.name, found: "-0.5", expected: "0 or more")
    ) { try network.load(negative) }
    #expect(throws: NetworkError.arrayShape(name: count.name, found: [1], expected: [])) {
      try network.load(replacing(count.name, [1], [0]))
    }
    #expect((network.state == before) as Bool)
    // Averages of weights are averages of their counts too.
    try network.load(replacing("blocks.0.norm.num_batches_tracked", [], [2.5]))
  }

  @Test("inputs and targets of other sizes are refused")
  func sizes() throws {
    let network = try network()
    let wide = try NetworkInput(
      features: [Float](repeating: 0, count: 17 * 20), count: 1, bands: 17, frames: 20)
    #expect(throws: NetworkError.bands(found: 17, expected: 16)) { try network.predict(wide) }
    let short = try NetworkInput(
      features: [Float](repeating: 0, count: 16), count: 1, bands: 16, frames: 1)
    #expect(throws: NetworkError.inputVanishes(axis: "frames", found: 1, pooledBy: 2)) {
      try network.predict(short)
    }
    let input = try Samples.input(2)
    #expect(throws: NetworkError.elementCount(of: "targets", found: 3, expected: 6)) {
      try network.computeGradients(input, targets: [1, 0, 0], loss: .plain, step: 0)
    }
    #expect(throws: NetworkError.target(utterance: 1, sum: 2)) {
      try network.computeGradients(
        input, targets: [1, 0, 0, 1, 1, 0], loss: .plain, step: 0)
    }
    #expect(throws: NetworkError.length(utterance: 1, found: 0, frames: 20)) {
      try NetworkInput(
        features: [Float](repeating: 0, count: 2 * 16 * 20), count: 2, bands: 16, frames: 20,
        lengths: [20, 0])
    }
    #expect(throws: NetworkError.emptyBatch) {
      try NetworkInput(features: [], count: 0, bands: 16, frames: 20)
    }
  }

  @Test("settings outside their range are refused by name")
  func settings() throws {
    #expect(
      throws: NetworkError.configuration(
        field: "headDropout", found: "1.0", expected: "0 or more and below 1")
    ) { try CRNNConfiguration.netS(headDropout: 1) }
    // The first block keeps the place of a window's winner in a byte.
    for (frames, isAllowed) in [(15, true), (16, false), (Int.max, false)] {
      let configured = Result {
        try CRNNConfiguration(
          melBands: 17, frames: 16, channels: [1], pools: [PoolSize(bands: 17, frames: frames)],
          hiddenSize: 1, attentionSize: 1, headWidth: 1, classes: 2)
      }
      #expect(((try? configured.get()) != nil) == isAllowed, "\(frames)")
    }
    #expect(throws: NetworkError.inputVanishes(axis: "bands", found: 8, pooledBy: 16)) {
      try CRNNConfiguration.netS(melBands: 8)
    }
    #expect(throws: NetworkError.self) { try AdamSettings(beta1: 1) }
    #expect(throws: NetworkError.self) { try LossSettings(labelSmoothing: -0.1) }
    #expect(throws: NetworkError.self) { try LossSettings(rowWeights: [1, .nan]) }
  }
}
