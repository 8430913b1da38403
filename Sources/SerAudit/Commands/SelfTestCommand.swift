import ArgumentParser
import SelfTest

/// The suite, audited: models whose verdicts are known, and models that know nothing.
struct SelfTestCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "self-test",
    abstract: "Audit models whose faults are known, and see that each gets its verdicts.",
    discussion: """
      Models that were made with a known fault (always one emotion, labels shifted, over-confident \
      by a known temperature, worse for one group by a known amount, going by durations alone, \
      knowing only the speakers of training, and more) are asked every check of the suite. Each \
      must get exactly the verdicts of docs/self-test.md, and its fault must be measured as it was \
      made. Then 200 models that guess must pass at most one check of ten.

      No recording is needed, and nothing is written.

      Exit codes: 0 everything is as it has to be; 1 it is not; 2 bad call; 130 interrupted.
      """)

  @Flag(help: "Print every verdict and number, not only those that are wrong.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "How many models that guess are asked; fewer take less time.", valueName: "count"))
  var guessers = Guessers.usualCount

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard guessers > 0 else {
      throw ValidationError("--guessers \(guessers): expected at least 1.")
    }
  }

  func perform() throws -> CommandResult {
    Interruption.listen()
    let console = output.console()
    var stage: StageProgress?
    let outcome = try SelfTestRun(guessers: guessers).outcome { done, total in
      if Interruption.isRequested { throw CommandFailure.interrupted }
      if stage == nil { stage = StageProgress("Self-test", total: total, console: console) }
      stage?.update(done: done)
    }
    stage?.finish("\(outcome.subjects.count + outcome.guessers.modelCount) models")
    return CommandResult(
      status: outcome.holds ? .passed : .failed, text: outcome.text(all: all), data: outcome)
  }
}
