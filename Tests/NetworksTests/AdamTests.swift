import Networks
import Testing

@Suite("Adam's first step is that of its formula")
struct AdamTests {
  /// A network that has gradients, and both as they are: in one row, in the order of the state.
  private struct Start {
    let network: CRNN
    let weights: [Float], gradients: [Float]

    init() throws {
      network = try CRNN(Samples.configuration(dropout: 0), seed: 4)
      _ = try network.computeGradients(
        Samples.input(5), targets: Samples.targets(5), loss: .plain, step: 0)
      gradients = network.gradients.flatMap(\.values)
      weights = learned(network)
    }

    var norm: Double {
      gradients.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
  }

  /// From moments of 0 the corrected moments are g and g^2, so that a weight moves by
  /// rate * g / (|g| + epsilon); decay is part of g, or shrinks the weight beforehand.
  @Test(
    "a weight moves by the rate times g / (|g| + epsilon), the decay included",
    arguments: [nil, 0.02] as [Float?], [false, true])
  func firstStep(rate: Float?, isDecoupled: Bool) throws {
    let start = try Start()
    let settings = try AdamSettings(
      learningRate: 0.005, epsilon: 1e-3, weightDecay: 0.25, isDecoupled: isDecoupled)
    let adam = Adam(start.network, settings: settings)
    try adam.step(learningRate: rate)
    #expect(adam.steps == 1)
    let used = Double(rate ?? 0.005)
    let found = learned(start.network)
    for (index, weight) in start.weights.enumerated() {
      let w = Double(weight)
      let g = Double(start.gradients[index]) + (isDecoupled ? 0 : 0.25 * w)
      let kept = isDecoupled ? w * (1 - used * 0.25) : w
      let expected = kept - used * g / (abs(g) + 1e-3)
      #expect(abs(Double(found[index]) - expected) <= 2e-7 + 1e-5 * abs(expected), "\(index)")
    }
  }

  @Test(
    "a gradient longer than the limit is shortened to it, and a shorter one is left",
    arguments: [0.25, 0.99, 1, 1.01, 4])
  func clipping(share: Double) throws {
    let start = try Start()
    let limit = share * start.norm
    let settings = try AdamSettings(clipNorm: Float(limit))
    let adam = Adam(start.network, settings: settings)
    let reported = Double(try adam.step())
    #expect(abs(reported - start.norm) <= 1e-5 * start.norm, "the norm before clipping")
    // The first moments of a first step are the clipped gradient's tenth, the second ones a
    // thousandth of its squares.
    let moments = adam.state.dropLast().map(\.values)
    let means = moments.prefix(moments.count / 2).joined().map { Double($0) * 10 }
    let squares = moments.suffix(moments.count / 2).joined().map { Double($0) * 1000 }
    let length = means.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(length - min(start.norm, limit)) <= 2e-6 + 1e-5 * start.norm)
    // PyTorch's divisor, which is never 0.
    let scale = min(1, limit / (start.norm + 1e-6))
    for (index, gradient) in start.gradients.enumerated() {
      let expected = Double(gradient) * scale
      #expect(abs(means[index] - expected) <= 1e-9 + 2e-5 * abs(expected), "\(index)")
      let square = expected * expected
      #expect(abs(squares[index] - square) <= 1e-12 + 5e-5 * square, "\(index)")
    }
  }

  @Test("a gradient whose norm is infinite is refused, and the next one is taken as the first")
  func infiniteNorm() throws {
    let start = try Start()
    let adam = Adam(start.network, settings: try AdamSettings())
    let empty = adam.state
    // Weights as large as these leave the loss and each gradient finite, but no square of one.
    let loss = try LossSettings(rowWeights: [1e25, 1e25, 1e25])
    let (input, targets) = (try Samples.input(5), Samples.targets(5))
    let result = try start.network.computeGradients(
      input, targets: targets, loss: loss, step: 0)
    #expect(result.loss > 1e24 && result.loss.isFinite)
    #expect(throws: NetworkError.gradientNotFinite(.infinity)) { try adam.step() }
    #expect(adam.steps == 0)
    #expect((adam.state == empty) as Bool)
    #expect((learned(start.network) == start.weights) as Bool)
    _ = try start.network.computeGradients(input, targets: targets, loss: .plain, step: 0)
    try adam.step()
    #expect(adam.steps == 1)
    for (mean, gradient) in zip(adam.state, start.network.gradients) {
      for (found, g) in zip(mean.values, gradient.values) {
        #expect(abs(found - g / 10) <= 1e-9 + 1e-5 * abs(g), "\(gradient.name)")
      }
    }
  }

  @Test("a state is taken over whole or not at all, and counts the steps that a Float can")
  func states() throws {
    let start = try Start()
    let adam = Adam(start.network, settings: try AdamSettings())
    try adam.step()
    let before = adam.state
    func counting(_ steps: Float) throws -> [NamedArray] {
      try before.dropLast() + [NamedArray(name: "step", shape: [], values: [steps])]
    }
    #expect(throws: NetworkError.missingArray("step")) { try adam.load(before.dropLast()) }
    for count in [-1, 0x1p24, 2.5] as [Float] {
      #expect(
        throws: NetworkError.configuration(
          field: "step", found: "\(count)", expected: "a whole number in 0..<2^24")
      ) { try adam.load(counting(count)) }
    }
    let listed = try NamedArray(name: "step", shape: [1], values: [3])
    #expect(throws: NetworkError.arrayShape(name: "step", found: [1], expected: [])) {
      try adam.load(before.dropLast() + [listed])
    }
    // The last moments are spoilt: those before them must not have been taken.
    let zeros = try before.map {
      try NamedArray(
        name: $0.name, shape: $0.shape, values: [Float](repeating: 0, count: $0.values.count))
    }
    let last = zeros[zeros.count - 2]
    let spoilt = try NamedArray(
      name: last.name, shape: last.shape,
      values: [Float](repeating: .infinity, count: last.values.count))
    #expect(throws: NetworkError.arrayNotFinite(name: last.name, index: 0)) {
      try adam.load(zeros.dropLast(2) + [spoilt, zeros[zeros.count - 1]])
    }
    #expect(throws: NetworkError.missingArray(last.name)) {
      try adam.load(zeros.dropLast(2) + [zeros[zeros.count - 1]])
    }
    #expect((adam.state == before) as Bool)
    #expect(adam.steps == 1)
    try adam.load(counting(Float(Adam.mostSteps)))
    #expect(adam.steps == 16_777_215)
  }
}

/// The learned values of a network, in the order of its state.
func learned(_ network: CRNN) -> [Float] {
  network.state.prefix(network.gradients.count).flatMap(\.values)
}
