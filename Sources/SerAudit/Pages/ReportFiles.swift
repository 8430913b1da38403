import Ledger
import Reports

/// Renders the documents of a run from its rows in the ledger.
struct ReportFiles {
  /// The Markdown file.
  let markdown: String
  /// The HTML file.
  let html: String
  /// The JUnit file; `nil` where there is no verdict yet.
  let junit: String?

  /// Writes `report.md`, `report.html`, `findings.json`, of a verdict `junit.xml` and, as a run
  /// ends, its splits.
  static func write(
    run: String, ledger: LedgerFile, workspace: Workspace, withSplits: Bool = true
  ) throws -> ReportFiles {
    let report = try ledger.read { try ReportAssembly(reader: $0, run: run).report() }
    let folder = workspace.folder(of: run)
    try Workspace.create(folder: folder)
    let files = ReportFiles(
      markdown: folder + "/report.md", html: folder + "/report.html",
      junit: report.verdict.map { _ in folder + "/junit.xml" })
    try Workspace.write(MarkdownReport.render(report), to: files.markdown)
    try Workspace.write(HTMLReport.render(report), to: files.html)
    try Workspace.write(FindingsJSON.render(report), to: folder + "/findings.json")
    if let verdict = report.verdict, let junit = files.junit {
      try Workspace.write(JUnitXML.render(verdict), to: junit)
    }
    if withSplits { try FrozenSplits.write(run: run, ledger: ledger, workspace: workspace) }
    return files
  }
}
