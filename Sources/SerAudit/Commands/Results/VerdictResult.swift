import Corpora
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
    let findings = try ledger.read { try $0.findings(run: run) }
    let text = """
      \(HeadlineTable(rows, mark: verdict.statedTraining?.source.mark).text)\(neverAnswered(rows))

      \(VerdictText.text(of: verdict, findings: findings))

      Report: \(files.html)
              \(files.markdown)
      Ledger: \(workspace.ledger), run \(run)
      """
    return CommandResult(
      status: ExitStatus(verdict.status), run: run, text: text,
      data: VerdictResult(
        verdict: verdict, report: files.html, ledger: workspace.ledger, metrics: headline))
  }

  /// The emotions that are tested and that no model ever names on clean audio, behind a line end.
  private static func neverAnswered(_ rows: [MetricRow]) -> String {
    let own = rows.filter {
      $0.perturbation == nil && $0.attribute == nil && $0.speaker == nil && $0.emotion != nil
        && $0.seed != nil
    }
    let tested = Set(own.filter { $0.metric == "recall" && $0.value != nil }.map(\.emotion))
    let named = Set(own.filter { $0.metric == "predicted-share" && $0.value != 0 }.map(\.emotion))
    let never = Emotion.allCases.filter { tested.contains($0) && !named.contains($0) }
    guard !never.isEmpty else { return "" }
    return "\n\nNever answered: \(never.map(\.rawValue).joined(separator: ", "))"
  }

  /// Accuracy and UAR of each tested speaker on clean audio.
  private static func isHeadline(_ row: MetricRow) -> Bool {
    row.perturbation == nil && row.attribute == nil && row.emotion == nil && row.speaker != nil
      && (row.metric == "accuracy" || row.metric == "uar")
  }
}
