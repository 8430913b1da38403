import Foundation
import Tensors

/// Adam or AdamW over all learned arrays of one network, with clipping by global norm.
///
/// - Source: Kingma & Ba, ICLR 2015; Loshchilov & Hutter, ICLR 2019; arithmetic as PyTorch's.
public final class Adam {
  /// How weights are moved.
  public let settings: AdamSettings
  /// Steps taken.
  public private(set) var steps = 0

  private let network: CRNN
  private let arena = Arena()
  /// Means of gradients and of their squares, laid out as the learned arrays.
  private let means: Floats, squares: Floats
  /// `[chunks]`: sums of squared gradients.
  private let chunkSums: UnsafeMutablePointer<Double>

  /// Weights that a unit of work takes.
  private static let chunk = 1 << 15

  /// An optimiser of `network`, which it keeps, with empty moments.
  public init(_ network: CRNN, settings: AdamSettings) {
    self.network = network
    self.settings = settings
    let count = network.parameterCount
    let chunks = Adam.chunks(count)
    arena.reset(reserving: 2 * Arena.rounded(count) + Arena.rounded(2 * chunks))
    means = arena.take(count)
    squares = arena.take(count)
    chunkSums = UnsafeMutableRawPointer(arena.take(2 * chunks))
      .bindMemory(to: Double.self, capacity: chunks)
  }

  /// Moves the weights by the gradients that `accumulateGradients` left.
  ///
  /// - Parameter learningRate: nil for that of the settings.
  /// - Returns: the gradient's global norm before clipping.
  /// - Throws: `NetworkError.gradientNotFinite`, after which weights and moments are as they were.
  @discardableResult
  public func step(learningRate: Float? = nil) throws(NetworkError) -> Float {
    let norm = gradientNorm()
    guard norm.isFinite else { throw .gradientNotFinite(norm) }
    steps += 1
    let update = AdamUpdate(
      settings, learningRate: learningRate ?? settings.learningRate, step: steps, norm: norm)
    forEachChunk { _, start, count in
      update.apply(
        values: network.store.values + start, gradients: network.store.gradients + start,
        means: means + start, squares: squares + start, count: count)
    }
    return norm
  }

  /// Moments and the count of steps, for a resume that continues bit for bit.
  public var state: [NamedArray] {
    network.arrays(means, "exp_avg.") + network.arrays(squares, "exp_avg_sq.")
      + [NamedArray(unchecked: Adam.stepName, [], [Float(steps)])]
  }

  /// Takes over a state; all or nothing.
  ///
  /// - Throws: `NetworkError` naming the first array that does not fit.
  public func load(_ state: [NamedArray]) throws(NetworkError) {
    let loaded = try StateReader(state, optional: [Adam.stepName])
    try loaded.check(network.parameters, prefixes: ["exp_avg.", "exp_avg_sq."])
    guard let count = loaded.values(Adam.stepName).first else {
      throw .missingArray(Adam.stepName)
    }
    guard count >= 0, count < 0x1p24 else {
      throw .configuration(field: Adam.stepName, found: "\(count)", expected: "0..<2^24")
    }
    for parameter in network.parameters {
      let name = parameter.name
      network.store.write(loaded.values("exp_avg." + name), to: parameter, in: means)
      network.store.write(loaded.values("exp_avg_sq." + name), to: parameter, in: squares)
    }
    steps = Int(count)
  }

  private static let stepName = "step"

  private static func chunks(_ count: Int) -> Int { (count + chunk - 1) / chunk }

  private func forEachChunk(_ body: (_ index: Int, _ start: Int, _ count: Int) -> Void) {
    let total = network.parameterCount
    network.pool.run(Adam.chunks(total)) { index, _ in
      let start = index * Adam.chunk
      body(index, start, min(Adam.chunk, total - start))
    }
  }

  /// The root of the sum of squared gradients, summed in double precision in a fixed order.
  private func gradientNorm() -> Float {
    let gradients = network.store.gradients
    forEachChunk { index, start, count in
      var sum = 0.0
      for position in start..<(start + count) {
        sum += Double(gradients[position]) * Double(gradients[position])
      }
      chunkSums[index] = sum
    }
    var sum = 0.0
    for index in 0..<Adam.chunks(network.parameterCount) { sum += chunkSums[index] }
    return Float(sum.squareRoot())
  }
}

/// The arithmetic of one Adam step, the same for every weight.
package struct AdamUpdate: Sendable {
  let settings: AdamSettings
  /// What gradients are multiplied by: 1, or the clipping factor.
  let gradientScale: Float
  /// `1 - rate * decay` for AdamW.
  let keep: Float
  /// `rate / (1 - beta1^t)`.
  let stepSize: Float
  /// `1 / sqrt(1 - beta2^t)`.
  let rootScale: Float

  /// What PyTorch adds to the norm before it divides by it.
  private static let normEpsilon: Float = 1e-6

  package init(_ settings: AdamSettings, learningRate: Float, step: Int, norm: Float) {
    self.settings = settings
    gradientScale = settings.clipNorm.map { min(1, $0 / (norm + AdamUpdate.normEpsilon)) } ?? 1
    keep = settings.isDecoupled ? 1 - learningRate * settings.weightDecay : 1
    let first = 1 - pow(settings.beta1, Double(step))
    let second = 1 - pow(settings.beta2, Double(step))
    stepSize = Float(Double(learningRate) / first)
    rootScale = Float(1 / second.squareRoot())
  }

  func apply(values: Floats, gradients: Floats, means: Floats, squares: Floats, count: Int) {
    let pull = settings.isDecoupled ? 0 : settings.weightDecay
    let (beta1, beta2) = (Float(settings.beta1), Float(settings.beta2))
    let (rest1, rest2) = (Float(1 - settings.beta1), Float(1 - settings.beta2))
    let epsilon = settings.epsilon
    for index in 0..<count {
      let value = values[index] * keep
      let gradient = gradients[index] * gradientScale + pull * value
      let mean = means[index] * beta1 + gradient * rest1
      let square = squares[index] * beta2 + gradient * gradient * rest2
      means[index] = mean
      squares[index] = square
      values[index] = value - stepSize * mean / (square.squareRoot() * rootScale + epsilon)
    }
  }
}
