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
        """, valueName: "name"))
  var corpus: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the corpus, or one that holds a folder of its name.", valueName: "folder"))
  var data: String?

  /// The options as a program sets them.
  static func of(corpus: String?, data: String?) -> CorpusOptions {
    var options = CorpusOptions()
    options.corpus = corpus
    options.data = data
    return options
  }
}

/// Which ledger is read and written.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The SQLite file that every number is written to.", valueName: "file"))
  var ledger: String = "ser-audit.sqlite"
}

/// Where reports go.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of reports, a folder a run.", valueName: "folder"))
  var reports: String = "reports"
}

/// How a policy is chosen.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A policy file (YAML; docs/policy.example.yaml explains every key); without one, the default "
        + "policy decides.", valueName: "file"))
  var policy: String?
}

/// How much is told on the way.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Tell errors and results alone.")
  var quiet = false

  @Flag(help: "Print one JSON object instead of text (docs/schema has its JSON Schema).")
  var json = false

  func console() -> Console { Console(isQuiet: quiet || json) }
}
