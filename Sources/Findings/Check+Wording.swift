import Foundation
import Metrics

/// The words of a finding: what was measured, on whom, with which interval, against which limit.
/// All of its numbers have as many decimals as tell what was compared from the limit.
extension Check {
  func message(
    for row: MetricRow, status: Status, gap: Gap?, units: TestReserve.Units?
  ) -> String {
    let places = threshold.places(telling: compared(of: row))
    return "\(row.measurement(places: places, units: units)), \(row.circumstances). "
      + decision(for: row, status: status, gap: gap, places: places)
  }

  /// Which way the confidence errs, behind a blank, where a calibration error misses its limit.
  func direction(of row: MetricRow, _ status: Status, _ reserve: TestReserve?) -> String {
    guard status == .failed, let value = row.value,
      let confidence = reserve?.confidences.first(where: { $0.isBehind(row) })
    else { return "" }
    return " " + confidence.sentence(error: value)
  }

  private func decision(
    for row: MetricRow, status: Status, gap: Gap?, places: Int
  ) -> String {
    let limit =
      "the limit of \(threshold.direction.words) \(decimal(threshold.limit, places: places))"
    switch gap {
    case .noValue: return "Undetermined against \(limit): there is no value to compare."
    case .tooFew:
      return "Undetermined against \(limit): the check wants at least \(leastCount) predictions."
    case .noMissPossible(let needed, let unit):
      return "Undetermined against \(limit): so few could not show a miss even "
        + (decidedOn == .upper ? "without a single hit" : "with nothing but hits")
        + "; that takes \(needed) \(unit.plural(needed))."
    case .noPassPossible(let needed, let unit):
      return "Undetermined against \(limit): with so few no model could pass, not even "
        + (decidedOn == .lower ? "with every answer right" : "without a single hit")
        + "; that takes \(needed) \(unit.plural(needed))."
    case .noInterval where status == .failed:
      return "The \(judged(row, places: places)) misses \(limit); there is no interval, and its "
        + "\(decidedOn.rawValue) end could only be worse."
    case .noInterval:
      return "Undetermined against \(limit): there is no interval to decide on, and without one "
        + "nothing passes that asks for it."
    case .oneAnswer(let emotion):
      let reason =
        "every answer is \(emotion.rawValue), so that resampling changes nothing and there is no "
        + "interval"
      return status == .failed
        ? "The \(judged(row, places: places)) misses \(limit); \(reason)."
        : "Undetermined against \(limit): \(reason), and without one nothing passes that asks for "
          + "it."
    case .acrossLimit: return "Undetermined: the interval lies across \(limit)."
    case nil:
      let verb = status == .passed ? "meets" : "misses"
      return "The \(judged(row, places: places)) \(verb) \(limit)\(reservation(row, status))."
    }
  }

  /// What is to be said where the better end of an interval passes and the other would not.
  private func reservation(_ row: MetricRow, _ status: Status) -> String {
    let better = threshold.direction == .atLeast ? DecidedOn.upper : .lower
    guard status == .passed, decidedOn == better, let interval = row.interval else { return "" }
    let worse = threshold.direction == .atLeast ? interval.lower : interval.upper
    return threshold.admits(worse) ? "" : ", which the interval includes: a miss is not shown"
  }

  /// The numbers that are compared with the limit.
  private func compared(of row: MetricRow) -> [Double] {
    switch (decidedOn, row.interval) {
    case (.lower, let interval?): [interval.lower]
    case (.upper, let interval?): [interval.upper]
    case (.interval, let interval?): [interval.lower, interval.upper]
    default: row.value.map { [$0] } ?? []
    }
  }

  /// What was compared, with its number where it is one.
  private func judged(_ row: MetricRow, places: Int) -> String {
    switch (decidedOn, row.interval) {
    case (.lower, let interval?): "lower end \(decimal(interval.lower, places: places))"
    case (.upper, let interval?): "upper end \(decimal(interval.upper, places: places))"
    case (.interval, _?): "whole interval"
    default: row.value.map { "value \(decimal($0, places: places))" } ?? "value"
    }
  }
}
