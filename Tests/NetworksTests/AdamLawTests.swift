import Networks
import Testing

@Suite("Adam, step after step")
struct AdamLawTests {
  private func network() throws -> CRNN {
    let network = try CRNN(Samples.configuration(dropout: 0), seed: 4, workers: 2)
    _ = try network.computeGradients(
      Samples.input(5), targets: Samples.targets(5), loss: .plain, step: 0)
    return network
  }

  /// The corrected means of a gradient that stays are that gradient and its square, whatever the
  /// decays: each step moves a weight by the same.
  @Test(
    "moves as far in each step while the gradient stays, whatever the decays",
    arguments: [(0.9, 0.999), (0, 0.5), (0.5, 0)])
  func constantGradient(beta1: Double, beta2: Double) throws {
    let network = try network()
    let gradients = network.gradients.flatMap(\.values)
    let start = learned(network)
    let settings = try AdamSettings(
      learningRate: 0.01, beta1: beta1, beta2: beta2, epsilon: 1e-2)
    let adam = Adam(network, settings: settings)
    for step in 1...5 {
      try adam.step()
      #expect(adam.steps == step)
      // Rounding stays far below a thousandth of a step.
      let worst = zip(zip(start, gradients), learned(network)).map { before, found in
        let (weight, g) = (Double(before.0), Double(before.1))
        return abs(Double(found) - (weight - Double(step) * 0.01 * g / (abs(g) + 1e-2)))
      }.max()
      #expect(try #require(worst) <= 1e-6 + 1e-3 * 0.01 * Double(step), "step \(step)")
    }
  }

  @Test("moves nothing without a gradient, but shrinks what decays by its share alone")
  func noGradient() throws {
    let fresh = try CRNN(Samples.configuration(), seed: 4, workers: 1)
    let start = learned(fresh)
    let plain = Adam(fresh, settings: try AdamSettings())
    #expect(try plain.step() == 0)
    #expect(learned(fresh) == start)
    let settings = try AdamSettings(learningRate: 0.5, weightDecay: 0.25, isDecoupled: true)
    let decaying = Adam(fresh, settings: settings)
    for _ in 0..<3 { try decaying.step() }
    // 1 - rate * decay is .875, three times.
    for (found, weight) in zip(learned(fresh), start) {
      #expect(abs(found - weight * 0.669_921_875) <= 4e-7 * abs(weight) + 1e-9)
    }
  }

  @Test("of a rate of 0 keeps every weight and counts the step")
  func noRate() throws {
    let network = try network()
    let start = learned(network)
    let adam = Adam(network, settings: try AdamSettings(weightDecay: 0.5, isDecoupled: true))
    try adam.step(learningRate: 0)
    #expect(learned(network) == start)
    #expect(adam.steps == 1)
    #expect(adam.state.contains { $0.name.hasPrefix("exp_avg.") && $0.values.contains { $0 != 0 } })
  }

  @Test("moves by the gradient's sign, not its size: a loss of twice the weight moves as far")
  func size() throws {
    let (one, two) = (try network(), try network())
    let start = learned(one)
    _ = try two.computeGradients(
      Samples.input(5), targets: Samples.targets(5), loss: LossSettings(rowWeights: [2, 2, 2]),
      step: 0)
    let gradients = one.gradients.flatMap(\.values)
    for network in [one, two] {
      try Adam(network, settings: AdamSettings(learningRate: 0.01)).step()
    }
    let pairs = zip(learned(one), learned(two))
    for (index, (one, two)) in pairs.enumerated() where abs(gradients[index]) > 1e-4 {
      #expect(abs(one - two) <= 1e-6)
      #expect(abs(abs(one - start[index]) - 0.01) <= 1e-5)
      #expect((one < start[index]) == (gradients[index] > 0))
    }
  }
}
