import Findings
import Wording

/// Which end of an interval decided, of each check: told once, so that it does not look arbitrary.
/// It is read off the findings, since every policy chooses for itself.
enum DecidingEnds {
  /// A sentence a way of deciding that occurs.
  static func sentences(_ findings: [Finding]) -> [String] {
    let told = findings.compactMap { finding in
      rule(finding).map { ($0, finding) }
    }
    return Rule.allCases.compactMap { rule in
      let own = told.filter { $0.0 == rule }.map(\.1)
      guard !own.isEmpty else { return nil }
      return sentence(rule, own)
    }
  }

  private enum Rule: CaseIterable { case shown, missShown, value, whole }

  private static func sentence(_ rule: Rule, _ findings: [Finding]) -> String {
    let names = findings.grouped(by: \.check).map(\.key).listed
    switch rule {
    case .shown:
      return
        "For \(names) it must be shown that the limit is met, so the worse end of the interval "
        + "decides."
    case .missShown:
      return
        "For \(names) it must be shown that the limit is missed, so the better end of the interval "
        + "decides."
    case .value:
      let isError = findings.allSatisfy { $0.evidence?.metric == "ece" }
      return "For \(names) the value decides"
        + (isError
          ? ", since noise alone makes a calibration error larger, and its interval." : ".")
    case .whole:
      return "For \(names) the whole interval decides: what lies across the limit is undetermined."
    }
  }

  private static func rule(_ finding: Finding) -> Rule? {
    guard let threshold = finding.threshold else { return nil }
    let (good, bad): (String, String) =
      threshold.direction == .atLeast ? ("upper", "lower") : ("lower", "upper")
    let message = finding.message
    if message.contains("The \(bad) end ") { return .shown }
    if message.contains("The \(good) end ") { return .missShown }
    if message.contains("The whole interval ") || message.contains("interval lies across the limit")
    {
      return .whole
    }
    return message.contains("The value ") ? .value : nil
  }
}
