import Findings
import Gates

/// A verdict as workflow commands, which GitHub Actions shows as annotations of a run.
///
/// - Source: GitHub Docs, "Workflow commands for GitHub Actions"; its runner shows ten annotations
///   of each kind a step.
public enum GitHubAnnotations {
  /// The annotations of one kind that are shown; the last of more says how many there are.
  public static let mostOfAKind = 10

  /// The lines to print, without a newline at the end: an error for what failed, a warning for what
  /// is undetermined, and a notice with the verdict. Seeds that answer alike are one annotation.
  public static func render(_ verdict: Verdict) -> String {
    let groups = FindingGroup.groups(of: verdict.findings)
    let kinds = [("error", Status.failed), ("warning", .undetermined)]
    let lines = kinds.flatMap { command, status in
      annotations(of: groups.filter { $0.finding.status == status }, command)
    }
    return (lines + [notice(verdict)]).joined(separator: "\n")
  }

  private static func annotations(of groups: [FindingGroup], _ command: String) -> [String] {
    let isTooMany = groups.count > mostOfAKind
    let shown = groups.prefix(isTooMany ? mostOfAKind - 1 : mostOfAKind).map { group in
      line(command, title: group.finding.check, text(of: group))
    }
    guard isTooMany else { return shown }
    let rest = groups.count - shown.count
    return shown + [
      line(command, title: "and \(rest) more", "The report and the step summary have them all.")
    ]
  }

  private static func text(of group: FindingGroup) -> String {
    [group.message, group.finding.advice].compactMap { $0 }.joined(separator: "\n")
  }

  private static func notice(_ verdict: Verdict) -> String {
    let passed = verdict.findings.count { $0.status == .passed }
    return line(
      "notice", title: "verdict \(verdict.status.rawValue)",
      "Policy \(verdict.policy): \(passed) of \(verdict.findings.count) checks passed.")
  }

  private static func line(_ command: String, title: String, _ message: String) -> String {
    "::\(command) title=\(property("ser-audit: " + title))::\(data(message))"
  }

  /// A message: what would end it, or begin an escape, is escaped.
  private static func data(_ text: String) -> String {
    Escaping.replacing(["%": "%25", "\r": "%0D", "\n": "%0A"], in: text)
  }

  /// A property, which a colon or a comma would end as well.
  private static func property(_ text: String) -> String {
    Escaping.replacing([":": "%3A", ",": "%2C"], in: data(text))
  }
}
