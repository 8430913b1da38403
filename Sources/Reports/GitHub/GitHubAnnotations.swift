import Findings
import Gates

/// A verdict as workflow commands, which GitHub Actions shows as annotations of a run.
///
/// - Source: GitHub Docs, "Workflow commands for GitHub Actions"; its runner shows ten annotations
///   of each kind a step.
public enum GitHubAnnotations {
  /// The annotations of one kind that are shown; the last of more says how many there are.
  private static let mostOfAKind = 10

  /// The lines to print, without a newline at the end: an error for what failed and so fails the
  /// job, be its importance critical or warning; a warning for what is undetermined; and a notice
  /// for each note that did not pass, and one with the verdict. Seeds that answer alike are one
  /// annotation.
  public static func render(_ verdict: Verdict) -> String {
    let kinds = [("error", Status.failed), ("warning", .undetermined)]
    let lines = kinds.flatMap { command, status in
      annotations(
        of: verdict.open.filter { $0.finding.status == status }, command, most: mostOfAKind)
    }
    // The verdict is a notice, too.
    let notes = annotations(of: verdict.openNotes, "notice", most: mostOfAKind - 1)
    return (lines + notes + [notice(verdict)]).joined(separator: "\n")
  }

  private static func annotations(
    of groups: [FindingGroup], _ command: String, most: Int
  ) -> [String] {
    let isTooMany = groups.count > most
    let shown = groups.prefix(isTooMany ? most - 1 : most).map { group in
      line(command, title: title(of: group.finding), text(of: group))
    }
    guard isTooMany else { return shown }
    let rest = groups.count - shown.count
    return shown + [
      line(command, title: "and \(rest) more", "The report and the step summary have them all.")
    ]
  }

  /// The check; of a note, which no other sign tells from the verdict, what it came to.
  private static func title(of finding: Finding) -> String {
    finding.check
      + (finding.importance == .note ? " (note, \(finding.status.rawValue))" : "")
  }

  private static func text(of group: FindingGroup) -> String {
    [group.message, group.finding.advice].compactMap { $0 }.joined(separator: "\n")
  }

  private static func notice(_ verdict: Verdict) -> String {
    let passed = verdict.findings.count { $0.status == .passed }
    let stated = verdict.statedTraining.map { " \($0.sentence)" } ?? ""
    return line(
      "notice", title: "verdict \(verdict.status.rawValue)",
      "Policy \(verdict.policy): \(passed) of \(verdict.findings.count) checks passed.\(stated)")
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
