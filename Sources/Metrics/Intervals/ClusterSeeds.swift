import Parallel

/// The clusters of several seeds that answered the same utterances: a metric is the mean of the
/// seeds' own, and its interval draws the same clusters of all of them.
struct ClusterSeeds {
  /// The table of each seed, over the same clusters in the same order.
  let tables: [ClusterTable]

  /// Takes the table of each seed.
  init(_ tables: [ClusterTable]) { self.tables = tables }

  /// The mean of a metric over the seeds, or `nil` where one of them has no support.
  func value(of metric: SummedMetric) -> Double? {
    let values = tables.compactMap { $0.value(of: metric) }
    guard !tables.isEmpty, values.count == tables.count else { return nil }
    return values.reduce(0, +) / Double(values.count)
  }

  /// The intervals of the means over the seeds, in the order of the metrics.
  func intervals(
    of metrics: [SummedMetric], settings: IntervalSettings
  ) -> [ConfidenceInterval?] {
    guard settings.replicateCount > 0, let table = tables.first, table.clusterCount > 0 else {
      return metrics.map { _ in nil }
    }
    let usable = metrics.filter { metric in
      tables.allSatisfy { $0.hasProbabilities || !metric.metric.needsProbabilities }
    }
    let replicates = Dictionary(
      zip(usable, replicates(of: usable, settings)), uniquingKeysWith: { $1 })
    let totals = tables.map(\.total)
    return metrics.parallelMap { metric in
      replicates[metric].flatMap { own in
        interval(of: metric, replicates: own, totals: totals, settings: settings)
      }
    }
  }

  /// The means of every draw, metric-major; NaN where a seed has no support.
  private func replicates(
    of metrics: [SummedMetric], _ settings: IntervalSettings
  ) -> [[Double]] {
    let bootstrap = ClusterBootstrap(
      replicateCount: settings.replicateCount, seed: settings.seed)
    // The same seed of the draws takes the same clusters from all tables.
    var sums = bootstrap.replicates(of: metrics, over: tables[0])
    guard tables.count > 1 else { return sums }
    for table in tables.dropFirst() {
      let own = bootstrap.replicates(of: metrics, over: table)
      for metric in metrics.indices {
        for draw in sums[metric].indices { sums[metric][draw] += own[metric][draw] }
      }
    }
    return sums.map { $0.map { $0 / Double(tables.count) } }
  }

  /// The mean over the seeds of a metric of their sums; NaN where one has no support.
  func mean(of metric: SummedMetric, _ sums: [[Double]]) -> Double {
    sums.reduce(0) { $0 + metric.value($1) } / Double(sums.count)
  }

  private func interval(
    of metric: SummedMetric, replicates: [Double], totals: [[Double]], settings: IntervalSettings
  ) -> ConfidenceInterval? {
    let estimate = mean(of: metric, totals)
    guard let table = tables.first, !estimate.isNaN else { return nil }
    let isEnd = metric.isRate && (estimate == 0 || estimate == 1)
    if isEnd || tables.allSatisfy({ $0.isFewTrials(metric) }) {
      let trials = tables.map { $0.independentTrials(of: metric) }.min() ?? 0
      return .binomial(
        hits: estimate * Double(trials), trials: trials, level: settings.level)
    }
    let sorted = replicates.filter { !$0.isNaN }.sorted()
    guard table.clusterCount >= IntervalSettings.fewestClusters,
      Double(sorted.count) >= IntervalSettings.leastSupport * Double(replicates.count),
      let first = sorted.first, let last = sorted.last, first < last
    else { return nil }
    let tail = (1 - settings.level) / 2
    if metric.metric == .ece {
      return .ofInflated(
        sorted, estimate: estimate, most: 1, level: settings.level, unit: table.unit)
    }
    var (lower, upper) = (tail, 1 - tail)
    if settings.method == .bca,
      let adjusted = bcaLevels(
        metric, estimate: estimate, sorted: sorted, totals: totals, tail: tail)
    {
      (lower, upper) = adjusted
    }
    return ConfidenceInterval(
      lower: quantile(sorted, lower), upper: quantile(sorted, upper), level: settings.level,
      unit: table.unit)
  }
}
