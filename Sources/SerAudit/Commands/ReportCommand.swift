import ArgumentParser
import Foundation
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
    let ledger = try RunChoice.reading(workspace.ledger)
    let run = try RunChoice.choose(run, in: ledger)
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

/// Which run a command is about.
enum RunChoice {
  /// A ledger that is there already, to read from and write decisions to.
  static func ledger(_ path: String) throws -> LedgerFile {
    try reading(path).close()
    return try LedgerFile.open(path: path)
  }

  /// A ledger to read from. One of an earlier version is brought up to date first, where it may be
  /// written.
  static func reading(_ path: String) throws -> LedgerFile {
    do {
      return try LedgerFile.open(path: path, options: .init(isReadOnly: true))
    } catch LedgerError.olderVersion where FileManager.default.isWritableFile(atPath: path) {
      try LedgerFile.open(path: path).close()
      return try LedgerFile.open(path: path, options: .init(isReadOnly: true))
    }
  }

  /// The run that was named, or the latest complete one.
  static func choose(_ name: String?, in ledger: LedgerFile) throws -> String {
    try RunNames.run(name ?? BaselineChoice.latest, in: ledger).id
  }
}
