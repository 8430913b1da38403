import Findings
import Gates
import Ledger
import Metrics

/// A verdict as a command's result: a table for people, an object for programs.
struct VerdictResult: Encodable {
  let verdict: Verdict
  let report: String?
  let ledger: String
  let metrics: [MetricRow]

  /// Renders the reports of a run and puts its verdict into words.
  static func make(
    of run: String, verdict: Verdict, ledger: LedgerFile, workspace: Workspace
  ) throws -> CommandResult {
    let files = try ReportFiles.write(run: run, ledger: ledger, workspace: workspace)
    let rows = try ledger.read { try $0.metrics(run: run) }
    let headline = rows.filter(isHeadline)
    let text = """
      \(HeadlineTable(rows).text)

      \(Self.text(of: verdict))

      Report: \(files.html)
              \(files.markdown)
      Ledger: \(workspace.ledger), run \(run)
      """
    return CommandResult(
      status: ExitStatus(verdict.status), run: run, text: text,
      data: VerdictResult(
        verdict: verdict, report: files.html, ledger: workspace.ledger, metrics: headline))
  }

  /// Accuracy and UAR of each tested speaker on clean audio.
  private static func isHeadline(_ row: MetricRow) -> Bool {
    row.perturbation == nil && row.attribute == nil && row.emotion == nil && row.speaker != nil
      && (row.metric == "accuracy" || row.metric == "uar")
  }

  /// The verdict with what did not pass: of each check the first few findings, failed ones first.
  static func text(of verdict: Verdict) -> String {
    let passed = verdict.findings.count { $0.status == .passed }
    var lines = [
      "Verdict: \(verdict.status.rawValue.uppercased()) by policy \"\(verdict.policy)\" "
        + "(\(passed) of \(verdict.findings.count) checks passed)"
    ]
    for status in [Status.failed, .undetermined] {
      let findings = verdict.findings.filter { $0.status == status }
      var shown: [String: Int] = [:]
      for finding in findings {
        shown[finding.check, default: 0] += 1
        guard shown[finding.check, default: 0] <= most else { continue }
        lines.append("  \(status.rawValue)  \(finding.check): \(finding.message)")
      }
      for (check, count) in shown.sorted(by: { $0.key < $1.key }) where count > most {
        lines.append("  \(status.rawValue)  \(check): and \(count - most) more; see the report")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// How many findings of one check are shown.
  private static let most = 3
}
