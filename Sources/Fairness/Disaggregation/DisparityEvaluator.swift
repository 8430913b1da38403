import Corpora
import Metrics

/// Computes measures of a sample of groups; NaN where one has no support.
struct DisparityEvaluator: Sendable {
  let table: PredictionTable
  let measures: [DisparityMeasure]
  let classes: [Emotion]
  let groupCount: Int

  /// The measures' numbers, in their order.
  func values(_ sample: GroupSample) -> [Double] {
    measures.map { value($0, sample) }
  }

  /// The values of each group behind a measure of a metric, shape `[G]`; empty for kinds that look
  /// at several.
  func groupValues(_ measure: DisparityMeasure, _ sample: GroupSample) -> [Double] {
    if measure.kind == .calibrationGap {
      guard table.probabilities != nil else { return Array(repeating: .nan, count: groupCount) }
      return perGroup(sample) { sums in
        let gaps = (0..<MetricSums.binCount).reduce(0) { $0 + sums[MetricSums.gap + $1] }
        return -gaps / Self.count(sums)
      }
    }
    guard let metric = measure.metric else { return [] }
    guard table.probabilities != nil || !metric.needsProbabilities else {
      return Array(repeating: .nan, count: groupCount)
    }
    if let summed = SummedMetric(metric, of: measure.emotion, classes: classes) {
      return perGroup(sample) { summed.value($0) }
    }
    return sample.rows().map { rows in
      table.rows(rows).value(
        of: metric, label: measure.emotion?.index, classes: classes.map(\.index)) ?? .nan
    }
  }

  private func value(_ measure: DisparityMeasure, _ sample: GroupSample) -> Double {
    switch measure.kind {
    case .equalOpportunity: return summarised(measure.summary, recallGaps(sample))
    case .equalisedOdds:
      return summarised(
        measure.summary, zip(recallGaps(sample), falseAlarmGaps(sample)).map { larger($0, $1) })
    case .difference, .calibrationGap: return gap(groupValues(measure, sample))
    case .ratio, .worst:
      guard let (least, most) = ends(groupValues(measure, sample)) else { return .nan }
      if measure.kind == .worst { return measure.isSmallerWorse ? least : most }
      return least >= 0 && most > 0 ? least / most : .nan
    }
  }

  private func perGroup(
    _ sample: GroupSample, _ value: (UnsafePointer<Double>) -> Double
  ) -> [Double] {
    sample.sums.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return [] }
      return (0..<groupCount).map { value(start + $0 * GroupSample.width) }
    }
  }

  private static func count(_ sums: UnsafePointer<Double>) -> Double {
    (0..<MetricSums.classCount).reduce(0) { $0 + sums[MetricSums.support + $1] }
  }

  /// The difference of recall between groups, one an emotion.
  private func recallGaps(_ sample: GroupSample) -> [Double] {
    classes.map { emotion in
      gap(
        perGroup(sample) { sums in
          sums[MetricSums.hits + emotion.index] / sums[MetricSums.support + emotion.index]
        })
    }
  }

  /// The difference between groups of the share of other emotions' utterances that are taken for
  /// this one, one an emotion.
  private func falseAlarmGaps(_ sample: GroupSample) -> [Double] {
    classes.map { emotion in
      gap(
        perGroup(sample) { sums in
          let others = Self.count(sums) - sums[MetricSums.support + emotion.index]
          let alarms =
            sums[MetricSums.predicted + emotion.index] - sums[MetricSums.hits + emotion.index]
          return alarms / others
        })
    }
  }

  private func gap(_ values: [Double]) -> Double { ends(values).map { $1 - $0 } ?? .nan }

  /// The smallest and the largest value of several; `nil` where one has no support.
  private func ends(_ values: [Double]) -> (least: Double, most: Double)? {
    guard values.count > 1, values.allSatisfy({ !$0.isNaN }), let least = values.min(),
      let most = values.max()
    else { return nil }
    return (least, most)
  }

  private func larger(_ first: Double, _ second: Double) -> Double {
    first.isNaN || second.isNaN ? .nan : max(first, second)
  }

  private func summarised(_ summary: DisparityMeasure.Summary?, _ gaps: [Double]) -> Double {
    guard !gaps.isEmpty, gaps.allSatisfy({ !$0.isNaN }) else { return .nan }
    return summary == .mean ? gaps.reduce(0, +) / Double(gaps.count) : gaps.max() ?? .nan
  }
}
