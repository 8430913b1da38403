import ArgumentParser
import Foundation

/// Which recordings are audited.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "tess, ravdess, synthetic, or the name of a corpus with a manifest.",
      discussion: """
        Recordings are looked for in --data, then in the folder that the environment variable \
        SER_AUDIT_DATA names, then in datasets/<corpus>/audio. Without --corpus and --data, and \
        with no recordings in any of these places, a synthetic corpus is made.
        """))
  var corpus: String?

  @Option(help: "The folder of the corpus, or one that holds a folder of its name.")
  var data: String?

  /// The options as a program sets them.
  static func of(corpus: String?, data: String?) -> CorpusOptions {
    var options = CorpusOptions()
    options.corpus = corpus
    options.data = data
    return options
  }
}

/// Where results go and how much is told on the way.
struct OutputOptions: ParsableArguments {
  @Option(help: "The SQLite file that every number is written to.")
  var ledger: String = "ser-audit.sqlite"

  @Option(help: "The folder of reports, a folder a run.")
  var reports: String = "reports"

  @Flag(help: "Tell errors and results alone.")
  var quiet = false

  @Flag(help: "Print one JSON object instead of text (docs/schema has its JSON Schema).")
  var json = false

  var workspace: Workspace { Workspace(ledger: ledger, reports: reports) }

  func console() -> Console { Console(isQuiet: quiet || json) }
}
