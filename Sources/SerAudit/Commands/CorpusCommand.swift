import ArgumentParser

/// What can be asked about corpora.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus", abstract: "Look after corpora.",
    subcommands: [CorpusCheckCommand.self])
}
