import Corpora
import Fingerprints
import Foundation
import Ledger

/// Corpora whose speakers every training hears beside those of its split. None of their utterances is
/// ever dev or test, so their speakers never count as external.
struct Companions {
  /// The corpora, each read and decoded once.
  let sources: [CorpusSource]

  /// Every utterance that training hears too.
  var utterances: [Utterance] { sources.flatMap(\.corpus.utterances) }

  /// The hashes of the corpora by name, as a plan keeps them.
  var hashes: [String: String] {
    Dictionary(uniqueKeysWithValues: sources.map { ($0.corpus.name, $0.hash) })
  }

  /// Finds, reads and surveys the corpora of these names.
  ///
  /// - Throws: `CommandFailure` where one is named twice, or is the audited one.
  static func open(
    _ names: [String], beside audited: Corpus, data: String?, console: Console
  ) throws -> Companions {
    var known: Set = [audited.name]
    for name in names where !known.insert(name).inserted {
      throw CommandFailure(
        .badCall,
        "--companion \(name): training hears \(audited.name) and its companions once; name each "
          + "corpus once, and not the audited one.")
    }
    return Companions(
      sources: try names.map { name in
        let source = try CorpusSource.open(
          .of(corpus: name, data: folder(of: name, in: data)), console: console)
        source.corpus.problemLines.forEach(console.note)
        return source.named(by: source.corpus.name)
      })
  }

  /// The companion's folder below `--data`, if that has one: the option may also name the folder of the
  /// audited corpus itself.
  private static func folder(of name: String, in data: String?) -> String? {
    guard let folder = data.map({ $0 + "/" + name }),
      FileManager.default.fileExists(atPath: folder)
    else { return nil }
    return folder
  }

  /// The split with the companions in its training part, and their corpora among those it is trained
  /// on, by name.
  func joining(_ split: Split) -> Split {
    guard !sources.isEmpty else { return split }
    return Split(
      id: split.id, evaluationProtocol: split.evaluationProtocol,
      trainedOn: split.trainedOn + sources.map(\.corpus.name),
      train: split.train + utterances.map(\.id), dev: split.dev, calibration: split.calibration,
      tests: split.tests)
  }

  /// Pairs of utterances, of the audited corpus and of the companions, that are one recording by their
  /// fingerprints.
  func nearDuplicates(beside audited: CorpusSource) -> [(String, String)] {
    guard !sources.isEmpty else { return audited.nearDuplicates }
    let recordings = ([audited] + sources).flatMap { source in
      source.corpus.utterances.map { ($0.id, source.recordings[$0.id]?.fingerprint) }
    }
    return NearDuplicates(among: recordings.map { $0.1.flatMap { Fingerprint(bytes: $0) } })
      .pairs.map { (recordings[$0.left].0, recordings[$0.right].0) }
  }

  /// The audited corpus with the companions' utterances and speakers, to look up identifiers in.
  func joining(_ corpus: Corpus) -> Corpus {
    guard !sources.isEmpty else { return corpus }
    return Corpus(
      name: corpus.name, root: corpus.root, utterances: corpus.utterances + utterances,
      speakers: corpus.speakers + sources.flatMap(\.corpus.speakers),
      droppedLabels: corpus.droppedLabels, problems: corpus.problems)
  }
}

extension CorpusSource {
  /// The source with utterances and speakers called `prefix/name`: two corpora may use one name for two
  /// recordings, or for two people.
  fileprivate func named(by prefix: String) -> CorpusSource {
    func longer(_ name: String) -> String { prefix + "/" + name }
    let renamed = Corpus(
      name: corpus.name, root: corpus.root,
      utterances: corpus.utterances.map {
        Utterance(
          id: longer($0.id), corpus: $0.corpus, speaker: longer($0.speaker), emotion: $0.emotion,
          word: $0.word, path: $0.path, attributes: $0.attributes, parent: $0.parent.map(longer))
      },
      speakers: corpus.speakers.map {
        Speaker(id: longer($0.id), sex: $0.sex, age: $0.age, language: $0.language)
      },
      droppedLabels: corpus.droppedLabels, problems: corpus.problems)
    return CorpusSource(
      corpus: renamed,
      recordings: Dictionary(
        uniqueKeysWithValues: recordings.map { (longer($0.key), $0.value) }),
      nearDuplicates: nearDuplicates.map { (longer($0.0), longer($0.1)) },
      hash: hash, isSynthetic: isSynthetic)
  }
}
