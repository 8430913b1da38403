import ArgumentParser
import Corpora
import Foundation
import Training

/// Split files for models that are trained elsewhere.
struct SplitCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Write the split files of a corpus, to train elsewhere and audit here.",
    discussion: """
      Writes a table path,part (train, dev, calibration, test) for each model that the rungs want, \
      byte for byte as a run writes them to reports/<run>/splits, and judges each test set for \
      leakage by names, bytes and near-duplicates. Nothing is trained and no ledger is written. \
      Without --protocols the rungs are those of the preset standard: speaker-disjoint in every \
      direction, and random, which is LEAKY, to compare with. A file that is there already is \
      never replaced by another split.

      Fit a model to the parts train and dev of a file, let it answer the rest, and audit the \
      answers: `ser-audit full --split FILE --predictions ANSWERS` (docs/any-model.md).

      Exit codes: 0 written, LEAKY or not; 2 bad call, or another file is there already; 4 the \
      corpus cannot be read, or cannot give a rung; 5 disk; 130 interrupted.
      """)

  @Argument(
    help: "\(CorpusRegistry.publishedNames), synthetic, or the name of a corpus with a manifest.")
  var name: String

  @OptionGroup var place: CorpusPlaceOptions

  @OptionGroup var ladder: LadderOptions

  @Option(
    help: ArgumentHelp(
      "Where dealing to parts begins; the splits of a run are those of 0.", valueName: "number"))
  var seed: UInt64 = RunPlan.dataSeed

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp(
      "The folder to write to; reports/splits-<name> if not given.", valueName: "folder"))
  var folder: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    try CorpusName.validate(name, of: "<name>")
    try FolderName.validate(folder, of: "--output")
  }

  func perform() throws -> CommandResult {
    Interruption.listen()
    let console = output.console()
    let found = try CorpusSource.find(.of(corpus: name, data: place.data), console: console)
    try ladder.requireSpeakers(of: found.corpus)
    let source = try CorpusSource.survey(found, console: console)
    source.corpus.problemLines.forEach(console.note)
    let further = try FurtherCorpora(
      companions: [], externals: ladder.externals, beside: source.corpus,
      data: place.data, console: console)
    let planned = try plan(of: source.corpus, further.externals).splits(console: console)
    let heard = HeardCorpora(
      audited: source, beside: further.sources, derived: planned.derived)
    try heard.requireDistinctNames()
    if !planned.derived.isEmpty {
      console.note(
        "Note: augment-before-split names changed copies (identifier~number), of which there are "
          + "no files: only the network of `ser-audit full` can be trained by it.")
    }
    let folder = folder ?? "reports/splits-\(source.corpus.name)"
    let files = FrozenSplits.files(of: planned.splits, corpus: source.corpus, in: folder)
    try write(files, to: folder)
    let result = SplitResult(
      source: source, seed: seed, folder: folder,
      files: zip(files, heard.judged(planned.splits)).map { .init($0.path, $1) })
    return CommandResult(
      status: .passed, text: result.text + (output.quiet ? "" : "\n\n" + next(source.corpus)),
      data: result)
  }

  /// What to do with the files: those that test across corpora need the others by name again.
  private func next(_ corpus: Corpus) -> String {
    let data = place.data.map { " --data \($0)" } ?? ""
    let externals = ladder.externals.map { " --external \($0)" }.joined()
    let without =
      externals.isEmpty ? "" : " (for a file without recordings of another corpus: no --external)"
    return "Next: fit a model to the parts train and dev of one of them, let it answer the rest, "
      + "and audit the answers: ser-audit full --corpus \(corpus.name)\(data)\(externals) "
      + "--split FILE --predictions ANSWERS\(without)"
  }

  /// The rungs, planned as a run of the default recipe plans them.
  private func plan(of corpus: Corpus, _ externals: [CorpusSource]) -> LadderPlan {
    LadderPlan(
      protocols: ladder.protocols(of: .standard),
      planner: ProtocolPlanner(
        corpus: corpus, seed: seed, folds: ladder.folds(of: corpus),
        copies: Recipe().waveformAugmentation.copies),
      externals: externals, preset: ladder.names == nil ? .standard : nil)
  }

  /// Writes all files, or none where another one stands in the place of any.
  private func write(_ files: [FrozenSplits.File], to folder: String) throws(CommandFailure) {
    let isOther = { (file: FrozenSplits.File) in
      guard PathKind(of: file.path) != nil else { return false }
      return (try? FileBytes.read(path: file.path)) != Array(file.text.utf8)
    }
    if let taken = files.first(where: isOther) {
      throw CommandFailure(
        .badCall,
        "\(taken.path) is there already, and is not this split; nothing was written. Move it away, "
          + "or name another folder by --output.")
    }
    try Workspace.create(folder: folder)
    for file in files { try Workspace.write(file.text, to: file.path) }
  }
}
