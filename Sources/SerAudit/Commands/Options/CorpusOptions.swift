import ArgumentParser

/// Which recordings are audited.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "\(CorpusRegistry.publishedNames), synthetic, or the name of a corpus with a manifest.",
      discussion: """
        Without --data, the folder that the environment variable SER_AUDIT_DATA names is looked \
        into, then datasets/<corpus>/audio. Without --corpus and --data, and with no recordings \
        in either place, a synthetic corpus is made.
        """, valueName: "name"))
  var corpus: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the corpus, or one that holds a folder of its name.", valueName: "folder"))
  var data: String?

  func validate() throws {
    try corpus.map { try CorpusName.validate($0, of: "--corpus") }
    try FolderName.validate(data, of: "--data")
  }

  /// The options as a program sets them.
  static func of(corpus: String?, data: String?) -> CorpusOptions {
    var options = CorpusOptions()
    options.corpus = corpus
    options.data = data
    return options
  }
}
