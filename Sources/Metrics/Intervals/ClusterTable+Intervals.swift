import Foundation

/// Intervals of metrics, from a bootstrap over clusters or, where nothing varies, an exact bound.
extension ClusterTable {
  /// The interval of one metric, as `intervals(of:settings:)` makes it.
  public func interval(
    of metric: SummedMetric, settings: IntervalSettings = IntervalSettings()
  ) -> ConfidenceInterval? {
    intervals(of: [metric], settings: settings)[0]
  }

  /// The intervals of metrics, in their order.
  ///
  /// A rate that is exactly 0 or 1 shows no variation that could be resampled; it gets an exact
  /// bound in which every cluster counts once (`ConfidenceInterval.binomial`): the design effect is
  /// the size of a cluster, the largest that dependence within clusters can make it. A share of
  /// answers that fewer than `IntervalSettings.fewestClusters` clusters bear, each at most one of
  /// them, is binomial and gets that interval too: so few show a bootstrap little of what could
  /// have been. ECE, a mean of absolute values, gets `ConfidenceInterval.ofInflated` whatever the
  /// method.
  ///
  /// - Returns: `nil` for a metric without support, otherwise with fewer than
  ///   `IntervalSettings.fewestClusters` clusters, without support in more than one of twenty
  ///   replicates, or that does not vary between replicates.
  public func intervals(
    of metrics: [SummedMetric], settings: IntervalSettings = IntervalSettings()
  ) -> [ConfidenceInterval?] {
    ClusterSeeds([self]).intervals(of: metrics, settings: settings)
  }

  /// The clusters that a rate rests on, each one trial. Utterances that stand in for too few words
  /// count for no more than the words that would be enough: fewer words make no bound tighter.
  func independentTrials(of metric: SummedMetric) -> Int {
    let clusters = supportingClusters(of: metric)
    return isThin ? min(clusters, Self.enoughWords * strata.count) : clusters
  }

  /// Whether a metric is a share of answers of which no cluster bears more than one, and few
  /// clusters bear any.
  func isFewTrials(_ metric: SummedMetric) -> Bool {
    guard let answers = metric.answerSums,
      supportingClusters(of: metric) < IntervalSettings.fewestClusters
    else { return false }
    return (0..<clusterCount).allSatisfy { cluster in
      answers.reduce(0) { $0 + sum($1, of: cluster) } <= 1
    }
  }

  /// The number of clusters that a rate rests on; for means over classes that of the class with
  /// the fewest.
  func supportingClusters(of metric: SummedMetric) -> Int {
    func count(_ sums: [Int]) -> Int {
      (0..<clusterCount).count { cluster in sums.contains { sum($0, of: cluster) > 0 } }
    }
    if let emotion = metric.emotion {
      let (support, predicted) = (
        MetricSums.support + emotion.index, MetricSums.predicted + emotion.index
      )
      switch metric.metric {
      case .recall: return count([support])
      case .precision: return count([predicted])
      case .f1: return count([support, predicted])
      default: return clusterCount
      }
    }
    guard metric.metric == .uar || metric.metric == .macroF1 else { return clusterCount }
    return metric.classes.map { count([MetricSums.support + $0]) }.min() ?? 0
  }
}

extension SummedMetric {
  /// Whether the metric is a share in `0...1` whose ends mean no error and no hit.
  var isRate: Bool {
    switch metric {
    case .accuracy, .uar, .macroF1, .top2Accuracy, .recall, .precision, .f1, .predictedShare: true
    default: false
    }
  }

  /// The sums that count the answers that the metric is a share of; `nil` where it is no share of
  /// answers.
  fileprivate var answerSums: [Int]? {
    switch (metric, emotion) {
    case (.recall, let emotion?): [MetricSums.support + emotion.index]
    case (.precision, let emotion?): [MetricSums.predicted + emotion.index]
    case (.accuracy, _), (.top2Accuracy, _), (.predictedShare, _):
      (0..<MetricSums.classCount).map { MetricSums.support + $0 }
    default: nil
    }
  }
}

/// The lower bound of a rate of which every one of `trials` independent trials was a hit:
/// `((1 - level) / 2)^(1 / trials)`.
public func exactBound(trials: Int, level: Double) -> Double {
  pow((1 - level) / 2, 1 / Double(trials))
}

/// The quantile of sorted values, linear between neighbours (NumPy's default).
package func quantile(_ sorted: [Double], _ level: Double) -> Double {
  let position = max(0, min(1, level)) * Double(sorted.count - 1)
  let below = Int(position)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
}
