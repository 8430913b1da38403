import ArgumentParser
import Findings
import Ledger
import Reports

/// Two runs side by side.
struct CompareCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two runs on the test sets that both have.",
    usage: "ser-audit compare <a> <b> [--output <file>] [--fail-on-worse] [<options>]",
    discussion: """
      For example, what a companion corpus is worth:

        ser-audit compare 2026-11-25T04-49-01Z-quick-d23780 latest

      Two test sets are one where rung and tested speakers are the same, and utterances that both \
      answered are compared; where training differs the label names both. Speakers whom both \
      tested in other folds are named and not compared.

      For each test set that both runs have: accuracy and UAR of each, B minus A with an interval \
      that draws the same words from both, the sign-flip test by word with Holm's correction over \
      the test sets, the smallest difference that the test would find, and how many answers \
      flipped each way; then each speaker and each emotion. Nothing is measured again. Rungs that \
      leak are compared and stamped, and never decide.

      A run may be named by the beginning or the end of its identifier, or as latest or \
      latest-passed.

      Exit codes: 0 compared; 2 bad call, no such run, or no shared test set; 5 ledger or disk. \
      With --fail-on-worse: 0 where no honest test set can be worse by more than the margin, 1 \
      where one is credibly worse, 3 where it cannot be told.
      """)

  @Argument(help: ArgumentHelp("The run that is subtracted.", valueName: "a"))
  var first: String

  @Argument(help: ArgumentHelp("The run that it is subtracted from.", valueName: "b"))
  var second: String

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("Write the comparison as Markdown to this file too.", valueName: "file"))
  var markdown: String?

  @Flag(help: "Let the exit code say whether B is worse than A.")
  var failOnWorse = false

  @Option(
    help: ArgumentHelp(
      "By how much B may be worse in accuracy or UAR with --fail-on-worse. "
        + "(default: \(BaselineCheck.usualMargin))", valueName: "number"))
  var margin: Double?

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard let margin else { return }
    guard (0...1).contains(margin) else {
      throw ValidationError("--margin takes a number from 0 to 1, found \(margin).")
    }
    guard failOnWorse else {
      throw ValidationError(
        "--margin says by how much B may be worse before the exit code says so, with "
          + "--fail-on-worse. Give both, or leave --margin out.")
    }
  }

  func perform() throws -> CommandResult {
    let ledger = try LedgerFile.reading(self.ledger.ledger)
    let comparison = try RunComparison(
      RunNames.run(first, in: ledger), RunNames.run(second, in: ledger), in: ledger)
    if let markdown { try Workspace.write(ComparisonPage.render(comparison), to: markdown) }
    let margin = margin ?? BaselineCheck.usualMargin
    let status = failOnWorse ? comparison.status(margin: margin) : .passed
    let conclusion =
      failOnWorse ? "\n\nWorse by more than \(margin): \(Self.words(for: status))." : ""
    return CommandResult(
      status: ExitStatus(status), run: comparison.second.run,
      text: comparison.text + conclusion, data: comparison)
  }

  private static func words(for status: Status) -> String {
    switch status {
    case .passed: "no, on every test set without leaks"
    case .failed: "yes, credibly, on a test set without leaks"
    case .undetermined: "cannot be told"
    }
  }
}
