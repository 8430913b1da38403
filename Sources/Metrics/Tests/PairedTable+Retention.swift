extension PairedTable {
  /// The interval of what the second model keeps of what the first has of a metric above a floor,
  /// `(second - floor) / (first - floor)`: percentiles of draws of the clusters that both share,
  /// and never without the ratio itself.
  ///
  /// A draw in which the first does not lie above the floor has no ratio, which might be anything:
  /// it counts beyond both ends. Where the two have the same answers right, nothing varies that
  /// could be drawn; the bound is then that of no difference in as many clusters.
  ///
  /// - Returns: `nil` with too few clusters or without support, where the first has nothing above
  ///   the floor, where the ratio is the same in every draw, and where so many draws have none
  ///   (more than a tail holds) that an end would be open.
  public func intervalKept(
    of metric: SummedMetric, above floor: Double, settings: IntervalSettings = IntervalSettings()
  ) -> ConfidenceInterval? {
    guard settings.replicateCount > 0, first.clusterCount >= IntervalSettings.fewestClusters,
      let whole = first.value(of: metric), whole > floor, let left = second.value(of: metric)
    else { return nil }
    let kept = (left - floor) / (whole - floor)
    if onlyFirstRight == 0, onlySecondRight == 0, metric.isOfAnswersRight {
      return unvarying(metric, skill: whole - floor, settings)
    }
    let bootstrap = ClusterBootstrap(
      replicateCount: settings.replicateCount, seed: settings.seed)
    // The same seed of the draws takes the same clusters from both tables.
    let draws = zip(
      bootstrap.replicates(of: [metric], over: first)[0],
      bootstrap.replicates(of: [metric], over: second)[0]
    ).filter { !$0.isNaN && !$1.isNaN }
    let ratios = draws.filter { $0.0 > floor }.map { ($1 - floor) / ($0 - floor) }.sorted()
    guard
      Double(draws.count) >= IntervalSettings.leastSupport * Double(settings.replicateCount),
      // What equal sums leave of each other is no difference.
      let least = ratios.first, let most = ratios.last, most - least > 1e-12
    else { return nil }
    let open = Array(repeating: Double.infinity, count: draws.count - ratios.count)
    let tail = (1 - settings.level) / 2
    let (lower, upper) = (
      quantile(open.map { -$0 } + ratios, tail), quantile(ratios + open, 1 - tail)
    )
    guard lower.isFinite, upper.isFinite else { return nil }
    return ConfidenceInterval(
      lower: min(kept, lower), upper: max(kept, upper), level: settings.level, unit: first.unit)
  }

  private func unvarying(
    _ metric: SummedMetric, skill: Double, _ settings: IntervalSettings
  ) -> ConfidenceInterval? {
    let trials = first.independentTrials(of: metric)
    guard trials > 0 else { return nil }
    let reach = (1 - exactBound(trials: trials, level: settings.level)) / skill
    return ConfidenceInterval(
      lower: 1 - reach, upper: 1 + reach, level: settings.level, unit: .exact)
  }
}

extension SummedMetric {
  /// Whether the metric depends on nothing but which answers are right.
  fileprivate var isOfAnswersRight: Bool {
    metric == .accuracy || metric == .uar || metric == .recall
  }
}
