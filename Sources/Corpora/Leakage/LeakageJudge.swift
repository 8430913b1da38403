/// Judges whether a test set is kept apart from everything that a model was fitted or chosen on.
///
/// The fitted side is `train`, `dev` and `calibration` together. A speaker, a recording, a
/// near-duplicate or a parent on both sides, or a tested row in `dev`, makes the split leaky;
/// speaker+word overlap is a further reason; words shared between different speakers are a note.
public enum LeakageJudge {
  /// Judges one test set of a split.
  ///
  /// - Parameters:
  ///   - split: what is fitted.
  ///   - testSet: what is tested.
  ///   - corpus: where the identifiers of both are looked up.
  ///   - hashes: the SHA-256 of utterances' files by identifier, where known.
  ///   - nearDuplicates: pairs of identifiers that an audio fingerprint found to be one recording;
  ///     whatever pairs connect is one recording.
  public static func judge(
    split: Split, testSet: TestSet, corpus: Corpus, hashes: [String: String] = [:],
    nearDuplicates: [(String, String)] = []
  ) -> LeakageJudgement {
    judge(
      split: split, testSet: testSet, subjects: corpus.utterances.map(LeakageSubject.init),
      hashes: hashes, nearDuplicates: nearDuplicates)
  }

  /// Judges a test set of which no more may be known than names, or which several corpora have;
  /// their identifiers must differ.
  public static func judge(
    split: Split, testSet: TestSet, subjects: [LeakageSubject], hashes: [String: String] = [:],
    nearDuplicates: [(String, String)] = []
  ) -> LeakageJudgement {
    let sides = LeakageSides(
      split: split, testSet: testSet, subjects: subjects, hashes: hashes,
      nearDuplicates: nearDuplicates)
    let count = Set(testSet.utterances).count
    return LeakageJudgement(
      split: split.id, evaluationProtocol: testSet.evaluationProtocol,
      reasons: LeakageJudgement.Reason.allCases.compactMap {
        entry($0, sides.tested(sharing: $0), of: count)
      },
      notes: LeakageJudgement.Note.allCases.compactMap {
        entry($0, sides.identifiers(noting: $0), of: count)
      })
  }

  /// The examples that an entry shows.
  private static let shownExamples = 3

  private static func entry<Kind>(
    _ kind: Kind, _ ids: [String], of tested: Int
  ) -> LeakageJudgement.Entry<Kind>? {
    guard !ids.isEmpty else { return nil }
    return LeakageJudgement.Entry(
      kind: kind, count: ids.count, tested: tested,
      examples: Array(ids.inByteOrder.prefix(shownExamples)))
  }
}
