import Corpora
import Fingerprints

/// What every recording below the folder of a corpus comes to, whether the corpus uses it or not,
/// and every other that the corpus uses, wherever it lies.
public struct FolderInspection: Sendable {
  /// The corpus without the recordings that cannot be used; its problems name them.
  public let corpus: Corpus
  /// Every recording below the folder that is there, and those elsewhere that the corpus uses, in
  /// reading order.
  public let files: [ListedFile]
  /// What was found, by path.
  public let recordings: [String: RecordingInspection]
  /// How the files compare with the published ones, where their checksums are known.
  public let official: IntegrityReport?
  /// Sets of paths that are one recording in other bytes, in reading order.
  public let nearDuplicates: [NearDuplicateSet]
  /// Paths of recordings that no row of the corpus' table names.
  let unlisted: [String]
  /// Paths of files whose name and bytes are the published ones: their faults are the publisher's.
  let published: Set<String>
  /// What the corpus uses, by path.
  let utterances: [String: Utterance]

  /// Recordings that fingerprints find to be one, with the least of the scores that connect them.
  public struct NearDuplicateSet: Sendable, Equatable {
    /// The paths, one of each content, in reading order.
    public let paths: [String]
    /// The least similarity among the pairs that connect them.
    public let score: Double
  }

  /// Looks at every recording of a corpus and at the others below its folder.
  ///
  /// - Parameters:
  ///   - listing: the published files, or `nil` where they are not known.
  ///   - unlisted: paths of recordings that no row of the corpus' table names.
  ///   - progress: called with the number of recordings done; `false` ends the inspection.
  /// - Returns: the inspection, or `nil` where `progress` ended it.
  /// - Throws: `CorpusError` where the folder cannot be read.
  public static func run(
    _ found: Corpus, listing: ChecksumListing?, unlisted: [String] = [],
    progress: (Int) -> Bool = { _ in true }
  ) throws(CorpusError) -> FolderInspection? {
    guard let survey = RecordingSurvey.run(found, progress: progress) else { return nil }
    let scan = try FolderListing.scan(root: found.root)
    let own = Set(found.utterances.map(\.path))
    let files = scan.recordings(withNamed: found.utterances.map(\.path))
    var recordings: [String: RecordingInspection] = [:]
    for utterance in survey.corpus.utterances {
      recordings[utterance.path] = survey.facts[utterance.id]
    }
    let others = files.map(\.path).filter { !own.contains($0) }
    guard
      let results = RecordingSurvey.inspect(
        others, root: found.root, progress: { progress(own.count + $0) })
    else { return nil }
    let reported = Set(survey.corpus.problems.map(\.path))
    var problems: [CorpusProblem] = []
    for (path, result) in zip(others, results) {
      switch result {
      case .success(let found): recordings[path] = found
      case .failure(let problem): if !reported.contains(path) { problems.append(problem) }
      }
    }
    let corpus = Corpus(
      name: found.name, root: found.root, utterances: survey.corpus.utterances,
      speakers: found.speakers, droppedLabels: found.droppedLabels,
      problems: survey.corpus.problems + problems + unseen(scan, in: survey.corpus))
    let hashes = recordings.mapValues(\.contentHash)
    let names = Dictionary((listing?.entries ?? []).map { ($0.name, $0.sha256) }) { one, _ in one }
    return FolderInspection(
      corpus: corpus, files: files, recordings: recordings,
      official: listing?.compare(files: files, hashes: hashes),
      nearDuplicates: nearDuplicates(files, recordings), unlisted: unlisted,
      published: Set(
        files.filter { file in
          names[file.name] != nil && names[file.name] == hashes[file.path]
        }.map(\.path)),
      utterances: Dictionary(corpus.utterances.map { ($0.path, $0) }) { first, _ in first })
  }

  /// What a scan could not look at and the corpus did not report itself.
  private static func unseen(_ scan: FolderListing, in corpus: Corpus) -> [CorpusProblem] {
    let known = Set(corpus.problems)
    return scan.problems.filter { !known.contains($0) }
  }

  private static func nearDuplicates(
    _ files: [ListedFile], _ recordings: [String: RecordingInspection]
  ) -> [NearDuplicateSet] {
    var seen: Set<String> = []
    let paths = files.map(\.path).filter { path in
      recordings[path].map { seen.insert($0.contentHash).inserted } ?? false
    }
    let near = NearDuplicates(among: paths.map { recordings[$0]?.fingerprint })
    return near.groups.map { group in
      let members = Set(group)
      let scores = near.pairs.filter { members.contains($0.left) }.map(\.similarity.score)
      return NearDuplicateSet(paths: group.map { paths[$0] }, score: scores.min() ?? 1)
    }
  }
}
