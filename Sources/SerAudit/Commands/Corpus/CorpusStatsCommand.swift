import ArgumentParser
import Corpora

/// What a corpus holds.
struct CorpusStatsCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count what a corpus holds: speakers by emotions, words, lengths and sample rates.",
    discussion: """
      Names, labels and the headers of recordings are read, no audio. Labels without a counterpart \
      among the seven emotions are told by name with their count.

      Exit codes: 0 counted; 2 bad call; 4 the corpus cannot be read; 130 interrupted.
      """)

  @Argument(help: "\(CorpusRegistry.publishedNames), or a corpus with a manifest.")
  var name: String

  @OptionGroup var place: CorpusPlaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws { try CorpusName.validate(name, of: "<name>") }

  func perform() throws -> CommandResult {
    Interruption.listen()
    let location = try CorpusSource.place(of: .of(corpus: name, data: place.data))
    let corpus = try CorpusReader.read(
      name: name, root: location.root, labels: CorpusRegistry().labels(of: name))
    let statistics = try CorpusStatistics(
      of: corpus, notice: CorpusFormat(corpus: name).notice, console: output.console())
    return CommandResult(status: .passed, text: statistics.text, data: statistics)
  }
}
