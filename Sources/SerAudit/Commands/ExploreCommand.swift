import ArgumentParser
import Corpora
import Exploration
import Metrics
import Reports
import Wording

/// What there is to see in a corpus before anything is trained.
struct ExploreCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Show a corpus: examples, distributions, and whether what is said of it holds.",
    discussion: """
      Writes explore.html (one file, no network) and explore.md: waveforms over spectrograms of \
      angry, sad and neutral, recordings by class and speaker, duration, level and F0 by emotion \
      and speaker, and the claims that are usually made, tested on each speaker. Pictures and \
      numbers alone, no audio; nothing is trained and no ledger is written.

      Exit codes: 0 written; 2 bad call; 4 the corpus cannot be read; 5 disk; 130 interrupted.
      """)

  @Argument(
    help: "\(CorpusRegistry.publishedNames), synthetic, or the name of a corpus with a manifest.")
  var corpus: String

  @Option(
    help: ArgumentHelp(
      "The folder of the corpus, or one that holds a folder of its name.",
      discussion: """
        Without it, the folder that the environment variable SER_AUDIT_DATA names is looked into, \
        then datasets/<corpus>/audio.
        """, valueName: "folder"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The folder to write to; reports/explore-<corpus> if not given.", valueName: "folder"))
  var out: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    try CorpusName.validate(corpus, of: "<corpus>")
    try FolderName.validate(data, of: "--data")
    try FolderName.validate(out, of: "--out")
  }

  func perform() throws -> CommandResult {
    Interruption.listen()
    let console = output.console()
    let source = try CorpusSource.open(.of(corpus: corpus, data: data), console: console)
    let stage = StageProgress(
      "Measure \(source.corpus.name)", total: source.corpus.utterances.count, console: console)
    let found = try CorpusExploration.explore(source.corpus) { done in
      stage.update(done: done)
      return !Interruption.isRequested
    }
    guard let found else { throw CommandFailure.interruptedUnwritten }
    let measured = found.cells.reduce(0) { $0 + $1.count }
    stage.finish("\(measured, "recording")")
    let report = ExplorationReport(
      exploration: found, isSynthetic: source.isSynthetic, corpusHash: source.hash,
      toolVersion: Version.current,
      limitations: Limitations.sentences(
        of: source.corpus.name, isSynthetic: source.isSynthetic))
    let folder = out ?? "reports/explore-\(source.corpus.name)"
    try Workspace.create(folder: folder)
    let (html, markdown) = (folder + "/explore.html", folder + "/explore.md")
    try Workspace.write(ExplorationPage.html(report), to: html)
    try Workspace.write(ExplorationPage.markdown(report), to: markdown)
    return CommandResult(
      status: .passed, text: "\(html)\n\(markdown)",
      data: ExplorationFacts(found, source: source, html: html, markdown: markdown))
  }
}

/// An exploration as `--json` prints it.
struct ExplorationFacts: Encodable {
  /// The recordings of a speaker and emotion.
  struct Cell: Encodable {
    let speaker: String
    let emotion: String
    let count: Int
    let distributions: [String: Distribution]
  }

  /// What became of a claim on one speaker's recordings.
  struct Outcome: Encodable {
    let claim: String
    let wording: String
    let quantity: String
    let unit: String
    let speaker: String
    let means: [String: Double]
    let margin: Double?
    let interval: ConfidenceInterval?
    let answer: ClaimOutcome.Answer
  }

  /// Which recordings the figures show.
  struct Example: Encodable {
    let speaker: String
    let utterances: [String]
  }

  let corpus: String
  let root: String
  let hash: String
  let utterances: Int
  let totalSeconds: Double
  let omitted: [String: String]
  let cells: [Cell]
  let claims: [Outcome]
  let examples: [Example]
  let html: String
  let markdown: String

  init(_ found: CorpusExploration, source: CorpusSource, html: String, markdown: String) {
    corpus = source.corpus.name
    root = source.corpus.root
    hash = source.hash
    utterances = found.cells.reduce(0) { $0 + $1.count }
    totalSeconds = found.totalSeconds
    omitted = found.omitted
    cells = found.cells.map { cell in
      Cell(
        speaker: cell.speaker, emotion: cell.emotion.rawValue, count: cell.count,
        distributions: Dictionary(
          uniqueKeysWithValues: cell.distributions.map { ($0.key.rawValue, $0.value) }))
    }
    claims = found.claims.map { outcome in
      Outcome(
        claim: outcome.claim.name, wording: outcome.claim.wording,
        quantity: outcome.claim.quantity.rawValue, unit: outcome.claim.quantity.unit,
        speaker: outcome.speaker,
        means: Dictionary(
          uniqueKeysWithValues: outcome.means.map { ($0.key.rawValue, $0.value) }),
        margin: outcome.margin, interval: outcome.interval, answer: outcome.answer)
    }
    examples = found.examples.map { speaker, utterances in
      Example(speaker: speaker, utterances: utterances.map(\.utterance.id))
    }
    (self.html, self.markdown) = (html, markdown)
  }
}
