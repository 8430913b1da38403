import ArgumentParser

/// Everything, from recordings to a verdict.
struct FullCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "full",
    abstract: "Train, audit, report and decide: everything from recordings to a verdict.",
    usage: "ser-audit full [--preset quick|standard|release] [--data <folder>] [<options>]",
    discussion: """
      For example, with TESS unpacked below ~/recordings/tess:

        ser-audit full --preset quick --data ~/recordings

      Trains the network under each protocol, evaluates it on speakers it never heard, sweeps \
      perturbations, writes every number to the ledger, renders reports/<run>/report.md and \
      report.html, with the verdict as junit.xml beside them, and ends with the verdict of the \
      policy.

      Any other model is audited by the same pages: --predictions FILE, or --model-command CMD for \
      a program that answers over a pipe (docs/any-model.md).

      An interrupted run goes on where it stopped when the same command is given again. A run that \
      is complete is not repeated: it is judged and reported again, unless --fresh asks for a new \
      one.

      Exit codes: 0 passed, 1 failed, 3 undetermined; 2 bad call, recipe or policy; 4 data; \
      5 ledger or disk; 6 internal error; 130 interrupted.
      """)

  @OptionGroup var audit: AuditOptions
  @OptionGroup var decision: DecisionOptions
  @OptionGroup var output: OutputOptions

  func perform() throws -> CommandResult {
    try audit.decide(decision, training: true, console: output.console())
  }
}
