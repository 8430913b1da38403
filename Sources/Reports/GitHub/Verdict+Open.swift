import Findings
import Gates

extension Verdict {
  /// What gates and did not pass, failed first; seeds that answer alike are one.
  package var open: [FindingGroup] { Self.open(findings) }

  /// What only informs and did not pass, failed first; seeds that answer alike are one.
  package var openNotes: [FindingGroup] { Self.open(notes) }

  private static func open(_ findings: [Finding]) -> [FindingGroup] {
    let groups = FindingGroup.groups(of: findings)
    return groups.filter { $0.finding.status == .failed }
      + groups.filter { $0.finding.status == .undetermined }
  }
}
