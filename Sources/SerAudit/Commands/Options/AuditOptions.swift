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
      "A further corpus whose speakers every training hears too, for example ravdess; none of it "
        + "is tested. May be repeated.", valueName: "corpus"))
  var companions: [String] = []

  @OptionGroup var ladder: LadderOptions

  @Option(
    help: ArgumentHelp(
      "Train each model with this many seeds (0, 1, ...) instead of the preset's.",
      valueName: "count"))
  var seeds: Int?

  @OptionGroup var model: ModelOptions

  @OptionGroup var policy: PolicyOptions

  @Flag(help: "Go on with an unfinished run; an error where there is none.")
  var resume = false

  @Flag(
    help: ArgumentHelp(
      "Begin a new run even where an equal one is complete, or unfinished: an unfinished one is "
        + "removed from the ledger, and its files in the folder of reports stay."))
  var fresh = false

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var reports: ReportOptions

  var workspace: Workspace { Workspace(ledger: ledger.ledger, reports: reports.reports) }

  /// How a run is to begin.
  var beginning: RunBeginning { fresh ? .fresh : resume ? .resumed : .either }

  mutating func validate() throws {
    for name in companions { try CorpusName.validate(name, of: "--companion") }
    if let seeds, !(1...100 ~= seeds) {
      throw ValidationError("--seeds takes a number from 1 to 100, found \(seeds).")
    }
    if model.isForeign, recipe != nil || seeds != nil || !companions.isEmpty {
      throw ValidationError(
        "Nothing is trained where somebody else's model is audited: --recipe, --seeds and "
          + "--companion have no meaning beside --predictions and --model-command. Leave them out.")
    }
    if model.isForeign || !model.split.isEmpty, ladder.plans {
      throw ValidationError(
        "--protocols, --folds and --leave-one-out plan splits, and --split, --predictions and "
          + "--model-command come with their own. Leave one kind out.")
    }
    if fresh && resume {
      throw ValidationError("--fresh begins a new run and --resume goes on with one; give one.")
    }
  }
}

extension AuditOptions {
  /// Runs the audit to its verdict.
  ///
  /// - Parameter training: whether models that are not there are trained; else each is an error.
  func decide(
    _ decision: DecisionOptions, training: Bool, console: Console
  ) throws -> CommandResult {
    let baseline = try decision.choice?.checked(ledger: workspace.ledger)
    let isBegun = training || model.isForeign || resume
    var audit = try AuditSetting(self, console: console)
      .audit(isBegun ? beginning : .trained, training: training)
    audit.baseline = baseline
    let verdict = try audit.execute(training: training)
    decision.tell(verdict, run: audit.run, console: console)
    return try VerdictResult.make(
      of: audit.run, verdict: verdict, ledger: audit.ledger, workspace: workspace)
  }
}
