extension BrierDecomposition {
  /// The parts as rows of an audit: `brier-reliability`, `brier-resolution`, `brier-uncertainty`
  /// and `brier-within-bins`.
  ///
  /// - Parameter count: the number of predictions.
  public func rows(in context: MetricContext, count: Int) -> [MetricRow] {
    let parts = [
      ("brier-reliability", reliability), ("brier-resolution", resolution),
      ("brier-uncertainty", uncertainty), ("brier-within-bins", withinBins),
    ]
    return parts.map { context.row(named: $0, value: $1, count: count) }
  }
}
