import CKernels
import Tensors

/// Adam or AdamW over all learned arrays of one network, with clipping by global norm.
///
/// - Source: Kingma & Ba, ICLR 2015; Loshchilov & Hutter, ICLR 2019; arithmetic as PyTorch's.
public final class Adam {
  /// How weights are moved.
  public let settings: AdamSettings
  /// Steps taken; no more than `mostSteps` can be resumed.
  public private(set) var steps = 0

  /// The most steps that a state can count: it holds them as a `Float`, which skips whole numbers
  /// beyond.
  package static let mostSteps = (1 << 24) - 1

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
    chunkSums = arena.takeDoubles(chunks)
  }

  /// Moves the weights by the gradients that `computeGradients` left.
  ///
  /// - Parameter learningRate: nil for that of the settings.
  /// - Returns: the gradient's global norm before clipping.
  /// - Throws: `NetworkError.gradientNotFinite`, and `.configuration` for a rate that is negative
  ///   or not finite, after which weights and moments are as they were.
  @discardableResult
  public func step(learningRate: Float? = nil) throws(NetworkError) -> Float {
    let rate = learningRate ?? settings.learningRate
    try AdamSettings.check(rate: rate)
    let norm = gradientNorm()
    guard norm.isFinite else { throw .gradientNotFinite(norm) }
    steps += 1
    let scalars = ser_adam_scalars(
      settings, rate: rate, step: steps,
      gradientScale: gradientScale(norm: norm))
    forEachChunk { _, start, count in
      kernels.adam(
        count, scalars, network.store.gradients + start, network.store.values + start,
        means + start, squares + start)
    }
    network.store.version += 1
    return norm
  }

  /// Moments and the count of steps, for a resume that continues bit for bit.
  public var state: [NamedArray] {
    network.arrays(means, "exp_avg.") + network.arrays(squares, "exp_avg_sq.")
      + [NamedArray(unchecked: Adam.stepName, [], [Float(steps)])]
  }

  /// Takes over a state; all or nothing.
  ///
  /// - Throws: `NetworkError` naming the first array that does not fit, or a mean of squares below
  ///   0.
  public func load(_ state: [NamedArray]) throws(NetworkError) {
    let loaded = try StateReader(state, optional: [Adam.stepName])
    try loaded.check(network.parameters, prefixes: ["exp_avg.", "exp_avg_sq."])
    guard let count = try loaded.scalar(Adam.stepName) else {
      throw .missingArray(Adam.stepName)
    }
    guard (0...Float(Adam.mostSteps)).contains(count), count == count.rounded() else {
      throw .configuration(
        field: Adam.stepName, found: "\(count)", expected: "a whole number in 0..<2^24")
    }
    for parameter in network.parameters {
      let name = "exp_avg_sq." + parameter.name
      if let negative = loaded.values(name).first(where: { $0 < 0 }) {
        throw .configuration(field: name, found: "\(negative)", expected: "0 or more")
      }
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
      chunkSums[index] = sumOfSquares(gradients + start, count: count)
    }
    var sum = 0.0
    for index in 0..<Adam.chunks(network.parameterCount) { sum += chunkSums[index] }
    return Float(sum.squareRoot())
  }

  /// What PyTorch adds to the norm before it divides by it.
  private static let normEpsilon = 1e-6

  private func gradientScale(norm: Float) -> Double {
    settings.clipNorm.map { min(1, Double($0) / (Double(norm) + Adam.normEpsilon)) } ?? 1
  }
}
