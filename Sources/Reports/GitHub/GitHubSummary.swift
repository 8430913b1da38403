import Findings
import Gates

/// A verdict as Markdown for the page of a GitHub Actions step.
public enum GitHubSummary {
  /// The findings that are listed; a page may hold 1 MiB, and a report has the rest.
  private static let mostFindings = 100

  /// The text, ending with a newline: the verdict, a table of checks, what did not pass, and the
  /// notes that did not, which do not gate. Seeds that answer alike are one line.
  public static func render(_ verdict: Verdict, run: String) -> String {
    var lines = [
      "## ser-audit: \(verdict.status.symbol) \(verdict.status.rawValue)", "",
      "Policy \(Escaping.markdown(verdict.policy)), run \(Escaping.markdown(run)).", "",
    ]
    lines += verdict.statedTraining.map { [Escaping.markdown($0.sentence), ""] } ?? []
    lines += verdict.findings.isEmpty ? ["Nothing was judged."] : table(of: verdict)
    lines += list(of: verdict.open, title: "What did not pass")
    lines += list(of: verdict.openNotes, title: "Notes, which do not gate")
    return lines.joined(separator: "\n") + "\n\n"
  }

  private static func table(of verdict: Verdict) -> [String] {
    let rows = verdict.findings.grouped(by: \.check).map { check, own in
      let counts = [Status.passed, .failed, .undetermined].map { status in
        "\(own.count { $0.status == status })"
      }
      return "| \(Escaping.markdown(check)) | \(counts.joined(separator: " | ")) |"
    }
    return ["| check | passed | failed | undetermined |", "|---|---:|---:|---:|"] + rows
  }

  private static func list(of groups: [FindingGroup], title: String) -> [String] {
    guard !groups.isEmpty else { return [] }
    let more = groups.count - mostFindings
    return ["", "### \(title)", ""] + groups.prefix(mostFindings).map(item)
      + (more > 0 ? ["- and \(more) more; the report has them all"] : [])
  }

  private static func item(_ group: FindingGroup) -> String {
    let finding = group.finding
    let advice = finding.advice.map { " \(Escaping.markdown($0))" } ?? ""
    return "- **\(finding.status.rawValue)** \(Escaping.markdown(finding.check)), "
      + "\(Escaping.markdown(group.subject)): \(Escaping.markdown(group.message))\(advice)"
  }
}
