import Findings
import Gates
import Metrics
import Reports

/// A verdict as lines for a terminal.
enum VerdictText {
  /// How many groups of one check are shown.
  private static let most = 3

  /// The verdict with what did not pass: of each check the first few answers, failed ones first.
  /// Models of several seeds that answer alike are told once.
  static func text(of verdict: Verdict) -> String {
    let passed = verdict.findings.count { $0.status == .passed }
    let stated = verdict.statedTraining.map { "; it rests on \($0.reservation.onOneLine)" } ?? ""
    var lines = [
      "Verdict: \(verdict.status.rawValue.uppercased()) by policy \"\(verdict.policy.onOneLine)\" "
        + "(\(passed) of \(verdict.findings.count) checks passed)\(stated)"
    ]
    for (groups, mark) in [(verdict.open, ""), (verdict.openNotes, "note, ")] {
      for (status, own) in groups.grouped(by: \.finding.status) {
        lines += self.lines(of: own, mark + status.rawValue)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func lines(of groups: [FindingGroup], _ mark: String) -> [String] {
    var lines: [String] = []
    var shown: [String: Int] = [:]
    for group in groups {
      let check = group.finding.check
      shown[check, default: 0] += 1
      guard shown[check, default: 0] <= most else { continue }
      let advice = group.finding.advice.map { "\n    \($0.onOneLine)" } ?? ""
      lines.append("  \(mark)  \(check): \(group.message.onOneLine)\(advice)")
    }
    return lines
      + shown.sorted { $0.key < $1.key }.filter { $0.value > most }.map { check, count in
        "  \(mark)  \(check): and \(count - most) more; see the report"
      }
  }
}
