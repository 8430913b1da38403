/// Finds the least value of a smooth convex function from its gradients.
///
/// - Source: Nocedal & Wright, Numerical Optimization (2006), algorithms 7.4 and 7.5, with
///   backtracking to a sufficient decrease.
struct LimitedMemoryBFGS {
  typealias Vector = [SIMD8<Double>]

  /// The largest component of the gradient that counts as zero.
  let gradientTolerance: Double
  let iterationLimit: Int
  private static let memory = 10

  func minimise(
    from start: Vector, _ function: (Vector) -> (loss: Double, gradient: Vector)
  ) -> Vector {
    var point = start
    var (loss, gradient) = function(point)
    var steps: [(step: Vector, change: Vector, scale: Double)] = []
    for _ in 0..<iterationLimit where Self.largest(gradient) > gradientTolerance {
      var direction = Self.direction(gradient, steps)
      var slope = Self.dot(direction, gradient)
      if slope >= 0 {
        steps = []
        direction = Self.direction(gradient, steps)
        slope = Self.dot(direction, gradient)
      }
      var length = steps.isEmpty ? min(1, 1 / Self.largest(gradient)) : 1
      var next = Self.sum(point, direction, length)
      var (nextLoss, nextGradient) = function(next)
      while nextLoss > loss + 1e-4 * length * slope, length > 1e-12 {
        length /= 2
        next = Self.sum(point, direction, length)
        (nextLoss, nextGradient) = function(next)
      }
      guard nextLoss < loss else { return point }
      let step = Self.sum(next, point, -1)
      let change = Self.sum(nextGradient, gradient, -1)
      let curvature = Self.dot(step, change)
      if curvature > 0 {
        steps.append((step, change, 1 / curvature))
        if steps.count > Self.memory { steps.removeFirst() }
      }
      (point, loss, gradient) = (next, nextLoss, nextGradient)
    }
    return point
  }

  /// The two-loop recursion: minus the inverse curvature times the gradient.
  private static func direction(
    _ gradient: Vector, _ steps: [(step: Vector, change: Vector, scale: Double)]
  ) -> Vector {
    var result = gradient
    var shares: [Double] = []
    for (step, change, scale) in steps.reversed() {
      let share = scale * dot(step, result)
      result = sum(result, change, -share)
      shares.append(share)
    }
    if let (_, change, scale) = steps.last {
      let factor = 1 / (scale * dot(change, change))
      result = result.map { $0 * factor }
    }
    for ((step, change, scale), share) in zip(steps, shares.reversed()) {
      result = sum(result, step, share - scale * dot(change, result))
    }
    return result.map { -$0 }
  }

  private static func dot(_ first: Vector, _ second: Vector) -> Double {
    var total = SIMD8<Double>.zero
    for index in first.indices { total += first[index] * second[index] }
    return total.sum()
  }

  /// `first + factor * second`.
  private static func sum(_ first: Vector, _ second: Vector, _ factor: Double) -> Vector {
    var result = first
    for index in result.indices { result[index] += factor * second[index] }
    return result
  }

  private static func largest(_ vector: Vector) -> Double {
    vector.reduce(0) { max($0, max($1.max(), -$1.min())) }
  }
}
