/// The pairs of several seeds that answered the same utterances: a metric is the mean of the seeds'
/// own. Of all answers together most metrics are another number: a seed that is too sure beside one
/// that is too careful would be called well calibrated.
struct PairedSeeds {
  /// The pair of each seed, over the same clusters in the same order.
  let pairs: [PairedTable]

  /// Takes the pair of each seed.
  init(_ pairs: [PairedTable]) { self.pairs = pairs }

  /// The first model's clusters in each seed.
  var first: ClusterSeeds { ClusterSeeds(pairs.map(\.first)) }

  /// The second model's clusters in each seed.
  var second: ClusterSeeds { ClusterSeeds(pairs.map(\.second)) }

  /// The mean over seeds of the second model's value less the first's, or `nil` where one of them
  /// has no support.
  func difference(of metric: SummedMetric) -> Double? {
    let differences = pairs.compactMap { $0.difference(of: metric) }
    guard !pairs.isEmpty, differences.count == pairs.count else { return nil }
    return differences.reduce(0, +) / Double(pairs.count)
  }

  /// The intervals of the mean differences, in the order of the metrics: each draw takes the same
  /// clusters of both models and of all seeds.
  func intervals(
    of metrics: [SummedMetric], settings: IntervalSettings
  ) -> [ConfidenceInterval?] {
    guard let clusters = pairs.first?.first, settings.replicateCount > 0,
      clusters.clusterCount >= IntervalSettings.fewestClusters
    else { return metrics.map { _ in nil } }
    let usable = metrics.filter { difference(of: $0) != nil }
    let replicates = replicates(of: usable, settings)
    let found = usable.indices.map { interval(of: usable[$0], replicates[$0], settings) }
    let known = Dictionary(zip(usable, found), uniquingKeysWith: { $1 })
    return metrics.map { known[$0] ?? nil }
  }

  /// The mean differences of every draw, metric-major; NaN where a seed has no support.
  private func replicates(
    of metrics: [SummedMetric], _ settings: IntervalSettings
  ) -> [[Double]] {
    let bootstrap = ClusterBootstrap(
      replicateCount: settings.replicateCount, seed: settings.seed)
    var sums = metrics.map { _ in [Double](repeating: 0, count: settings.replicateCount) }
    for pair in pairs {
      // The same seed of the draws takes the same clusters from all tables.
      let old = bootstrap.replicates(of: metrics, over: pair.first)
      let new = bootstrap.replicates(of: metrics, over: pair.second)
      for metric in metrics.indices {
        for draw in sums[metric].indices {
          sums[metric][draw] += new[metric][draw] - old[metric][draw]
        }
      }
    }
    return sums.map { $0.map { $0 / Double(pairs.count) } }
  }

  private func interval(
    of metric: SummedMetric, _ replicates: [Double], _ settings: IntervalSettings
  ) -> ConfidenceInterval? {
    // What equal sums leave of each other is no difference.
    let sorted = replicates.map { abs($0) < 1e-12 ? 0 : $0 }.filter { !$0.isNaN }.sorted()
    guard let observed = difference(of: metric),
      Double(sorted.count) >= IntervalSettings.leastSupport * Double(replicates.count),
      let least = sorted.first, let most = sorted.last, least < most
    else { return nil }
    let tail = (1 - settings.level) / 2
    var (lower, upper) = (quantile(sorted, tail), quantile(sorted, 1 - tail))
    if metric.metric == .ece {
      // Within what a difference of two shares can be.
      (lower, upper) = (
        max(-1, 2 * observed - upper), min(1, 2 * observed - lower)
      )
    }
    return ConfidenceInterval(
      lower: min(observed, lower), upper: max(observed, upper), level: settings.level,
      unit: pairs[0].first.unit)
  }
}
