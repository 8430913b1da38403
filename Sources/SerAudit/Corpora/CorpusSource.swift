import Audits
import Corpora
import Foundation
import Ledger
import SyntheticSpeech
import Wording

/// A corpus that was found, read and decoded once.
struct CorpusSource {
  let corpus: Corpus
  let recordings: [String: RecordingFacts]
  /// The bytes that were read of each recording.
  let versions: [String: RecordingVersion]
  /// Pairs of utterances that are one recording by their fingerprints.
  let nearDuplicates: [(String, String)]
  let hash: String
  let isSynthetic: Bool

  private static let usual = "tess"

  /// The audited corpus, beside which a further one may stand.
  struct Neighbour {
    /// The value of `--data`: a folder with or of the audited corpus.
    let data: String?
  }

  /// Finds, reads and surveys the corpus that somebody asked for, as `find` does.
  static func open(
    _ options: CorpusOptions, neighbour: Neighbour? = nil, console: Console
  ) throws -> CorpusSource {
    try survey(find(options, neighbour: neighbour, console: console), console: console)
  }

  /// A corpus as names and labels give it.
  struct Found {
    let corpus: Corpus
    let isSynthetic: Bool
  }

  /// Finds the corpus that somebody asked for and reads its names and labels, or makes the
  /// synthetic one where nobody asked for any and none is there; nothing is decoded.
  ///
  /// - Parameter neighbour: the audited corpus, where this is a further one.
  static func find(
    _ options: CorpusOptions, neighbour: Neighbour? = nil, console: Console
  ) throws -> Found {
    let name = options.corpus ?? usual
    let location = locate(name, options, neighbour)
    let isBeside = (try? location.get())?.origin == .option
    if name == SyntheticCorpus.name && options.data == nil && !isBeside {
      return try makeSynthetic(console: console)
    }
    if case .failure(.corpusNotFound) = location, options.corpus == nil, options.data == nil {
      console.note(
        "No recordings were found (--data, SER_AUDIT_DATA, datasets/tess/audio), so a synthetic "
          + "corpus is used. Its numbers say nothing about human speech.")
      return try makeSynthetic(console: console)
    }
    return Found(
      corpus: try read(options, neighbour: neighbour, console: console),
      isSynthetic: name == SyntheticCorpus.name)
  }

  private static func locate(
    _ name: String, _ options: CorpusOptions, _ neighbour: Neighbour? = nil
  ) -> Result<CorpusLocation, CorpusError> {
    Result { () throws(CorpusError) in
      try CorpusRegistry().location(of: name, data: options.data, neighbour: neighbour?.data)
    }
  }

  /// Whether the recordings of a corpus that somebody named are anywhere to be found.
  static func isHere(_ options: CorpusOptions) -> Bool {
    if case .success = locate(options.corpus ?? usual, options) { true } else { false }
  }

  /// Finds a corpus and reads names and labels; nothing is decoded.
  static func read(
    _ options: CorpusOptions, neighbour: Neighbour? = nil, console: Console
  ) throws -> Corpus {
    let name = options.corpus ?? usual
    let corpus = try CorpusReader.read(
      name: name, root: place(of: options, neighbour: neighbour).root,
      labels: CorpusRegistry().labels(of: name))
    CorpusFormat(corpus: name).notice.map(console.note)
    return corpus
  }

  /// Where the recordings of a corpus are.
  ///
  /// - Throws: `CommandFailure` that names every place where they were looked for.
  static func place(
    of options: CorpusOptions, neighbour: Neighbour? = nil
  ) throws -> CorpusLocation {
    let (name, registry) = (options.corpus ?? usual, CorpusRegistry())
    let location = locate(name, options, neighbour)
    if case .failure(.corpusNotFound(let canonical, let searched)) = location {
      let both = neighbour.map { _ in "a folder that holds both corpora" }
      throw CommandFailure(
        .data,
        registry.isKnown(name)
          ? CorpusError.notFound(
            name: canonical, searched: searched, folder: both ?? "the folder that holds it")
            + manifestHint(options)
          : unknown(name, searched, folder: both ?? "the folder of the manifest"))
    }
    return try location.get()
  }

