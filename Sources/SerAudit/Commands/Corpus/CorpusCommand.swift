import ArgumentParser

/// What can be asked about corpora.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus", abstract: "Look after corpora.",
    subcommands: [
      CorpusListCommand.self, CorpusAddCommand.self, CorpusCheckCommand.self,
      CorpusFetchCommand.self, CorpusStatsCommand.self, CorpusFeaturesCommand.self,
    ])

  /// What a call with some words before its options is called: `corpus` where no subcommand fits.
  static func title(of words: [String]) -> String {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard words.count > 1, names.contains(words[1]) else { return words[0] }
    return words[0] + " " + words[1]
  }
}
