import Fairness
import Findings

/// One answered check of the catalogue.
public struct CatalogueEntry: Codable, Sendable, Hashable {
  /// What the check is called; a check that is asked of several subjects has an entry for each.
  public let check: String
  /// Of whom or what it was asked.
  public let subject: String
  /// The status that counts.
  public let status: Status
  /// Whether it would have passed, had the model shown on a test without leaks that it does better
  /// than guessing.
  public let isVacuous: Bool

  init(_ check: String, _ subject: String, _ gated: GatedStatus) {
    self.check = check
    self.subject = subject
    status = gated.status
    isVacuous = gated.isVacuous
  }

  /// An entry that does not ask about the model's skill, or asks about nothing else.
  init(ungated check: String, _ subject: String, _ status: Status) {
    self.init(check, subject, GatedStatus(status: status))
  }

  /// The entry as it counts where the test leaks: a pass is no evidence.
  var withoutEvidence: CatalogueEntry {
    status == .passed
      ? CatalogueEntry(check, subject, GatedStatus(status: .undetermined, doubt: .leaky)) : self
  }

  /// The entry of a finding, its pass taken off where the gate does not open.
  init(_ finding: Finding, gate: SkillGate) {
    self.init(finding.check, finding.subject, gate.gated(finding.status))
  }
}

/// What a check comes to over everything that it was asked of.
public enum CheckVerdict: String, Codable, Sendable, CaseIterable {
  /// All its answers pass.
  case passed
  /// One of them fails.
  case failed
  /// None fails, and one of them is not known.
  case undetermined
  /// None fails, and what would pass does not count, because the model does no better than
  /// guessing.
  case vacuous

  /// The verdict over the entries of one check; undetermined without any.
  public init(over entries: [CatalogueEntry]) {
    if entries.contains(where: { $0.status == .failed }) {
      self = .failed
    } else if !entries.isEmpty, entries.allSatisfy({ $0.status == .passed }) {
      self = .passed
    } else if entries.contains(where: \.isVacuous) {
      self = .vacuous
    } else {
      self = .undetermined
    }
  }
}
