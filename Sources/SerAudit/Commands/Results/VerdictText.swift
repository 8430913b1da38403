import Findings
import Gates
import Metrics
import Reports

/// A verdict as lines for a terminal.
enum VerdictText {
  /// How many groups of one check are shown.
  private static let most = 3

  /// The verdict with what did not pass: of each check the first few answers, failed ones first.
  /// Models of several seeds that answer alike are told once. Behind the verdict stands first what
  /// does not look like what was declared of training. Last, why an honest rung leaks, where
  /// one does.
  ///
  /// - Parameter findings: those of the run that belong to no verdict.
  static func text(of verdict: Verdict, findings: [Finding]) -> String {
    let passed = verdict.findings.count { $0.status == .passed }
    let stated = verdict.statedTraining.map { "; it rests on \($0.reservation.onOneLine)" } ?? ""
    var lines = [
      "Verdict: \(verdict.status.rawValue.uppercased()) by policy \"\(verdict.policy.onOneLine)\" "
        + "(\(passed) of \(verdict.findings.count) checks passed)\(stated)"
    ]
    lines += findings.filter(\.doubtsDeclaredTraining).map { finding in
      line("training", finding.check, Said(message: finding.message, advice: finding.advice))
    }
    for (groups, mark) in [(verdict.open, ""), (verdict.openNotes, "note, ")] {
      for (status, own) in groups.grouped(by: \.finding.status) {
        lines += self.lines(of: own, mark + status.rawValue)
      }
    }
    return (lines + leaks(in: findings)).joined(separator: "\n")
  }

  /// The first reason for which numbers of a rung that should not leak are LEAKY.
  private static func leaks(in findings: [Finding]) -> [String] {
    let own = findings.filter {
      $0.check == "leakage" && $0.status == .failed && $0.importance == .critical
    }
    guard let first = own.first else { return [] }
    let more = own.count > 1 ? "\n  leakage  and \(own.count - 1) more; see the report" : ""
    return ["  leakage  \(first.subject.onOneLine): \(first.message.onOneLine)\(more)"]
  }

  private static func lines(of groups: [FindingGroup], _ mark: String) -> [String] {
    var lines: [String] = []
    var shown: [String: Int] = [:]
    // One cause of several checks is told once, with their names.
    for (said, own) in groups.grouped(by: Said.init) {
      let checks = own.map(\.finding.check).distinct()
      if checks.count > 1 {
        lines.append(line(mark, checks.joined(separator: ", "), said))
        continue
      }
      for group in own {
        let check = group.finding.check
        shown[check, default: 0] += 1
        guard shown[check, default: 0] <= most else { continue }
        lines.append(line(mark, check, said))
      }
    }
    return lines
      + shown.sorted { $0.key < $1.key }.filter { $0.value > most }.map { check, count in
        "  \(mark)  \(check): and \(count - most) more; see the report"
      }
  }

  /// What is told of a group beside its check.
  private struct Said: Hashable {
    let message: String
    let advice: String?

    init(_ group: FindingGroup) {
      self.init(message: group.message, advice: group.finding.advice)
    }

    init(message: String, advice: String?) { (self.message, self.advice) = (message, advice) }
  }

  private static func line(_ mark: String, _ checks: String, _ said: Said) -> String {
    "  \(mark)  \(checks): \(said.message.onOneLine)"
      + (said.advice.map { "\n    \($0.onOneLine)" } ?? "")
  }
}
