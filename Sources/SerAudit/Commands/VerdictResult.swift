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
      \(table(of: headline))

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

  private static func table(of rows: [MetricRow]) -> String {
    var lines = [
      TextTable.Row(["protocol", "trained on", "tested on", "n", "accuracy", "UAR", ""])
    ]
    for row in rows where row.metric == "accuracy" {
      let recall = rows.first {
        $0.metric == "uar" && $0.evaluationProtocol == row.evaluationProtocol
          && $0.trainedOn == row.trainedOn && $0.testedOn == row.testedOn
          && $0.speaker == row.speaker && $0.seed == row.seed
      }
      lines.append(
        TextTable.Row([
          row.evaluationProtocol.rawValue, row.trainedOn, row.speaker ?? "", "\(row.count)",
          number(row), recall.map(number) ?? "undetermined", row.isLeaky ? "LEAKY" : "",
        ]))
    }
    return TextTable(rows: lines).text
  }

  private static func number(_ row: MetricRow) -> String {
    guard let value = row.value else { return "undetermined" }
    let interval = row.interval.map {
      " [\($0.lower.rounded(to: 3)), \($0.upper.rounded(to: 3))]"
    }
    return value.rounded(to: 3) + (interval ?? "")
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
