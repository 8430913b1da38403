import ArgumentParser
import Ledger

/// A run's documents, made again from the ledger.
struct ReportCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Render the reports of a run again from the ledger.",
    discussion: """
      Nothing is measured again, and no recording is needed. Without a run, the latest complete \
      one is taken. Writes report.md, report.html, findings.json and, where there is a verdict, \
      junit.xml.

      Exit codes: 0 written; 2 bad call, or no such run; 5 ledger or disk.
      """)

  @Argument(help: "The run's identifier, as `ser-audit full` prints it.")
  var run: String?

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var output: OutputOptions

  func perform() throws -> CommandResult {
    let workspace = Workspace(ledger: self.ledger.ledger, reports: reports.reports)
    let ledger = try LedgerFile.reading(workspace.ledger)
    let run = try RunNames.run(run, in: ledger).id
    let files = try ReportFiles.write(
      run: run, ledger: ledger, workspace: workspace, withSplits: false)
    if files.junit == nil {
      output.console().note("\(run) is not complete; it has no verdict, so no junit.xml.")
    }
    return CommandResult(
      status: .passed, run: run, text: "\(files.html)\n\(files.markdown)",
      data: ["html": files.html, "markdown": files.markdown])
  }
}
