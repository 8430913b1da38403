import ArgumentParser
import Ledger

/// A run's documents, made again from the ledger.
struct ReportCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Render the reports of a run again from the ledger.",
    discussion: "Without a run, the latest complete one is taken.")

  @Argument(help: "The run's identifier, as `ser-audit full` prints it.")
  var run: String?

  @OptionGroup var output: OutputOptions

  func perform() throws -> CommandResult {
    let ledger = try LedgerFile.open(path: output.ledger, options: .init(isReadOnly: true))
    let run = try RunChoice.choose(run, in: ledger, path: output.ledger)
    let files = try ReportFiles.write(run: run, ledger: ledger, workspace: output.workspace)
    return CommandResult(
      status: .passed, run: run, text: "\(files.html)\n\(files.markdown)",
      data: ["html": files.html, "markdown": files.markdown])
  }
}

/// Which run a command is about.
enum RunChoice {
  /// The run that was named, or the latest complete one.
  static func choose(_ name: String?, in ledger: LedgerFile, path: String) throws -> String {
    if let name { return try ledger.read { try $0.run(name).id } }
    let runs = try ledger.read { try $0.runs() }
    guard let latest = runs.first(where: { $0.status == .complete }) else {
      throw CommandFailure(
        .badCall,
        "\(path) has no complete run (\(runs.count) unfinished). Finish one with `ser-audit full`, or "
          + "name a run.")
    }
    return latest.id
  }
}
