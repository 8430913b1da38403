import ArgumentParser
import Audio
import Corpora
import Foundation
import Parallel
import Training
import Wording

/// Computes what trainings read, ahead of them.
struct CorpusFeaturesCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Compute the spectrograms of a corpus and keep them for trainings.",
    discussion: """
      Spectrograms are kept in the folder that the environment variable SER_AUDIT_CACHE names, or \
      in ser-audit/features in the user's cache folder; an empty SER_AUDIT_CACHE keeps none. They \
      are found again by what a recording holds and by the recipe's feature settings. The folder \
      may be removed at any time. At the end, and before each training, the oldest go until 2 GB \
      are left.

      Exit codes: 0 done, 1 where some recordings could not be used, 2 bad call or recipe, 4 data, \
      5 where they cannot be kept; 130 interrupted.
      """)

  @Argument(help: "\(CorpusRegistry.publishedNames), or a corpus with a manifest.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "The folder of the corpus, or one that holds a folder of its name.", valueName: "folder"))
  var data: String?

  @Option(help: ArgumentHelp("A recipe whose feature settings count.", valueName: "file"))
  var recipe: String?

  @OptionGroup var output: OutputOptions

  struct Features: Encodable {
    let corpus: String
    let utterances: Int
    let leftOut: Int
    let frames: Int
    let seconds: Double
    let peakMegabytes: Int
    let cache: String?
    /// Utterances whose spectrograms are in the folder at the end, which has a limit.
    let kept: Int?
  }

  /// Utterances that are in memory at once, whatever the size of the corpus.
  private static let batch = 64

  func validate() throws {
    try CorpusName.validate(name, of: "<name>")
    try FolderName.validate(data, of: "--data")
  }

  func perform() throws -> CommandResult {
    Interruption.listen()
    let start = Date()
    let recipe = try recipe.map { try Recipe(path: $0) } ?? Recipe()
    let console = output.console()
    let corpus = try CorpusSource.read(.of(corpus: name, data: data), console: console)
    let file: @Sendable (Utterance) -> String = { corpus.root + "/" + $0.path }
    let cache = try FeatureCachePlace.folder().map {
      try FeatureCache(folder: $0, settings: recipe.features, readRate: Waveform.speechRate)
    }
    let loader = try ExampleLoader(
      recipe: recipe, seed: 0, cache: cache.map { ExampleCache(features: $0, file: file) }
    ) { try AudioFile.read(path: file($0)).resampled(to: Waveform.speechRate) }
    var (seen, done, frames) = (0, 0, 0)
    let stage = StageProgress(
      "Features \(corpus.name)", total: corpus.utterances.count, console: console)
    for batch in corpus.utterances.chunks(of: Self.batch) {
      guard !Interruption.isRequested else {
        throw CommandFailure(
          .interrupted,
          "Interrupted after \(done) of \(corpus.utterances.count) utterances"
            + (cache == nil ? "." : ", which are kept; the same command goes on from here."))
      }
      let examples = try loader.examples(of: batch, copies: false)
      let used = Set(examples.map(\.utterance))
      let paths = batch.filter { used.contains($0.id) }.map(file)
      if let cache { try requireKept(paths, after: done, of: corpus, in: cache) }
      done += examples.count
      frames += examples.reduce(0) { $0 + $1.spectrograms[0].frames }
      seen += batch.count
      stage.update(done: seen)
    }
    let removed = cache.map { FeatureCache.trim(folder: $0.folder) } ?? 0
    let kept = cache.map { cache in
      removed == 0 ? done : corpus.utterances.count { cache.holds(file: file($0)) }
    }
    return result(
      Features(
        corpus: corpus.name, utterances: done,
        leftOut: corpus.utterances.count - done + corpus.problems.losingRecordings.count,
        frames: frames, seconds: Date().timeIntervalSince(start),
        peakMegabytes: Machine.peakMegabytes, cache: cache?.folder, kept: kept))
  }

  /// Throws where some of a batch is not on disk: a training goes on without, but keeping is what
  /// this command is for.
  private func requireKept(
    _ paths: [String], after done: Int, of corpus: Corpus, in cache: FeatureCache
  ) throws(CommandFailure) {
    let kept = paths.count { cache.holds(file: $0) }
    guard kept < paths.count else { return }
    throw CommandFailure(
      .ledger,
      "\(corpus.name): \(done + kept) of \(corpus.utterances.count) utterances kept; "
        + "\(cache.folder) cannot be written. Free some space there, or let SER_AUDIT_CACHE name "
        + "another folder.")
  }

  private func kept(_ found: Features) -> String {
    guard let folder = found.cache, let kept = found.kept else { return "not kept" }
    guard kept < found.utterances else { return "kept in \(folder)" }
    return "\(kept) kept in \(folder), which holds no more than 2 GB"
  }

  private func result(_ found: Features) -> CommandResult {
    let isOne = found.leftOut == 1
    let left =
      found.leftOut > 0
      ? ", \(found.leftOut, "recording") could not be used (`ser-audit corpus "
        + "check` names \(isOne ? "it" : "them"))" : ""
    return CommandResult(
      status: found.leftOut == 0 ? .passed : .failed,
      text: "\(found.corpus): \(found.utterances, "utterance"), "
        + "\(found.frames) frames in "
        + "\(found.seconds.rounded(to: 2)) s, at most \(found.peakMegabytes) MB of memory\(left); "
        + kept(found),
      data: found)
  }
}
