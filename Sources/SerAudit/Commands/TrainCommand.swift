import ArgumentParser

/// The first half of `full`: models, no evaluation.
struct TrainCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train the models of an audit; `ser-audit audit` with the same options goes on.",
    usage: "ser-audit train [--preset quick|standard|release] [--data <folder>] [<options>]",
    discussion: """
      Fits one model for each split and seed. Where the recipe has them, early stopping, a plateau \
      schedule and the choice of the epoch look at dev data of the training speakers alone. Ctrl-C \
      writes a checkpoint, and the same command goes on from it.

      `ser-audit audit` shares these options. --policy is read and decides nothing here, and those \
      about a model that is trained already (--predictions, --model-command, --model-timeout, \
      --model-name, --trained-on, --emotions) are refused.

      Exit codes: 0 trained; 2 bad call or recipe; 4 data; 5 ledger or disk; 6 internal error; \
      130 interrupted.
      """)

  @OptionGroup var audit: AuditOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !audit.model.isForeign else {
      throw ValidationError(
        "--predictions and --model-command name a model that is trained already; there is nothing "
          + "to train. Audit it by `ser-audit full`.")
    }
  }

  func perform() throws -> CommandResult {
    let setting = try AuditSetting(audit, console: output.console())
    let audit = try setting.audit(audit.beginning)
    let models = try audit.fitAll()
    let lines = models.map { "\($0.split), seed \($0.seed): \($0.path)" }
    return CommandResult(
      status: .passed, run: audit.run, text: lines.joined(separator: "\n"), data: models)
  }
}
