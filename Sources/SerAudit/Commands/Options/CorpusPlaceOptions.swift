import ArgumentParser

/// Where the recordings of a corpus are.
struct CorpusPlaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the corpus, or one that holds a folder of its name.",
      discussion: """
        Without it, the folder that the environment variable SER_AUDIT_DATA names is looked into, \
        then datasets/<name>/audio.
        """, valueName: "folder"))
  var data: String?

  func validate() throws { try FolderName.validate(data, of: "--data") }
}
