import ArgumentParser
import Findings
import Ledger
import Metrics
import Reports

/// Two runs side by side.
struct CompareCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare runs on what they were all tested on.",
    usage:
      "ser-audit compare <a> <b> [<more> ...] [--output <file>] [--fail-on-worse] [<options>]",
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

      Three runs and more are ranked on the recordings of such speakers that all of them answered: \
      UAR and accuracy of each, the difference to the best, and whether the two are told apart, by \
      Holm's correction over all pairs of runs, and for single speakers over all speakers too.

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

  @Argument(help: ArgumentHelp("Further runs: all are then ranked.", valueName: "more"))
  var more: [String] = []

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
    let (count, most) = (2 + more.count, RunRanking.letters.count)
    guard count <= most else {
      throw ValidationError("compare takes \(most) runs at most, found \(count).")
    }
    guard more.isEmpty || !failOnWorse else {
      throw ValidationError(
        "--fail-on-worse says whether a second run is worse than a first, found \(count) runs. "
          + "Name two, or leave --fail-on-worse out.")
    }
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
    if let markdown { try Workspace.refuseDatabase(at: markdown, option: "--output") }
    let ledger = try LedgerFile.reading(self.ledger.ledger)
    let runs = try ([first, second] + more).map { try RunNames.run($0, in: ledger) }
    guard more.isEmpty else { return try ranking(of: runs, in: ledger) }
    let comparison = try RunComparison(runs[0], runs[1], in: ledger)
    if let markdown { try Workspace.write(ComparisonPage.render(comparison), to: markdown) }
    let margin = margin ?? BaselineCheck.usualMargin
    let status = failOnWorse ? comparison.status(margin: margin) : .passed
    let conclusion =
      failOnWorse ? "\n\nWorse by more than \(margin): \(comparison.words(for: status))." : ""
    return CommandResult(
      status: ExitStatus(status), run: comparison.second.run,
      text: comparison.text + conclusion, data: comparison)
  }

  private func ranking(of runs: [Run], in ledger: LedgerFile) throws -> CommandResult {
    if let twice = runs.grouped(by: \.id).first(where: { $0.elements.count > 1 }) {
      throw CommandFailure(
        .badCall,
        "\(twice.key) is named \(twice.elements.count) times. Name each run once (ser-audit "
          + "history lists them).")
    }
    let ranking = try RunRanking(runs, in: ledger)
    if let markdown { try Workspace.write(RankingPage.render(ranking), to: markdown) }
    return CommandResult(status: .passed, text: ranking.text, data: ranking)
  }
}
