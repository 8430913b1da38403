extension Split {
  /// A split of given parts, with a test set for each rung that its tested utterances give: those
  /// that the planner makes of the same parts.
  ///
  /// Tested utterances of speakers who are in no fitted part give `speaker-disjoint`, and those of
  /// them whose words fit no weight `speaker-word-disjoint` as well. Tested utterances of the other
  /// speakers give `word-disjoint` where none of their words fits a weight (in a corpus that says
  /// no word twice words tell nothing, and none is new), `augment-before-split` where changed
  /// copies are dealt out with the originals, else `random`. Tested utterances of a corpus of which
  /// nothing is fitted give `cross-corpus`, whose sides are called by corpora. Without a train part
  /// nobody knows what the model has heard: all of them are one `random` test set of a split whose
  /// training is unknown.
  ///
  /// - Parameters:
  ///   - id: the split's name.
  ///   - corpus: where identifiers are looked up.
  ///   - train, dev, calibration: identifiers of the fitted parts.
  ///   - test: identifiers of everything that is tested.
  public init(
    id: String, corpus: Corpus, train: Set<String>, dev: Set<String> = [],
    calibration: Set<String> = [], test: Set<String>
  ) {
    let tested = corpus.utterances.filter { test.contains($0.id) }
    let taught = corpus.utterances.filter { train.contains($0.id) }
    let fitted = train.union(dev).union(calibration)
    let heard = Set(corpus.utterances.filter { fitted.contains($0.id) }.map(\.speaker))
    let corpora = Set(taught.map(\.corpus))
    let isAcross = !taught.isEmpty && tested.allSatisfy { !corpora.contains($0.corpus) }
    let tests =
      taught.isEmpty
      ? [TestSet(.random, of: tested)].compactMap { $0 }
      : isAcross
        ? Self.across(tested)
        : Self.rungs(
          of: tested, heard: heard,
          words: corpus.repeatsWords ? Set(taught.compactMap { $0.word?.lowercased() }) : nil)
    self.init(
      id: id, evaluationProtocol: tests.first?.evaluationProtocol ?? .random,
      trainedOn: taught.isEmpty
        ? [Self.unknownTraining]
        : Array(isAcross ? corpora : Set(taught.map(\.speaker))),
      train: Array(train), dev: Array(dev), calibration: Array(calibration), tests: tests)
  }

  private static func rungs(
    of tested: [Utterance], heard: Set<String>, words: Set<String>?
  ) -> [TestSet] {
    func isNew(_ utterance: Utterance) -> Bool {
      guard let word = utterance.word, let words else { return false }
      return !words.contains(word.lowercased())
    }
    let strangers = tested.filter { !heard.contains($0.speaker) }
    let others = tested.filter { heard.contains($0.speaker) }
    let rung: EvaluationProtocol =
      others.allSatisfy(isNew)
      ? .wordDisjoint : others.contains { $0.copyNumber != nil } ? .augmentBeforeSplit : .random
    return [
      TestSet(.speakerDisjoint, of: strangers),
      TestSet(.speakerWordDisjoint, of: strangers.filter(isNew)), TestSet(rung, of: others),
    ].compactMap { $0 }
  }

  /// One test set of all, called by its corpora.
  private static func across(_ tested: [Utterance]) -> [TestSet] {
    guard !tested.isEmpty else { return [] }
    return [
      TestSet(
        evaluationProtocol: .crossCorpus,
        testedOn: Array(Set(tested.map(\.corpus))), utterances: tested.map(\.id))
    ]
  }
}

extension TestSet {
  /// The test set of utterances; `nil` without any.
  public init?(_ rung: EvaluationProtocol, of utterances: [Utterance]) {
    guard !utterances.isEmpty else { return nil }
    self.init(
      evaluationProtocol: rung, testedOn: Array(Set(utterances.map(\.speaker))),
      utterances: utterances.map(\.id))
  }
}
