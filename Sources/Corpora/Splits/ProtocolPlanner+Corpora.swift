/// Splits between two corpora, whose tested speakers training never heard.
extension ProtocolPlanner {
  /// A model of all speakers of this corpus that is tested on another, and one of the other that is
  /// tested on this.
  ///
  /// Dev takes a tenth of the training corpus, by word where it has `fewestWords`, else by
  /// utterance of each speaker and emotion. Only emotions that both corpora have are tested;
  /// training hears what its corpus has, so an emotion may be learnt and never asked. The sides are
  /// called by the corpora's names. Identifiers of utterances and speakers must differ between the
  /// corpora.
  ///
  /// - Throws: `SplitError` where a corpus cannot fill train, dev or test.
  public func crossCorpus(with other: Corpus) throws(SplitError) -> ProtocolPlan {
    for corpus in [corpus, other] where corpus.utterances.isEmpty {
      throw .noUtterances(corpus: corpus.name)
    }
    let shared = corpus.emotions.filter(other.emotions.contains)
    guard shared.count >= 2 else {
      throw .tooFewSharedEmotions(corpora: [corpus.name, other.name], found: shared)
    }
    let there = try split(training: corpus, testing: other, shared: shared)
    let back = try split(training: other, testing: corpus, shared: shared)
    return ProtocolPlan(
      splits: [there, back].flatMap(\.splits),
      notes: [there, back].flatMap(\.notes) + unshared(with: other))
  }

  private func split(
    training: Corpus, testing: Corpus, shared: [Emotion]
  ) throws(SplitError) -> ProtocolPlan {
    let id = "\(EvaluationProtocol.crossCorpus.rawValue)/\(training.name)-to-\(testing.name)"
    let own = ProtocolPlanner(corpus: training, seed: seed)
    let (parts, isByWord) = own.dealByWordOrUtterance(training.utterances, shares: .trainDev)
    try requireFilled([.train, .dev], of: parts, split: id, count: training.utterances.count)
    let tested = testing.utterances.filter { shared.contains($0.emotion) }.map(\.id)
    return ProtocolPlan(
      splits: [
        Split(
          id: id, evaluationProtocol: .crossCorpus, trainedOn: [training.name],
          train: parts[.train] ?? [], dev: parts[.dev] ?? [], calibration: [],
          tests: [
            TestSet(
              evaluationProtocol: .crossCorpus, testedOn: [testing.name], utterances: tested)
          ])
      ],
      notes: isByWord
        ? []
        : [
          PlanNote(
            kind: .dividedByUtterance, split: id,
            explanation:
              "in \(training.name) \(own.whyNotByWord(training.utterances)), so dev was divided by "
              + "utterance and shares words with training")
        ])
  }

  /// A note for each emotion that only one of both corpora has.
  private func unshared(with other: Corpus) -> [PlanNote] {
    [(corpus, other), (other, corpus)].flatMap { having, lacking in
      having.emotions.filter { !lacking.emotions.contains($0) }.map { emotion in
        PlanNote(
          kind: .emotionNotShared, split: nil,
          explanation: "\(lacking.name) has no utterance of \(emotion.rawValue), so a model of it "
            + "cannot learn it and \(having.name) is not tested on it between the two")
      }
    }
  }
}
