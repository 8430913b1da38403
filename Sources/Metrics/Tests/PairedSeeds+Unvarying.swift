import Corpora

/// An exact bound of a difference of which every cluster shows the same, so that draws have no
/// width.
extension PairedSeeds {
  /// The interval of the mean difference where all clusters of a stratum moved by as much.
  ///
  /// Of `n` clusters that all moved alike, the share that does so is, by Clopper and Pearson, at
  /// least `s = ((1 - level) / 2)^(1 / n)`. Of the others nothing was seen: each may differ by the
  /// most that the metric can. A difference `d` then lies in `s d - (1 - s) m ... s d + (1 - s) m`,
  /// where `m` is that most; of strata that moved unlike, each end takes the one that leaves it
  /// furthest. `d = 0` gives the bound of no difference, `1 - s` on both sides.
  ///
  /// - Returns: `nil` where clusters differ, and for a metric that clusters do not add up to (F1,
  ///   precision) unless it goes from one end of its range to the other.
  func unvaryingInterval(of metric: SummedMetric, level: Double) -> ConfidenceInterval? {
    guard let observed = difference(of: metric), let most = metric.mostDifference,
      let steps = commonSteps(of: metric, observed: observed),
      let least = steps.min(), let greatest = steps.max(), let trials = leastTrials(of: metric)
    else { return nil }
    let others = 1 - exactBound(trials: trials, level: level)
    return ConfidenceInterval(
      lower: max(-most, observed - others * (most + greatest)),
      upper: min(most, observed + others * (most - least)), level: level, unit: .exact)
  }

  /// The clusters that both models' values rest on in every seed.
  private func leastTrials(of metric: SummedMetric) -> Int? {
    pairs.flatMap { [$0.first, $0.second] }.map { $0.independentTrials(of: metric) }.min()
      .flatMap { $0 > 0 ? $0 : nil }
  }

  /// By how much the clusters of each stratum moved; `nil` where two of one stratum moved unlike.
  private func commonSteps(of metric: SummedMetric, observed: Double) -> [Double]? {
    guard metric.isSumOfClusters else { return abs(observed) == 1 ? [observed] : nil }
    let parts = isCrossed(metric) ? [metric] : metric.ofEachClass
    var steps: [Double] = []
    for stratum in pairs[0].first.strata {
      for part in parts {
        let own = stratum.map { step(of: part, cluster: $0) }.filter { !$0.isNaN }
        guard let least = own.min(), let greatest = own.max() else { continue }
        // What equal sums leave of each other is no difference.
        guard greatest - least < 1e-12 else { return nil }
        steps += [least, greatest]
      }
    }
    return steps
  }

  /// Whether every cluster bears as many answers of each class as every other, so that a mean over
  /// classes is a mean over clusters too.
  private func isCrossed(_ metric: SummedMetric) -> Bool {
    let table = pairs[0].first
    return metric.classes.allSatisfy { label in
      (0..<table.clusterCount).allSatisfy {
        let sum = MetricSums.support + label
        return table.sum(sum, of: $0) == table.sum(sum, of: 0)
      }
    }
  }

  /// The mean over seeds by which one cluster alone moved; NaN where the metric is not about it.
  private func step(of metric: SummedMetric, cluster: Int) -> Double {
    let sum = pairs.reduce(0.0) { sum, pair in
      sum + metric.value(pair.second.sums(of: cluster))
        - metric.value(pair.first.sums(of: cluster))
    }
    return sum / Double(pairs.count)
  }
}

extension ClusterTable {
  /// All sums of one cluster.
  fileprivate func sums(of cluster: Int) -> [Double] {
    (0..<MetricSums.blockCount * MetricSums.blockSize).map { sum($0, of: cluster) }
  }
}

extension SummedMetric {
  /// Whether the metric is a mean over answers, or over classes of such means, so that its
  /// difference is what clusters add up to.
  fileprivate var isSumOfClusters: Bool {
    switch metric {
    case .accuracy, .uar, .recall, .top2Accuracy, .brier: true
    default: false
    }
  }

  /// The most that two values can be apart; `nil` where no bound is made of it.
  fileprivate var mostDifference: Double? {
    metric == .brier ? 2 : isRate ? 1 : nil
  }

  /// The recall of each class of a mean over classes; another metric itself.
  fileprivate var ofEachClass: [SummedMetric] {
    guard metric == .uar else { return [self] }
    return classes.compactMap { SummedMetric(.recall, of: Emotion.allCases[$0]) }
  }
}
