import Foundation

extension ConfidenceInterval {
  /// The exact interval of the share of hits among independent trials: the shares of which no tail
  /// as extreme as the observed one is rarer than half of what the level leaves out.
  ///
  /// - Parameter hits: `0...trials`; a mean over seeds need not be whole.
  /// - Returns: `nil` without a trial.
  /// - Source: Clopper & Pearson, Biometrika 26, 1934; as quantiles of the beta distribution, which
  ///   hold between whole numbers of hits as well (Korn & Graubard, Survey Methodology 24, 1998).
  static func binomial(hits: Double, trials: Int, level: Double) -> ConfidenceInterval? {
    guard trials > 0 else { return nil }
    let (tail, misses) = ((1 - level) / 2, Double(trials) - hits)
    return ConfidenceInterval(
      lower: hits > 0 ? lowerEnd(hits: hits, misses: misses, tail: tail) : 0,
      upper: misses > 0 ? 1 - lowerEnd(hits: misses, misses: hits, tail: tail) : 1,
      level: level, unit: .exact)
  }

  /// The share at which as many hits or more have the probability `tail`.
  private static func lowerEnd(hits: Double, misses: Double, tail: Double) -> Double {
    guard misses > 0 else { return pow(tail, 1 / hits) }
    var (below, above) = (0.0, 1.0)
    // Each step halves the range: after sixty there is nothing between its ends.
    for _ in 0..<60 {
      let middle = (below + above) / 2
      if betaProbability(middle, hits, misses + 1) < tail { below = middle } else { above = middle }
    }
    return (below + above) / 2
  }
}

/// The probability that a beta variable is at most `x`, `0 < x < 1`: the regularised incomplete
/// beta function.
///
/// - Source: the continued fraction of Abramowitz & Stegun 26.5.8, by Lentz's method (Press et al.,
///   Numerical Recipes, 3rd ed., section 6.4).
private func betaProbability(_ x: Double, _ a: Double, _ b: Double) -> Double {
  // The fraction converges fast on one side; the other is its mirror image.
  x <= (a + 1) / (a + b + 2) ? lowerBeta(x, a, b) : 1 - lowerBeta(1 - x, b, a)
}

private func lowerBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let least = 1e-300
  func away(_ value: Double) -> Double { abs(value) < least ? least : value }
  var (numerator, inverse) = (1.0, 1 / away(1 - (a + b) * x / (a + 1)))
  var fraction = inverse
  for step in 1...300 {
    let m = Double(step)
    let even: Double = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    let odd: Double = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    var change = 1.0
    for term in [even, odd] {
      inverse = 1 / away(1 + term * inverse)
      numerator = away(1 + term / numerator)
      change = numerator * inverse
      fraction *= change
    }
    if abs(change - 1) < 1e-15 { break }
  }
  let logBeta: Double = lgamma(a) + lgamma(b) - lgamma(a + b)
  return exp(a * log(x) + b * log1p(-x) - logBeta) * fraction / a
}
