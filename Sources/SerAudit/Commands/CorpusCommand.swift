import ArgumentParser
import Audits
import Corpora
import Findings

/// What can be asked about corpora.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus", abstract: "Look after corpora.",
    subcommands: [CorpusCheckCommand.self, CorpusFeaturesCommand.self])
}

/// Whether the recordings of a corpus are all there and can be used.
struct CorpusCheckCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read and decode every recording of a corpus and report what is wrong.",
    discussion: """
      Nothing is written. Each file that cannot be used is named with what was found, what was \
      expected and what to do.

      Exit codes: 0 where every recording can be used, 1 where some were left out, 4 where the \
      corpus cannot be read at all; 2 bad call.
      """)

  static let title = "corpus check"

  @Argument(help: "tess, ravdess, or the name of a corpus with a manifest.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "The folder of the corpus, or one that holds a folder of its name.",
      discussion: """
        Without it, the folder that the environment variable SER_AUDIT_DATA names is looked into, \
        then datasets/<name>/audio.
        """, valueName: "folder"))
  var data: String?

  @OptionGroup var output: OutputOptions

  struct Check: Encodable {
    let corpus: String
    let root: String
    let hash: String
    let utterances: Int
    let speakers: [Speaker]
    let droppedLabels: [String: Int]
    let problems: [CorpusProblem]
  }

  func perform() throws -> CommandResult {
    let options = CorpusOptions.of(corpus: name, data: data)
    let source = try CorpusSource.open(options, console: output.console())
    let corpus = source.corpus
    let problems = corpus.problems.map { "left out  \($0.kind.rawValue): \($0.explanation)" }
    let notes = IntegrityAudit.findings(of: corpus).filter { $0.status == .passed }.map(\.message)
    let counts = Emotion.allCases.map { emotion in
      "\(emotion.rawValue) \(corpus.utterances.count { $0.emotion == emotion })"
    }
    let summary =
      "\(corpus.name): \(corpus.utterances.count) utterances of \(corpus.speakerCount) "
      + "(\(counts.joined(separator: ", "))); content \(source.hash.prefix(16))"
    return CommandResult(
      status: corpus.problems.isEmpty ? .passed : .failed,
      text: ([summary] + problems + notes).joined(separator: "\n"),
      data: Check(
        corpus: corpus.name, root: corpus.root, hash: source.hash,
        utterances: corpus.utterances.count, speakers: corpus.speakersWithUtterances,
        droppedLabels: corpus.droppedLabels, problems: corpus.problems))
  }
}
