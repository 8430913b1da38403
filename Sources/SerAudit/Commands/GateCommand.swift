import ArgumentParser
import Gates
import Ledger

/// A decision on a run by a policy.
struct GateCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Decide on a run by a policy: passed, failed or undetermined.",
    discussion: """
      Reads the numbers of a run from the ledger and judges them; nothing is measured again. A CI \
      job needs no more than the exit code:

        ser-audit gate --policy release.yaml || exit 1

      Exit codes: 0 passed, 1 failed, 3 undetermined; 2 bad call or policy, or no such run; \
      5 ledger.
      """)

  @OptionGroup var policy: PolicyOptions

  @Option(
    help: ArgumentHelp(
      "The run, as `ser-audit full` prints it; without one, the latest complete run.",
      valueName: "run"))
  var run: String?

  @OptionGroup var ledger: LedgerOptions

  @OptionGroup var output: OutputOptions

  func perform() throws -> CommandResult {
    let policy = try policy.policy.map { try Policy(path: $0) } ?? .standard
    let ledger = try RunChoice.ledger(self.ledger.ledger)
    let run = try RunChoice.choose(run, in: ledger, path: self.ledger.ledger)
    let rows = try ledger.read { try $0.metrics(run: run) }
    let verdict = Gate.decide(policy, rows: rows)
    try ledger.record(
      verdict, policyHash: RunPlan.fingerprint(of: policy), in: run, at: Clock.now())
    return CommandResult(
      status: ExitStatus(verdict.status), run: run, text: VerdictResult.text(of: verdict),
      data: verdict)
  }
}
