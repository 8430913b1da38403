import ArgumentParser

/// The second half of `full`: evaluation of models that `train` has fitted.
struct EvaluateCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Audit the models that `ser-audit train` fitted: evaluate, report and decide.",
    usage: "ser-audit audit [--preset quick|standard|release] [--data <folder>] [<options>]",
    discussion: """
      Give the options that `ser-audit train` was given. Nothing is trained: a model that is not \
      there is an error. With --predictions or --model-command no `train` comes before. Pages go \
      to reports/<run>/, with the verdict as junit.xml beside them.

      Exit codes: 0 passed, 1 failed, 3 undetermined; 2 bad call, recipe or policy, or no model; \
      4 data; 5 ledger or disk; 6 internal error; 130 interrupted.
      """)

  @OptionGroup var audit: AuditOptions
  @OptionGroup var decision: DecisionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !audit.fresh || audit.model.isForeign else {
      throw ValidationError(
        "--fresh would begin a run that has no models, and `audit` trains none. Train them by "
          + "`ser-audit train --fresh`, or leave the option out.")
    }
  }

  func perform() throws -> CommandResult {
    try audit.decide(decision, training: false, console: output.console())
  }
}