  /// What to call where nobody named a corpus and the folder that was given holds a table of one.
  private static func manifestHint(_ options: CorpusOptions) -> String {
    guard options.corpus == nil, let data = options.data else { return "" }
    let name = CorpusRegistry().ownName(in: data)
    guard let found = try? CorpusRegistry().location(of: name, data: data) else { return "" }
    return "\n\(found.root) has a table of recordings of your own: audit them by --corpus \(name) "
      + "--data \(data)."
  }

  /// Why there is nothing to work with.
  static func nothingUsable(_ corpus: Corpus) -> String {
    "None of the recordings below \(corpus.root) can be used:\n"
      + corpus.problemLines.joined(separator: "\n")
      + "\nGive a folder of speech recordings with --data."
  }

  private static func unknown(
    _ name: String, _ searched: [SearchedPlace], folder: String
  ) -> String {
    let places = searched.map { "  \($0.path) (\($0.origin.rawValue)): \($0.found)" }
    guard name != SyntheticCorpus.name else {
      return """
        the synthetic corpus is in none of these places:
        \(places.joined(separator: "\n"))
        It is made by `ser-audit full --corpus synthetic`, or by `explore synthetic`, without --data.
        """
    }
    return """
      there is no corpus \(name). Known by name are \(CorpusRegistry.publishedNames) and \
      \(SyntheticCorpus.name); any other is read from a manifest.csv with the columns \
      path,emotion,speaker, or from a metadata.csv with file_name,emotion,speaker, expected in one \
      of:
      \(places.joined(separator: "\n"))
      Put it there, or name \(folder) with --data DIR.
      """
  }

  private static func makeSynthetic(console: Console) throws -> Found {
    let folder = "datasets/\(SyntheticCorpus.name)/audio"
    let synthetic = try SyntheticCorpus()
    let stage = StageProgress(
      "Synthetic corpus", total: synthetic.items.count, console: console)
    try synthetic.write(to: folder) { done, _ in stage.update(done: done) }
    stage.finish("\(synthetic.items.count) utterances below \(folder)")
    return Found(
      corpus: try CorpusReader.read(name: SyntheticCorpus.name, root: folder), isSynthetic: true)
  }

  /// Decodes every recording of a corpus once.
  ///
  /// - Throws: `CommandFailure` where none can be used, or somebody pressed Ctrl-C.
  static func survey(_ found: Found, console: Console) throws -> CorpusSource {
    let stage = StageProgress(
      "Read \(found.corpus.name)", total: found.corpus.utterances.count, console: console)
    let survey = RecordingSurvey.run(found.corpus) { done in
      stage.update(done: done)
      return !Interruption.isRequested
    }
    guard let survey else { throw CommandFailure.interruptedUnwritten }
    let corpus = survey.corpus
    guard !corpus.utterances.isEmpty else {
      throw CommandFailure(.data, nothingUsable(corpus))
    }
    let lost = corpus.problems.losingRecordings.count
    let left = lost == 0 ? "" : ", \(lost, "file") left out"
    stage.finish(
      "\(corpus.utterances.count, "recording") of \(corpus.speakerCount) below "
        + "\(corpus.root)\(left)")
    survey.uncountedNote.map { console.note("  \($0)") }
    return CorpusSource(
      corpus: corpus,
      recordings: survey.facts.mapValues {
        RecordingFacts(
          contentHash: $0.contentHash, durationSeconds: $0.durationSeconds,
          fingerprint: $0.fingerprint.bytes)
      },
      versions: survey.versions, nearDuplicates: survey.nearDuplicates,
      hash: ContentHashes(byName: survey.facts.mapValues(\.contentHash)).combined,
      isSynthetic: found.isSynthetic)
  }
}
