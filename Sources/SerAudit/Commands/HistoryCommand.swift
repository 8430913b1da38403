import ArgumentParser
import Corpora
import Ledger
import Wording

extension EvaluationProtocol: ExpressibleByArgument {}

/// A metric over the runs of a ledger.
struct HistoryCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show how a metric went over the runs of a ledger.",
    discussion: """
      One line a complete run, the oldest first, for each test set: its model, the value with its \
      interval, the change from the run before of a model of the same name, and the run's latest \
      verdict with its policy. The change is paired by utterance where both runs' predictions are \
      there, and a * says that its interval excludes 0; else it is called unpaired. Of several \
      seeds the mean is shown; a paired change is of those that both runs have.

        ser-audit history --metric uar --protocol speaker-disjoint

      Exit codes: 0 shown; 2 bad call, or no run has the metric; 5 ledger.
      """)

  @Option(
    help: ArgumentHelp(
      "A metric of the ledger, for example accuracy, uar, ece or inflation-uar.",
      valueName: "name"))
  var metric = "uar"

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp("This rung alone.", valueName: "protocol"))
  var evaluationProtocol: EvaluationProtocol?

  @Option(help: ArgumentHelp("Runs on this corpus alone.", valueName: "corpus"))
  var corpus: String?

  @Option(
    help: ArgumentHelp(
      "Runs of this model alone; \(ForeignModel.own) is the suite's own.", valueName: "name"))
  var modelName: String?

  @Option(
    help: ArgumentHelp(
      "This speaker alone; all tested ones together if not given.", valueName: "speaker"))
  var speaker: String?

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func perform() throws -> CommandResult {
    let ledger = try LedgerFile.reading(self.ledger.ledger)
    let history = try RunHistory(
      RunHistory.Filter(
        metric: metric, evaluationProtocol: evaluationProtocol, corpus: corpus, model: modelName,
        speaker: speaker),
      in: ledger)
    guard !history.lines.isEmpty else { throw try nothingFound(in: ledger) }
    return CommandResult(status: .passed, text: history.text, data: history)
  }

  private func nothingFound(in ledger: LedgerFile) throws -> CommandFailure {
    let runs = try ledger.read { try $0.runs() }.filter { $0.status == .complete }
    guard !runs.isEmpty else {
      return CommandFailure(
        .badCall, "\(self.ledger.ledger) has no complete run. Finish one with `ser-audit full`.")
    }
    let known = try ledger.read { try $0.metricNames() }
    guard known.contains(metric) else {
      let hint = nearest(to: metric, among: known).map { "Did you mean '\($0)'? " } ?? ""
      return CommandFailure(
        .badCall,
        "No run has the metric '\(metric)'. \(hint)The ledger has: "
          + "\(known.joined(separator: ", "))."
      )
    }
    let wanted = [
      evaluationProtocol.map { "on \($0.rawValue)" }, corpus.map { "of the corpus \($0)" },
      modelName.map { "of the model \($0)" }, speaker.map { "of the speaker \($0)" },
    ].compactMap { $0 }.joined(separator: " ")
    guard !wanted.isEmpty else {
      return CommandFailure(
        .badCall,
        "No complete run has \(metric) of a whole test set, which is what history shows. The "
          + "ledger's view reported_metrics has it by emotion, attribute or perturbation.")
    }
    let models = Set(runs.map { ForeignModel.name(in: $0.provenance) }).sorted()
    let others =
      modelName.map { models.contains($0) } ?? true
      ? "" : " Models of the ledger: \(models.joined(separator: ", "))."
    return CommandFailure(
      .badCall, "No complete run has \(metric) \(wanted).\(others) Leave an option out.")
  }
}
