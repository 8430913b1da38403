import Foundation
import Metrics

/// The words of a finding: what was measured, on whom, with which interval, against which limit.
extension Check {
  func message(for row: MetricRow, status: Status, gap: Gap?) -> String {
    "\(row.measurement), \(row.circumstances). \(decision(for: row, status: status, gap: gap))"
  }

  /// What to do next, where something is to be done.
  func advice(for row: MetricRow, status: Status, gap: Gap?) -> String? {
    switch gap {
    case .noValue:
      return "Test on utterances that give this metric support, or leave them out of the rule."
    case .tooFew:
      return "Test on at least \(leastCount - row.count) further utterances."
    case .noInterval:
      return "Test on more words or speakers, so that an interval can be made; or decide on the "
        + "value."
    case .acrossLimit:
      return further(for: row) ?? "Test on more words or speakers."
    case nil:
      guard status == .failed else { return nil }
      let isValueFine = row.value.map(threshold.admits) ?? false
      return isValueFine ? further(for: row) : nil
    }
  }

  private func decision(for row: MetricRow, status: Status, gap: Gap?) -> String {
    let side = threshold.direction == .atLeast ? "at least" : "at most"
    let limit = "the limit of \(side) \(decimal(threshold.limit))"
    switch gap {
    case .noValue: return "Undetermined against \(limit): there is no value to compare."
    case .tooFew:
      return "Undetermined against \(limit): the check wants at least \(leastCount) predictions."
    case .noInterval: return "Undetermined against \(limit): there is no interval to decide on."
    case .acrossLimit: return "Undetermined: the interval lies across \(limit)."
    case nil:
      let verb = status == .passed ? "meets" : "misses"
      return "The \(judged(row)) \(verb) \(limit)."
    }
  }

  /// The number that was compared, with its name.
  private func judged(_ row: MetricRow) -> String {
    switch (decidedOn, row.interval) {
    case (.lower, let interval?): "lower end \(decimal(interval.lower))"
    case (.upper, let interval?): "upper end \(decimal(interval.upper))"
    case (.interval, _?): "whole interval"
    default: row.value.map { "value \(decimal($0))" } ?? "value"
    }
  }

  /// How many more predictions would put the deciding end on the limit, if the value stayed and the
  /// interval shrank with the square root of their number.
  private func further(for row: MetricRow) -> String? {
    guard let value = row.value, let interval = row.interval, value != threshold.limit else {
      return nil
    }
    let isAbove = value > threshold.limit
    let reach = isAbove ? value - interval.lower : interval.upper - value
    let factor = reach / abs(value - threshold.limit)
    let more = Double(row.count) * (factor * factor - 1)
    guard more > 0, more < 1e9 else { return nil }
    return "If the value stayed, about \(Int(more.rounded(.up))) further predictions like these "
      + "would decide."
  }
}
