import ArgumentParser
import Ledger
import Reports
import Wording

/// A run's model card, from the ledger and the words of the team.
struct CardCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Write a model card of a run: what was measured, and what the team states.",
    discussion: """
      Every number comes from the ledger, in the sentences of the report, and nothing is measured \
      again: run it again whenever either changes. What only the team can say (name, owners, \
      intended use and the like) comes from a file of statements, which `ser-audit init` writes to \
      begin with; it is shown as the team's words, and what nobody filled as not stated. The front \
      matter is that of the Hugging Face Hub, without any number that is LEAKY.

      Without a run, the latest complete one is taken. A file that is there already is replaced \
      only where this command wrote it.

      Exit codes: 0 written; 2 bad call, no such run, statements that cannot be read, or a file \
      that is no card; 5 ledger or disk.
      """)

  @Argument(help: "The run's identifier, as `ser-audit full` prints it.")
  var run: String?

  @Option(
    help: ArgumentHelp(
      "A file of statements (YAML; docs/statements.example.yaml has every key).",
      valueName: "file"))
  var statements: String?

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp(
      "The file to write; MODEL_CARD.md in the run's folder of reports if not given.",
      valueName: "file"))
  var file: String?

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var output: OutputOptions

  /// What was written, for programs.
  private struct Written: Encodable {
    let card: String
    /// The keys of the statements that nobody filled.
    let missing: [String]
  }

  func validate() throws {
    if statements?.isEmpty == true { throw ValidationError("--statements names no file.") }
    if file?.isEmpty == true { throw ValidationError("--output names no file.") }
  }

  func perform() throws -> CommandResult {
    let words = try statements.map { try CardStatements(yaml: $0) } ?? CardStatements()
    let workspace = Workspace(ledger: self.ledger.ledger, reports: reports.reports)
    let ledger = try LedgerFile.reading(workspace.ledger)
    let run = try RunNames.run(run, in: ledger).id
    let report = try ledger.read { try ReportAssembly(reader: $0, run: run).report() }
    let card = file ?? workspace.folder(of: run) + "/MODEL_CARD.md"
    try Self.refuseOtherFile(at: card)
    if file == nil { try Workspace.create(folder: card.enclosingFolder) }
    try Workspace.write(ModelCard.render(report, statements: words), to: card)
    let missing = words.missing.map(\.rawValue)
    if !missing.isEmpty {
      output.console().note(
        "\(missing.count, "field") only you can fill: \(missing.joined(separator: ", ")). Write "
          + "what you know to a file of statements (`ser-audit init` makes one), and give it with "
          + "--statements.")
    }
    return CommandResult(
      status: .passed, run: run, text: card, data: Written(card: card, missing: missing))
  }

  /// Refuses to replace what this command did not write, such as a card by hand or the ledger.
  private static func refuseOtherFile(at path: String) throws(CommandFailure) {
    let beginning = Array(ModelCard.beginning.utf8)
    let start = try Workspace.beginning(of: path, count: beginning.count, option: "--output")
    guard let start, start != beginning else { return }
    throw CommandFailure(
      .badCall,
      "\(path) is there and was not written by `ser-audit card`, so it is not replaced. Move it "
        + "away, or give --output another file.")
  }
}
