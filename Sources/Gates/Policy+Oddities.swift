import Findings
import Metrics

extension Policy {
  /// A sentence for each limit that the better model misses: at least so much of what should be
  /// low, or at most so much of what should be high. Somebody may want one, against a number that
  /// is too good to be true, so it is told and not refused.
  public var oddities: [String] {
    rules.compactMap { rule in
      guard case .limit(let limit) = rule else { return nil }
      return limit.oddity
    }
  }
}

extension LimitRule {
  fileprivate var oddity: String? {
    // A probe should know little.
    guard attribute != ShortcutCheck.attribute else { return nil }
    switch (metric.metric?.definition.direction, direction) {
    case (.lowerIsBetter, .atLeast): return sentence(better: "lower", side: "at least")
    case (.higherIsBetter, .atMost): return sentence(better: "higher", side: "at most")
    default: return nil
    }
  }

  private func sentence(better: String, side: String) -> String {
    "The rule \(name) asks for \(side) its limit of \(metric.name), of which a \(better) one is "
      + "better: is it the wrong way round?"
  }
}
