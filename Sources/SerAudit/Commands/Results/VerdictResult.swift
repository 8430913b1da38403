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
      \(HeadlineTable(rows, mark: verdict.statedTraining?.source.mark).text)

      \(VerdictText.text(of: verdict))

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
}
