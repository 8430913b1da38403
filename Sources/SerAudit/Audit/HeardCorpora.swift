import Audio
import Audits
import Corpora
import Fingerprints
import Training

/// Everything that a model of a run may hear or be asked: the audited corpus, those beside it, and
/// changed copies that a plan makes before it splits.
struct HeardCorpora {
  /// The corpora, the audited one first, as they were read.
  let sources: [CorpusSource]
  /// Changed copies, which have no file of their own.
  let derived: [Utterance]
  /// All utterances and speakers, under the name of the audited corpus.
  let corpus: Corpus
  private let byIdentifier: [String: Utterance]
  private let roots: [String: String]
  private let versions: [String: RecordingVersion]

  init(audited: CorpusSource, beside further: [CorpusSource], derived: [Utterance]) {
    sources = [audited] + further
    self.derived = derived
    corpus = Corpus(
      name: audited.corpus.name, root: audited.corpus.root,
      utterances: sources.flatMap(\.corpus.utterances) + derived,
      speakers: sources.flatMap(\.corpus.speakers), droppedLabels: audited.corpus.droppedLabels,
      problems: audited.corpus.problems)
    byIdentifier = Dictionary(
      corpus.utterances.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    roots = Dictionary(
      sources.map { ($0.corpus.name, $0.corpus.root) }, uniquingKeysWith: { first, _ in first })
    versions = sources.map(\.versions).reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }

  /// Checks that no two corpora call a recording, or a speaker, by one name.
  ///
  /// - Throws: `CommandFailure` naming the first that they share.
  func requireDistinctNames() throws(CommandFailure) {
    var owners: [String: String] = [:]
    for corpus in sources.map(\.corpus) {
      let names =
        corpus.utterances.map { "recording \($0.id)" }
        + corpus.speakersWithUtterances.map { "speaker \($0.id)" }
      for name in names {
        guard let owner = owners.updateValue(corpus.name, forKey: name) else { continue }
        throw CommandFailure(
          .data,
          "\(owner) and \(corpus.name) both have a \(name) (those of a corpus beside the audited "
            + "one begin with its name). Rename one of them, in its manifest or on disk.")
      }
    }
  }

  /// The utterances of identifiers, in their order.
  func utterances(_ identifiers: [String]) -> [Utterance] {
    identifiers.compactMap { byIdentifier[$0] }
  }

  /// The recording of an utterance; of a changed copy that of its parent.
  ///
  /// - Throws: `RecordingChanged` where the file is not what it was when the run began.
  func path(of utterance: Utterance) throws(RecordingChanged) -> String {
    let path = (roots[utterance.corpus] ?? corpus.root) + "/" + utterance.path
    let recording = utterance.copyNumber == nil ? utterance.id : utterance.parent ?? utterance.id
    try versions[recording]?.check(path: path)
    return path
  }

  /// The SHA-256 of recordings by utterance.
  var hashes: [String: String] {
    sources.map { $0.recordings.compactMapValues(\.contentHash) }
      .reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }

  /// Pairs of utterances of any of the corpora that are one recording by their fingerprints.
  var nearDuplicates: [(String, String)] {
    if sources.count == 1 { return sources[0].nearDuplicates }
    let recordings = sources.flatMap { source in
      source.corpus.utterances.map { ($0.id, source.recordings[$0.id]?.fingerprint) }
    }
    return NearDuplicates(among: recordings.map { $0.1.flatMap { Fingerprint(bytes: $0) } })
      .pairs.map { (recordings[$0.left].0, recordings[$0.right].0) }
  }
}

extension WaveformAugmentation {
  /// An utterance's sound: the recording, or what makes a changed copy of it. Copies that are made
  /// before a split are the same for every training seed.
  func sound(of utterance: Utterance, from recording: Waveform) -> Waveform {
    guard let parent = utterance.parent, let copy = utterance.copyNumber else { return recording }
    return plan(utterance: parent, copy: copy, seed: RunPlan.dataSeed).apply(to: recording)
  }
}
