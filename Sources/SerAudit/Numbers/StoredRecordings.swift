import Corpora
import Fingerprints
import Ledger

/// What the ledger knows of the recordings of a run, so that its splits can be judged again without
/// one of them.
struct StoredRecordings {
  private let subjects: [LeakageSubject]
  private let hashes: [String: String]
  private let nearDuplicates: [(String, String)]
  /// Whether near-duplicates can be told: fingerprints are kept, and of the way that this version
  /// compares. A run of before there were any has none.
  let haveFingerprints: Bool

  init(of run: String, ledger: LedgerFile) throws {
    let recordings = try ledger.read { reader in
      try reader.recordings(run: run) { recording in
        (
          subject: recording.subject, hash: recording.contentHash,
          print: recording.fingerprint.flatMap { Fingerprint(bytes: $0) }
        )
      }
    }
    subjects = recordings.map(\.subject)
    hashes = Dictionary(
      recordings.compactMap { recording in recording.hash.map { (recording.subject.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    haveFingerprints = recordings.contains { $0.print != nil }
    nearDuplicates = NearDuplicates(among: recordings.map(\.print)).pairs.map {
      (recordings[$0.left].subject.id, recordings[$0.right].subject.id)
    }
  }

  /// The judgement of each test set of a split, as the run made it before it fitted anything.
  func judging(_ split: Split) -> JudgedSplit {
    JudgedSplit(
      split: split,
      judgements: split.tests.map {
        LeakageJudge.judge(
          split: split, testSet: $0, subjects: subjects, hashes: hashes,
          nearDuplicates: nearDuplicates)
      })
  }

  /// The hash of all recordings of a corpus together, as `CorpusSource` has it; `nil` where none of
  /// them has one.
  func hash(of corpus: String) -> String? {
    let own = subjects.filter { $0.corpus == corpus }.compactMap { subject in
      hashes[subject.id].map { (subject.id, $0) }
    }
    return own.isEmpty
      ? nil : ContentHashes(byName: Dictionary(own, uniquingKeysWith: { $1 })).combined
  }
}
