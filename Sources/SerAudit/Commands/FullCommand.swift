import ArgumentParser
import Foundation

/// Which audit is meant: what it reads, how long it may take, by what it is judged, where it
/// writes.
struct AuditOptions: ParsableArguments {
  @OptionGroup var corpus: CorpusOptions

  @Option(
    help: ArgumentHelp(
      "quick (a few minutes on TESS), standard, or release (three seeds, every rung within the "
        + "corpus, full sweeps).",
      valueName: "preset"))
  var preset: Preset = .standard

  @Option(
    help: ArgumentHelp(
      "A recipe file (YAML); docs/recipe.example.yaml has every key with its default.",
      valueName: "file"))
  var recipe: String?

  @Option(
    name: .customLong("companion"),
    help: ArgumentHelp(
      "A further corpus whose speakers every training hears too, for example ravdess; none of it is "
        + "tested. May be repeated.", valueName: "corpus"))
  var companions: [String] = []

  @OptionGroup var ladder: LadderOptions

  @Option(
    help: ArgumentHelp(
      "Train each model with this many seeds, 0 and up, instead of the preset's.",
      valueName: "count"))
  var seeds: Int?

  @OptionGroup var model: ModelOptions

  @OptionGroup var policy: PolicyOptions

  @Flag(help: "Go on with an unfinished run; an error where there is none.")
  var resume = false

  @Flag(help: "Begin a new run even where an equal one is unfinished or complete.")
  var fresh = false

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var reports: ReportOptions

  var workspace: Workspace { Workspace(ledger: ledger.ledger, reports: reports.reports) }

  /// How a run is to begin.
  var beginning: RunBeginning { fresh ? .fresh : resume ? .resumed : .either }

  mutating func validate() throws {
    if let seeds, !(1...100 ~= seeds) {
      throw ValidationError("--seeds takes a number from 1 to 100, found \(seeds).")
    }
    if model.isForeign, recipe != nil || seeds != nil || !companions.isEmpty {
      throw ValidationError(
        "Nothing is trained where somebody else's model is audited: --recipe, --seeds and --companion "
          + "have no meaning beside --predictions and --model-command. Leave them out.")
    }
    let isExternal = !ladder.externals.isEmpty
    if model.isForeign || !model.split.isEmpty, ladder.plans || (model.isForeign && isExternal) {
      throw ValidationError(
        "--protocols, --folds and --leave-one-out plan splits, and --split, --predictions and "
          + "--model-command come with their own; --external is for models that are trained here. Leave "
          + "one kind out.")
    }
    if fresh && resume {
      throw ValidationError("--fresh begins a new run and --resume goes on with one; give one.")
    }
  }
}

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
      report.html, and ends with the verdict of the policy.

      Any other model is audited by the same pages: --predictions FILE, or --model-command CMD for a \
      program that answers over a pipe (docs/any-model.md).

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
    let baseline = try decision.choice?.checked(ledger: audit.workspace.ledger)
    let setting = try AuditSetting(audit, console: output.console())
    var audit = try setting.audit(audit.beginning)
    audit.baseline = baseline
    let verdict = try audit.execute()
    decision.tell(verdict, run: audit.run, console: output.console())
    return try VerdictResult.make(
      of: audit.run, verdict: verdict, ledger: audit.ledger, workspace: audit.workspace)
  }
}

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

      Exit codes: 0 trained; 2 bad call or recipe; 4 data; 5 ledger or disk; 6 internal error; \
      130 interrupted.
      """)

  @OptionGroup var audit: AuditOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !audit.model.isForeign else {
      throw ValidationError(
        "--predictions and --model-command name a model that is trained already; there is nothing to "
          + "train. Audit it by `ser-audit full`.")
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

/// The second half of `full`: evaluation of models that `train` has fitted.
struct EvaluateCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Audit the models that `ser-audit train` fitted: evaluate, report and decide.",
    usage: "ser-audit audit [--preset quick|standard|release] [--data <folder>] [<options>]",
    discussion: """
      Give the options that `ser-audit train` was given. Nothing is trained: a model that is not \
      there is an error.

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
    let baseline = try decision.choice?.checked(ledger: audit.workspace.ledger)
    let setting = try AuditSetting(audit, console: output.console())
    var audit = try setting.audit(audit.beginning)
    audit.baseline = baseline
    let verdict = try audit.execute(training: false)
    decision.tell(verdict, run: audit.run, console: output.console())
    return try VerdictResult.make(
      of: audit.run, verdict: verdict, ledger: audit.ledger, workspace: audit.workspace)
  }
}
