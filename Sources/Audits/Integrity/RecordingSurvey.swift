import Corpora
import Fingerprints
import Parallel
import Wording

/// What decoding every recording of a corpus once tells: hashes, lengths, fingerprints, and what
/// cannot be used.
public struct RecordingSurvey: Sendable {
  /// The corpus without the recordings that cannot be used; its problems name them.
  public let corpus: Corpus
  /// What was found, by utterance.
  public let facts: [String: RecordingInspection]

  /// Decodes every recording, some at a time.
  ///
  /// - Parameters:
  ///   - corpus: what was found on disk.
  ///   - progress: called with the number of recordings done; `false` ends the survey.
  /// - Returns: the survey, or `nil` where `progress` ended it.
  public static func run(
    _ corpus: Corpus, progress: (Int) -> Bool = { _ in true }
  ) -> RecordingSurvey? {
    guard
      let results = inspect(
        corpus.utterances.map(\.path), root: corpus.root, progress: progress)
    else { return nil }
    var facts: [String: RecordingInspection] = [:]
    var problems: [CorpusProblem] = []
    for (utterance, result) in zip(corpus.utterances, results) {
      switch result {
      case .success(let found): facts[utterance.id] = found
      case .failure(let problem): problems.append(problem)
      }
    }
    return RecordingSurvey(
      corpus: Corpus(
        name: corpus.name, root: corpus.root,
        utterances: corpus.utterances.filter { facts[$0.id] != nil }, speakers: corpus.speakers,
        droppedLabels: corpus.droppedLabels, problems: corpus.problems + problems),
      facts: facts)
  }

  /// Decodes files on all cores; the results stand in the order of the paths.
  static func inspect(
    _ paths: [String], root: String, progress: (Int) -> Bool
  ) -> [Result<RecordingInspection, CorpusProblem>]? {
    paths.parallelMap(progress: progress) { path in
      Result { () throws(CorpusProblem) in try RecordingInspection(path: path, root: root) }
    }
  }

  /// The bytes that were read of each recording, by utterance.
  public var versions: [String: RecordingVersion] {
    facts.mapValues { RecordingVersion(state: $0.state, contentHash: $0.contentHash) }
  }

  /// What is to be said of recordings that hold bytes which their headers do not count; `nil` where
  /// none does.
  public var uncountedNote: String? {
    let uncounted = corpus.utterances.filter { (facts[$0.id]?.info.bytesUncounted ?? 0) > 0 }
    guard let first = uncounted.first, let bytes = facts[first.id]?.info.bytesUncounted else {
      return nil
    }
    let whose =
      uncounted.count == 1
      ? "1 recording holds bytes that its header does not count:"
      : "\(uncounted.count) recordings hold bytes that their headers do not count, for example"
    return
      "\(whose) \(first.path) (\(bytes, "byte")); they are not heard, and "
      + "`ser-audit corpus check` names all and what to do"
  }

  /// Pairs of utterances that are one recording by their fingerprints, those with the same bytes
  /// included; sorted.
  public var nearDuplicates: [(String, String)] {
    let ids = corpus.utterances.map(\.id)
    return NearDuplicates(among: ids.map { facts[$0]?.fingerprint }).pairs.map {
      (ids[$0.left], ids[$0.right])
    }
  }
}
