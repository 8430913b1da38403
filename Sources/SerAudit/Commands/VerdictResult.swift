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
    of run: String, verdict: Verdict, ledger: LedgerFile, output: OutputOptions
  ) throws -> CommandResult {
    let files = try ReportFiles.write(run: run, ledger: ledger, workspace: output.workspace)
    let rows = try ledger.read { try $0.metrics(run: run) }
    let headline = rows.filter(isHeadline)
    let text = """
      \(table(of: headline))

      \(Self.text(of: verdict))

      Report: \(files.html)
              \(files.markdown)
      Ledger: \(output.ledger), run \(run)
      """
    return CommandResult(
      status: ExitStatus(verdict.status), run: run, text: text,
      data: VerdictResult(
        verdict: verdict, report: files.html, ledger: output.ledger, metrics: headline))
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

  /// The verdict with every finding that did not pass, and the number of those that did.
  static func text(of verdict: Verdict) -> String {
    let passed = verdict.findings.count { $0.status == .passed }
    var lines = [
      "Verdict: \(verdict.status.rawValue.uppercased()) by policy \"\(verdict.policy)\" "
        + "(\(passed) of \(verdict.findings.count) checks passed)"
    ]
    for finding in verdict.findings where finding.status != .passed {
      lines.append("  \(finding.status.rawValue)  \(finding.check): \(finding.message)")
    }
    return lines.joined(separator: "\n")
  }
}
