import ArgumentParser
import Audits
import Corpora

/// Whether somebody's split keeps what is tested apart from what is fitted.
struct LeakageCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "leakage",
    abstract: "Judge a split, also other people's: LEAKY with reasons, or clean.",
    discussion: """
      Reads EmoBox's JSONL, nkululeko's CSV, or any CSV with the columns path and part (train, \
      dev, calibration, test); docs/any-model.md lists all forms. Of files that come one for each \
      part, name any of them, their folder, or each by --train, --dev and --test. Further columns \
      are used where they are there: speaker, word, parent (what a recording was derived from), \
      and selected_on (1 where a model was chosen by the row).

      With --corpus NAME and its recordings at hand (--data, or SER_AUDIT_DATA) equal bytes and \
      near-duplicates are looked for as well; without them speakers and words are read from the \
      names of files, and the result says which reasons could not be judged.

      Exit codes: 0 clean, 1 LEAKY, 3 where too little is known to call it clean; 2 bad call, \
      4 where the split or the recordings cannot be read; 130 interrupted.
      """)

  @Option(
    help: ArgumentHelp(
      "The split: a table, JSON lines, or a folder of one file for each part.",
      valueName: "file"))
  var split: String?

  @Option(help: ArgumentHelp("A file of which everything fits weights.", valueName: "file"))
  var train: String?

  @Option(help: ArgumentHelp("A file of which everything chooses the model.", valueName: "file"))
  var dev: String?

  @Option(help: ArgumentHelp("A file of which everything is tested.", valueName: "file"))
  var test: String?

  @Option(
    help: ArgumentHelp(
      "The corpus that the files are of: \(CorpusRegistry.publishedNames), or one with a manifest.",
      valueName: "name"))
  var corpus: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the recordings, or one that holds a folder of the corpus' name.",
      valueName: "folder"))
  var data: String?

  @Flag(help: "Leave with 3 also where a reason could not be judged for want of recordings.")
  var strict = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard split != nil || (train != nil && test != nil) else {
      throw ValidationError("Name the split by --split FILE, or its parts by --train and --test.")
    }
    try FolderName.validate(data, of: "--data")
    guard data == nil || corpus != nil else {
      throw ValidationError("--data needs --corpus: whose recordings are they?")
    }
    try corpus.map { try CorpusName.validate($0, of: "--corpus") }
  }

  func perform() throws -> CommandResult {
    let parts = [Part.train: train, .dev: dev, .test: test].compactMapValues { $0 }
    let foreign = try ForeignSplit.load(path: split, parts: parts)
    let source = try recordings()
    let subjects = foreign.subjects(
      id: split ?? [train, test].compactMap { $0 }.joined(separator: " > "),
      corpus: source?.corpus, named: corpus)
    let hashes = source?.recordings.compactMapValues(\.contentHash) ?? [:]
    let judgement = LeakageJudge.judge(
      split: subjects.split, testSet: subjects.split.tests[0], subjects: subjects.subjects,
      hashes: hashes, nearDuplicates: source?.nearDuplicates ?? [])
    let result = LeakageResult(
      split: foreign, subjects: subjects, judgement: judgement,
      isHeard: source != nil && subjects.matched > 0)
    return CommandResult(
      status: ExitStatus(result.status(strict: strict)), text: result.text, data: result)
  }

  /// The recordings, decoded once, where somebody said which corpus they are of and they are here.
  private func recordings() throws -> CorpusSource? {
    guard let corpus else { return nil }
    Interruption.listen()
    let options = CorpusOptions.of(corpus: corpus, data: data)
    if data != nil { return try CorpusSource.open(options, console: output.console()) }
    guard CorpusSource.isHere(options) else { return nil }
    return try CorpusSource.open(options, console: output.console())
  }
}
