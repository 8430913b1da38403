import ArgumentParser

/// What a command comes to: its exit code, what a person reads, and what a program reads.
struct CommandResult {
  let status: ExitStatus
  /// The run that the result is of, where there is one.
  var run: String?
  /// The models whose answers the result is, where it is any models'.
  var models: [ChosenModel] = []
  /// The text on standard output.
  let text: String
  /// The object under `data` of the JSON output.
  let data: any Encodable
}

/// A command whose errors get their words and exit codes in one place.
protocol AuditCommand: ParsableCommand {
  var output: OutputOptions { get }

  /// Does the work.
  func perform() throws -> CommandResult
}

extension AuditCommand {
  /// What the command is called on the command line, for example `corpus check`.
  private static var title: String {
    let name = configuration.commandName ?? ""
    let isOfCorpora = CorpusCommand.configuration.subcommands.contains { $0 == Self.self }
    return isOfCorpora ? "corpus \(name)" : name
  }

  /// Does the work, prints the result, and leaves with its exit code.
  func run() throws {
    let command = Self.title
    do {
      try OpenFiles.requireEnough()
      let result = try perform()
      if output.json {
        try Envelope(command: command, result: result).print()
      } else if !result.text.isEmpty {
        try Console(isQuiet: output.quiet).print(result.text)
      }
      throw ExitCode(result.status.rawValue)
    } catch let code as ExitCode {
      throw code
    } catch {
      let failure = CommandFailure(describing: error)
      if output.json {
        // Standard output may be what failed; the words below and the exit code tell it then.
        try? Envelope(command: command, failure: failure).print()
      }
      Console(isQuiet: false).warn("ser-audit \(command): \(failure.message)")
      throw ExitCode(failure.status.rawValue)
    }
  }
}
