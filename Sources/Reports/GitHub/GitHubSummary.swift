import Findings
import Gates

/// A verdict as Markdown for the page of a GitHub Actions step.
public enum GitHubSummary {
  /// The findings that are listed; a page may hold 1 MiB, and a report has the rest.
  public static let mostFindings = 100

  /// The text, ending with a newline: the verdict, a table of checks, and what did not pass. Seeds
  /// that answer alike are one line.
  public static func render(_ verdict: Verdict, run: String) -> String {
    let open = FindingGroup.groups(of: verdict.findings).filter { $0.finding.status != .passed }
      .sorted { order(of: $0) < order(of: $1) }
    var lines = [
      "## ser-audit: \(verdict.status.symbol) \(verdict.status.rawValue)", "",
      "Policy \(Escaping.markdown(verdict.policy)), run \(Escaping.markdown(run)).", "",
    ]
    guard !verdict.findings.isEmpty else {
      return lines.joined(separator: "\n") + "\nNothing was judged.\n\n"
    }
    lines += ["| check | passed | failed | undetermined |", "|---|---:|---:|---:|"]
    lines += verdict.findings.grouped(by: \.check).map { check, own in
      let counts = [Status.passed, .failed, .undetermined].map { status in
        "\(own.count { $0.status == status })"
      }
      return "| \(Escaping.markdown(check)) | \(counts.joined(separator: " | ")) |"
    }
    if !open.isEmpty { lines += ["", "### What did not pass", ""] }
    lines += open.prefix(mostFindings).map(item)
    if open.count > mostFindings {
      lines.append("- and \(open.count - mostFindings) more; the report has them all")
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private static func order(of group: FindingGroup) -> Int {
    group.finding.status == .failed ? 0 : 1
  }

  private static func item(_ group: FindingGroup) -> String {
    let finding = group.finding
    let advice = finding.advice.map { " \(Escaping.markdown($0))" } ?? ""
    return "- **\(finding.status.rawValue)** \(Escaping.markdown(finding.check)), "
      + "\(Escaping.markdown(group.subject)): \(Escaping.markdown(group.message))\(advice)"
  }
}
