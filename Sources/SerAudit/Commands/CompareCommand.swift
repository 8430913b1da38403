import ArgumentParser
import Findings
import Ledger
import Reports

/// Two runs side by side.
struct CompareCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two runs on what both were tested on.",
    usage: "ser-audit compare <a> <b> [--output <file>] [--fail-on-worse] [<options>]",
    discussion: """
      For example, what a companion corpus is worth:

        ser-audit compare 2026-11-25T04-49-01Z-quick-d23780 latest

      Two test sets are one where rung and tested speakers are the same, and utterances that both \
      answered are compared; where training differs the label names both.

      For each test set that both runs have: accuracy and UAR of each, B minus A with an interval \
      that draws the same words from both, the sign-flip test by word with Holm's correction over \
      the test sets, the smallest difference that the test would find, and how many answers \
      flipped each way; then each speaker and each emotion. Nothing is measured again. Rungs that \
      leak are compared and stamped, and never decide.

      Where that leaves out recordings that both answered without having heard their speaker, the \
      same is told of each such speaker, in whatever fold or rung the recordings stood. Of several \
      models of a run that never heard a speaker, one trained within the corpus goes before one of \
      another corpus; then the one counts that answered most of the speaker's recordings, then the \
      first.

      A run may be named by the beginning or the end of its identifier, or as latest or \
      latest-passed.

      Exit codes: 0 compared; 2 bad call, no such run, or nothing that the runs share; 5 ledger or \
      disk. With --fail-on-worse: 0 where no honest test set (or no speaker whom neither heard, \
      where B lacks a test set of A) can be worse by more than the margin, 1 where one is credibly \
      worse, 3 where it cannot be told.
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
      failOnWorse ? "\n\nWorse by more than \(margin): \(comparison.words(for: status))." : ""
    return CommandResult(
      status: ExitStatus(status), run: comparison.second.run,
      text: comparison.text + conclusion, data: comparison)
  }
}
