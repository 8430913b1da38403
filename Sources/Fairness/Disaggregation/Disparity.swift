import Corpora
import Metrics

/// How far the groups of an attribute are apart in one measure, with what chance would make of it.
public struct Disparity: Codable, Sendable, Hashable {
  /// The attribute's name.
  public let attribute: String
  /// The measure.
  public let measure: DisparityMeasure
  /// The number; `nil` where a group has no support, or there is only one group.
  public let value: Double?
  /// The group with the smallest value of the measure's metric; `nil` for equal opportunity and
  /// equalised odds, which look at several.
  public let lowestGroup: String?
  /// The group with the largest.
  public let highestGroup: String?
  /// The interval over what varies independently; `nil` where there is too little of it. Of a gap
  /// it is reported and not promised: a gap cannot be negative.
  public let interval: ConfidenceInterval?
  /// How often dealing the groups out anew does as much; `nil` without support.
  public let test: TestOutcome?
  /// The smallest true difference that the test would find in four of five repetitions; `nil` where
  /// the level cannot be reached.
  public let minimumDetectableGap: Double?
  /// The number of predictions in the groups.
  public let count: Int

  /// The number as a row of an audit: the metric is the measure's name, the subgroup the one that
  /// fares worse where there is one.
  public func row(in context: MetricContext) -> MetricRow {
    let isHighWorse =
      measure.kind == .calibrationGap
      || measure.metric?.definition.direction == .lowerIsBetter
    return context.labelled(attribute, isHighWorse ? highestGroup : lowestGroup).row(
      named: measure.name, emotion: measure.emotion, value: value, interval: interval, count: count)
  }
}
