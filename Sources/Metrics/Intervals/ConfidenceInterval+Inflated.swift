extension ConfidenceInterval {
  /// The interval of a number that noise alone makes larger, such as a mean of absolute values or
  /// the largest of several differences: never negative, and never without the estimate.
  ///
  /// Drawing anew adds noise, which makes the replicates too large by about as much as the estimate
  /// is. Quantiles reflected about the estimate mend that at the lower end (Davison & Hinkley,
  /// 1997, section 5.2: the basic interval). Where the estimate is small they leave nothing above
  /// it, so the upper end is the larger of theirs and that of the quantiles themselves.
  ///
  /// - Parameters:
  ///   - sorted: replicates, ascending, at least one.
  ///   - most: the largest that the number can be.
  package static func ofInflated(
    _ sorted: [Double], estimate: Double, most: Double, level: Double, unit: Unit
  ) -> ConfidenceInterval {
    let tail = (1 - level) / 2
    let (low, high) = (quantile(sorted, tail), quantile(sorted, 1 - tail))
    let lower = max(0, min(low, 2 * estimate - high))
    let upper = min(most, max(high, 2 * estimate - low))
    return ConfidenceInterval(
      lower: min(estimate, lower), upper: max(estimate, upper), level: level, unit: unit)
  }
}
