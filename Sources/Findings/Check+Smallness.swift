import Foundation
import Metrics

/// What so few predictions can show at all.
extension Check {
  /// The answer where a limit is missed: undetermined where a share is not shown to be on the wrong
  /// side, and of so few predictions that no model could be shown to be on the passing one.
  func missed(
    _ row: MetricRow, _ interval: ConfidenceInterval?, _ units: TestReserve.Units?,
    otherwise gap: Gap? = nil
  ) -> (Status, Gap?) {
    // Every word shows the same difference, which is no step back, and even so too few to show it.
    if row.attribute == BaselineCheck.attribute, let value = row.value, interval?.unit == .exact,
      threshold.admits(value)
    {
      return (.undetermined, .acrossLimit)
    }
    let level = interval?.level ?? 0.95
    guard let needed = fewestToShow(row, level: level), let value = row.value,
      // A share whose whole interval misses is shown to miss, of however few.
      interval.map({ threshold.admits($0.lower) || threshold.admits($0.upper) }) ?? true
    else { return (.failed, gap) }
    // As good as can be, and even so it does not pass.
    let isPerfect =
      interval?.unit == .exact && value == (threshold.direction == .atLeast ? 1 : 0)
    guard isPerfect || row.count < needed else { return (.failed, gap) }
    return (.undetermined, .noPassPossible(needed: needed, units?.unit ?? .exact))
  }

  /// The answer where a limit is met, and only a miss that is shown would have missed it:
  /// undetermined where the share is not shown to be on the passing side, and so few predictions
  /// could not show a miss even of the worst model.
  func met(
    _ row: MetricRow, _ interval: ConfidenceInterval, _ units: TestReserve.Units?
  ) -> (Status, Gap?) {
    let isShown = threshold.admits(interval.lower) && threshold.admits(interval.upper)
    guard !isShown, let metric = Metric(rawValue: row.metric), metric.isShareOfItsCount,
      let needed = fewestToShow(row, level: interval.level)
    else { return (.passed, nil) }
    // As bad as can be, and even so no miss is shown.
    let isHopeless =
      interval.unit == .exact && row.value == (threshold.direction == .atLeast ? 0 : 1)
    guard isHopeless || (units?.tested ?? row.count) < needed else { return (.passed, nil) }
    return (.undetermined, .noMissPossible(needed: needed, units?.unit ?? .exact))
  }

  /// The fewest independent trials, all alike, that put the end of an exact interval which decides
  /// on the other side of the limit; `nil` for a number that is no share.
  private func fewestToShow(_ row: MetricRow, level: Double) -> Int? {
    guard let metric = Metric(rawValue: row.metric), metric.isShare else { return nil }
    return decidedOn == .lower
      ? threshold.fewestOfHits(level: level) : threshold.fewestOfMisses(level: level)
  }
}

extension Metric {
  /// Whether a row's value is a part of as many predictions as its count says.
  fileprivate var isShareOfItsCount: Bool { self == .accuracy || self == .recall }

  /// Whether the metric is a share that rests on no more independent answers than its row counts.
  fileprivate var isShare: Bool {
    switch self {
    case .accuracy, .uar, .macroF1, .top2Accuracy, .recall, .precision, .predictedShare: true
    default: false
    }
  }
}

extension Threshold {
  /// The fewest independent trials that, with every one a hit, put the exact lower end of a share
  /// at the limit or above it; `nil` where no number does, or any.
  func fewestOfHits(level: Double) -> Int? { fewest(level, share: limit) }

  /// The fewest that, without a hit, put its exact upper end at the limit or below it.
  func fewestOfMisses(level: Double) -> Int? { fewest(level, share: 1 - limit) }

  private func fewest(_ level: Double, share: Double) -> Int? {
    guard share > 0, share < 1 else { return nil }
    let count = (log((1 - level) / 2) / log(share)).rounded(.up)
    return count < 1e9 ? Int(count) : nil
  }
}
