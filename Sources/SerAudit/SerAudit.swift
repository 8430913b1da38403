import ArgumentParser
import Foundation
import Wording

/// The command line.
@main
struct SerAudit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ser-audit",
    abstract: "Train a speech emotion recogniser and find out, honestly, what it is worth.",
    discussion: """
      Begin with `ser-audit full --preset quick`. Every command prints one JSON object with \
      --json. Exit codes: 0 passed, 1 failed, 3 undetermined; 2 bad call, recipe or policy; 4 \
      data; 5 ledger or disk; 6 internal error; 130 interrupted.
      """,
    version: Version.current,
    subcommands: [
      FullCommand.self, TrainCommand.self, EvaluateCommand.self, ReportCommand.self,
      CardCommand.self, GateCommand.self, PredictCommand.self, ExportCommand.self,
      CorpusCommand.self, SplitCommand.self, LeakageCommand.self, ExploreCommand.self,
      CompareCommand.self, HistoryCommand.self, VerifyCommand.self, SelfTestCommand.self,
      InitCommand.self,
    ])

  /// Parses and runs; a call that cannot be understood leaves with 2 instead of the parser's 64.
  static func main() {
    StandardStreams.outliveReaders()
    HelpWidth.forgetImpossible()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let words = Array(CommandLine.arguments.dropFirst())
      if words.first == "help", let unknown = unknownCommand(in: words.dropFirst()) {
        // The parser would show the page above it.
        tellPrograms(unknown)
        refuse(unknown)
      }
      let hyphenated = hyphenatedName(in: words, isHelp: exitCode(for: error).isSuccess)
      guard exitCode(for: error) == .validationFailure else {
        guard let hyphenated else { leave(by: error) }
        // One of its letters is an h, which asks for help.
        tellPrograms(hyphenated)
        refuse("Error: " + hyphenated)
      }
      let found = message(for: error)
      let told = unknownCommand(in: words) ?? hyphenated ?? found
      tellPrograms(told)
      // The parser knows the usage of the command that the call came to.
      refuse(fullMessage(for: error).replacing(found, with: told, maxReplacements: 1))
    }
  }

  /// Leaves with the exit code of a command, or with the help or version that was asked for.
  private static func leave(by error: any Error) -> Never {
    let text = fullMessage(for: error)
    guard exitCode(for: error).isSuccess, !text.isEmpty else { exit(withError: error) }
    // The parser would not say that it could not be written.
    do throws(CommandFailure) { try StandardStreams.write(text + "\n") } catch {
      Console(isQuiet: false).warn("ser-audit: \(error.message)")
      Foundation.exit(error.status.rawValue)
    }
    Foundation.exit(ExitStatus.passed.rawValue)
  }

  private static func refuse(_ message: String) -> Never {
    _ = try? StandardStreams.write(message + "\n", to: STDERR_FILENO)
    Foundation.exit(ExitStatus.badCall.rawValue)
  }

  /// What is to be said of a word that stands where a command should and that none bears: the
  /// parser calls it an unexpected argument, and all words after it too.
  private static func unknownCommand(in words: some Sequence<String>) -> String? {
    var commands = configuration.subcommands
    var path = ""
    for word in words where !commands.isEmpty {
      guard !word.hasPrefix("-"), word != "help" else { return nil }
      let names = commands.compactMap { $0.configuration.commandName }
      guard let known = commands.first(where: { $0.configuration.commandName == word }) else {
        let meant = nearest(to: word, among: names).map { "Did you mean '\(path)\($0)'? " } ?? ""
        return "There is no command '\(path)\(word.onOneLine)'. \(meant)The commands are: "
          + "\(names.map { path + $0 }.joined(separator: ", "))."
      }
      commands = known.configuration.subcommands
      path += word + " "
    }
    return nil
  }

  /// What is to be said of a file's name that begins with a hyphen: the parser takes each of its
  /// letters for an option, and no option of this program is a letter but the h of help.
  ///
  /// - Parameter isHelp: whether the call came to a page of help, which no file need be there for.
  private static func hyphenatedName(in words: [String], isHelp: Bool) -> String? {
    let pages: Set = ["-h", "-help", "--help", "--help-hidden", "--version", "help"]
    let words = words.prefix { $0 != "--" }
    guard !words.contains(where: pages.contains) else { return nil }
    let name = words.first { word in
      word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 2
        && (isHelp || PathKind(of: word) != nil)
    }
    return name.map {
      "'\($0.onOneLine)' begins with a hyphen, so its letters were read as options; expected options "
        + "that begin with two. If it is a file, write it behind --, or as ./\($0.onOneLine)."
    }
  }

  /// The JSON object of a call that cannot be understood, where the call asks for one.
  private static func tellPrograms(_ message: String) {
    // What stands behind `--` is no option.
    let arguments = CommandLine.arguments.dropFirst().prefix { $0 != "--" }
    guard arguments.contains("--json") else { return }
    let words = arguments.prefix { !$0.hasPrefix("-") }
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    let first = words.first.flatMap { known.contains($0) ? $0 : nil } ?? "ser-audit"
    let command =
      first == CorpusCommand.configuration.commandName
      ? CorpusCommand.title(of: Array(words)) : first
    let failure = CommandFailure(.badCall, message)
    try? Envelope(command: command, failure: failure).print()
  }
}
