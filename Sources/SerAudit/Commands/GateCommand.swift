import ArgumentParser
import Gates
import Ledger

/// A decision on a run by a policy.
struct GateCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Decide on a run by a policy: passed, failed or undetermined.",
    discussion: """
      Reads the numbers of a run from the ledger and judges them; nothing is measured again. The \
      verdict is recorded: `report` and `history` show the latest one of a run, by whatever \
      policy. Nothing is written to reports/<run>/: its junit.xml, which `full` and `audit` write \
      with the pages, holds their own verdict until `ser-audit report` writes the latest one. A \
      CI job needs no more than the exit code:

        ser-audit gate --policy release.yaml --baseline latest-passed || exit 1

      With a baseline, this run minus the baseline is computed on every test set that both \
      answered, paired by utterance, and stands in the ledger; a policy may ask that it be no \
      worse. What is undetermined says how many further words, speakers or utterances would \
      decide, and whether the corpus has them.

      In GitHub Actions, findings become annotations and the step gets a summary (the file that \
      GITHUB_STEP_SUMMARY names).

      Exit codes: 0 passed, 1 failed, 3 undetermined; 2 bad call or policy, no such run, or a \
      baseline that is none; 5 ledger or disk.
      """)

  @OptionGroup var policy: PolicyOptions

  @Option(
    help: ArgumentHelp(
      "The run, as `ser-audit full` prints it; without one, the latest complete run.",
      valueName: "run"))
  var run: String?

  @OptionGroup var decision: DecisionOptions

  @OptionGroup var ledger: LedgerOptions

  @OptionGroup var output: OutputOptions

  func perform() throws -> CommandResult {
    let console = output.console()
    let policy = try policy.read(console: console)
    let ledger = try LedgerFile.existing(self.ledger.ledger)
    let run = try RunNames.run(run, in: ledger).id
    guard try ledger.read({ try $0.run(run).status }) == .complete else {
      throw CommandFailure(
        .badCall,
        "\(run) is not complete, and a verdict would pass over what was not measured. Finish it by "
          + "the command that began it, or name a run that is.")
    }
    let baseline =
      try decision.choice?.resolve(for: run, in: ledger, console: console) ?? .nothing
    let verdict = try GateDecision(ledger: ledger, run: run, policy: policy, baseline: baseline)
      .decide()
    decision.tell(verdict, run: run, console: console)
    let findings = try ledger.read { try $0.findings(run: run) }
    return CommandResult(
      status: ExitStatus(verdict.status), run: run,
      text: VerdictText.text(of: verdict, findings: findings), data: verdict)
  }
}
