/// The outcome of a test: how often chance alone does as much.
public struct TestOutcome: Codable, Sendable, Hashable {
  /// The number that was tested.
  public let statistic: Double
  /// The two-sided p value.
  public let p: Double
  /// The standard deviation of the statistic when there is nothing to find: over arrangements.
  public let spread: Double
  /// The smallest p value that the test can give with so much data, two-sided as `p`; a level below
  /// it cannot be reached, and the question is then undetermined.
  public let smallestP: Double
  /// Whether every arrangement was looked at and not a random draw of them.
  public let isExact: Bool

  /// Takes the numbers of a test that was made.
  package init(
    statistic: Double, p: Double, spread: Double, smallestP: Double, isExact: Bool
  ) {
    self.statistic = statistic
    self.p = p
    self.spread = spread
    self.smallestP = smallestP
    self.isExact = isExact
  }

  /// The two-sided outcome where arrangements of the data gave these statistics.
  ///
  /// - Parameter smallestP: the smallest p that looking at all arrangements can give.
  /// - Returns: `nil` where an arrangement has no support.
  init?(statistic: Double, arrangements: [Double], isExact: Bool, smallestP: Double) {
    guard arrangements.allSatisfy({ !$0.isNaN }) else { return nil }
    // Room for rounding: an arrangement that ties with the observed one counts.
    let reach = abs(statistic) * (1 - 1e-9) - 1e-12
    let extreme = Double(arrangements.count { abs($0) >= reach })
    let count = Double(arrangements.count)
    self.init(
      statistic: statistic, p: isExact ? extreme / count : (extreme + 1) / (count + 1),
      spread: rootMeanSquare(arrangements),
      smallestP: isExact ? smallestP : max(smallestP, 1 / (count + 1)), isExact: isExact)
  }

  /// Whether a significance level can be reached at all with these data.
  public func canReach(_ alpha: Double) -> Bool { smallestP <= alpha }

  /// The smallest true difference that a test at level `alpha` would find in a share `power` of
  /// repetitions, by the normal approximation: what a test that found nothing could have missed.
  ///
  /// - Returns: `nil` where the level cannot be reached with these data.
  public func minimumDetectableGap(alpha: Double = 0.05, power: Double = 0.8) -> Double? {
    guard canReach(alpha), alpha > 0, alpha < 1, power > 0, power < 1 else { return nil }
    return (normalQuantile(1 - alpha / 2) + normalQuantile(power)) * spread
  }
}

/// The standard deviation about the mean.
package func standardDeviation(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(max(1, values.count))
  return rootMeanSquare(values.map { $0 - mean })
}

/// The standard deviation about 0.
package func rootMeanSquare(_ values: [Double]) -> Double {
  (values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))).squareRoot()
}
