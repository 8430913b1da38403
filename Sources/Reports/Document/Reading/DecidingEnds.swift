import Findings
import Wording

/// Which end of an interval decided, of each check: told once, so that it does not look arbitrary.
/// The findings know it by their grounds, since every policy chooses for itself.
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
    guard let threshold = finding.threshold,
      let compared = finding.ground.flatMap(DecidedOn.init(rawValue:))
    else { return nil }
    switch compared {
    case .value: return .value
    case .interval: return .whole
    case .lower: return threshold.direction == .atLeast ? .shown : .missShown
    case .upper: return threshold.direction == .atLeast ? .missShown : .shown
    }
  }
}
