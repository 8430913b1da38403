import Foundation

extension ClusterSeeds {
  /// The two quantiles of the replicates that a BCa interval takes.
  ///
  /// Bias is the share of replicates below the estimate (ties count half); skewness is that of the
  /// estimate when one cluster is left out, over strata.
  ///
  /// - Returns: `nil` where all replicates stand on one side of the estimate or leaving out a
  ///   cluster changes nothing; the plain percentiles are then what is left.
  /// - Source: Efron, JASA 82, 1987; Davison & Hinkley, Bootstrap Methods, 1997, eq. 5.24 for
  ///   several strata.
  func bcaLevels(
    _ metric: SummedMetric, estimate: Double, sorted: [Double], totals: [[Double]], tail: Double
  ) -> (Double, Double)? {
    let below = Double(sorted.count { $0 < estimate })
    let ties = Double(sorted.count { $0 == estimate })
    let share = (below + ties / 2) / Double(sorted.count)
    guard share > 0, share < 1, let skewness = acceleration(of: metric, totals: totals) else {
      return nil
    }
    let bias = normalQuantile(share)
    func level(_ tail: Double) -> Double {
      let shifted = bias + normalQuantile(tail)
      return normalProbability(bias + shifted / (1 - skewness * shifted))
    }
    let (lower, upper) = (level(tail), level(1 - tail))
    return lower < upper ? (lower, upper) : nil
  }

  /// The acceleration constant, from the influence of each cluster on the estimate.
  private func acceleration(of metric: SummedMetric, totals: [[Double]]) -> Double? {
    var (squares, cubes) = (0.0, 0.0)
    for stratum in tables[0].strata {
      var sums = [Double](repeating: 0, count: stratum.count)
      for (table, total) in zip(tables, totals) {
        var left = total
        for (place, cluster) in stratum.enumerated() {
          for index in total.indices { left[index] = total[index] - table.sum(index, of: cluster) }
          sums[place] += metric.value(left)
        }
      }
      let values = sums.filter { !$0.isNaN }.map { $0 / Double(tables.count) }
      guard values.count > 1 else { continue }
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      for value in values {
        let influence = (n - 1) * (mean - value) / n
        squares += influence * influence
        cubes += influence * influence * influence
      }
    }
    return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : nil
  }
}

/// The probability that a standard normal variable is at most `z`.
package func normalProbability(_ z: Double) -> Double {
  erfc(-z / 2.0.squareRoot()) / 2
}

/// The value that a standard normal variable is below with probability `p`, `0 < p < 1`.
///
/// Acklam's rational approximation with one step of Halley's method, to about 1e-15.
package func normalQuantile(_ p: Double) -> Double {
  let start = rationalNormalQuantile(p)
  let error = normalProbability(start) - p
  let step = error * (2 * Double.pi).squareRoot() * exp(start * start / 2)
  return start - step / (1 + start * step / 2)
}

private func rationalNormalQuantile(_ p: Double) -> Double {
  func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
  let outer = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734,
    4.374664141464968, 2.938163982698783,
  ]
  let outerBelow = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1,
  ]
  let inner = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
    -3.066479806614716e+01, 2.506628277459239,
  ]
  let innerBelow = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
    -1.328068155288572e+01, 1,
  ]
  let edge = 0.02425
  if p < edge || p > 1 - edge {
    let q = (-2 * log(p < edge ? p : 1 - p)).squareRoot()
    let value = polynomial(outer, q) / polynomial(outerBelow, q)
    return p < edge ? value : -value
  }
  let q = p - 0.5
  return q * polynomial(inner, q * q) / polynomial(innerBelow, q * q)
}
