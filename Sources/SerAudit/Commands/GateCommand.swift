import ArgumentParser
import Gates
import Ledger

/// A decision on a run by a policy.
struct GateCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Decide on a run by a policy: passed, failed or undetermined.",
    discussion: """
      Reads the numbers of a run from the ledger and judges them; nothing is measured again. \
      docs/policy.example.yaml explains every key of a policy.

      Exit codes: 0 passed, 1 failed, 3 undetermined.
      """)

  @Option(help: "A policy file (YAML); without one, the default policy decides.")
  var policy: String?

  @Option(help: "The run's identifier; without one, the latest complete run.")
  var run: String?

  @OptionGroup var output: OutputOptions

  func perform() throws -> CommandResult {
    let policy = try policy.map { try Policy(path: $0) } ?? .standard
    let ledger = try LedgerFile.open(path: output.ledger)
    let run = try RunChoice.choose(run, in: ledger, path: output.ledger)
    let rows = try ledger.read { try $0.metrics(run: run) }
    let verdict = Gate.decide(policy, rows: rows)
    try ledger.record(
      verdict, policyHash: RunPlan.fingerprint(of: policy), in: run, at: Clock.now())
    return CommandResult(
      status: ExitStatus(verdict.status), run: run, text: VerdictResult.text(of: verdict),
      data: verdict)
  }
}
