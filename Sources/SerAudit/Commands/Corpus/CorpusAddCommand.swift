import ArgumentParser
import Corpora
import Wording

/// Makes a corpus known under a name.
struct CorpusAddCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Make a folder of recordings known as a corpus.",
    usage: "ser-audit corpus add <name> --data <folder> [--labels <file>] [<options>]",
    discussion: """
      A published corpus gets a link datasets/<name>/audio to the folder. A corpus of your own \
      also gets a card and, with --labels, a label map; its recordings are described by \
      manifest.csv (.tsv, .jsonl) with path,emotion,speaker or by metadata.csv (.jsonl) with \
      file_name,emotion,speaker. Labels are declared, never guessed: a label without a declaration \
      is refused by name. No recording is copied or changed. docs/own-corpus.md goes through it step \
      by step.

      Labels are declared in YAML, or in a table with the columns label,emotion:

        labels:
          wut: angry
          langeweile: drop   # none of the seven: left out and counted

      Exit codes: 0 added; 2 bad call, or the name is taken; 4 the folder cannot be read as this \
      corpus; 5 datasets cannot be written.
      """)

  @Argument(help: "\(CorpusRegistry.publishedNames), or a name of your own.")
  var name: String

  @Option(help: ArgumentHelp("The folder of the recordings.", valueName: "folder"))
  var data: String

  @Option(help: ArgumentHelp("What labels stand for: YAML, CSV or TSV.", valueName: "file"))
  var labels: String?

  @Option(help: ArgumentHelp("The licence, for the card.", valueName: "text"))
  var licence: String?

  @Option(help: ArgumentHelp("Where the recordings come from, for the card.", valueName: "text"))
  var source: String?

  @Option(help: ArgumentHelp("What to cite, for the card.", valueName: "text"))
  var cite: String?

  @OptionGroup var output: OutputOptions

  /// What was added.
  struct Added: Encodable {
    let corpus: String
    let root: String
    let link: String
    let card: String
    let utterances: Int
    let speakers: Int
    let droppedLabels: [String: Int]
    let problems: Int
  }

  func validate() throws { try FolderName.validate(data, of: "--data") }

  func perform() throws -> CommandResult {
    let addition = CorpusAddition(
      name: name, folder: data, labelFile: labels,
      facts: .init(source: source, licence: licence, cite: cite))
    let corpus = try addition.read()
    try addition.write(corpus)
    let count = corpus.problems.count
    let problems =
      count == 0
      ? "" : "; \(count, "problem"), which `ser-audit corpus check` names"
    return CommandResult(
      status: .passed,
      text: "\(corpus.name): \(corpus.utteranceCount) of \(corpus.speakerCount) below "
        + "\(corpus.root), known by \(addition.link)\(problems)",
      data: Added(
        corpus: corpus.name, root: corpus.root, link: addition.link, card: addition.card,
        utterances: corpus.utterances.count, speakers: corpus.speakersWithUtterances.count,
        droppedLabels: corpus.droppedLabels, problems: count))
  }
}
