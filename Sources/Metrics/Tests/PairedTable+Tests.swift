extension PairedTable {
  /// Whether the difference of a metric is more than exchanging the two models within clusters at
  /// random would give.
  ///
  /// Up to `1 << exactClusters` arrangements are all looked at; else `replicateCount` are drawn,
  /// and the one observed counts among them.
  ///
  /// - Returns: `nil` where either model's metric has no support, or an arrangement's has none.
  /// - Source: Fisher's randomisation test; Phipson & Smyth, Statistical Applications in Genetics
  ///   and Molecular Biology 9, 2010, for the count.
  public func signFlip(
    of metric: SummedMetric, replicateCount: Int = 9_999, seed: UInt64 = 0
  ) -> TestOutcome? {
    PairedSeeds([self]).signFlip(of: metric, replicateCount: replicateCount, seed: seed)
  }

  /// The most clusters of which all sign flips are looked at.
  public static let exactClusters = 12
}
