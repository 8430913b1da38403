/// Protocols that share speakers between training and test, and are stamped for it.
extension ProtocolPlanner {
  /// 70/10/20 of the utterances of each speaker and emotion.
  func random() throws(SplitError) -> ProtocolPlan { try dealt(as: .random) }

  /// The same of originals and their changed copies together, so that copies of one recording stand
  /// on both sides: the classic mistake, as a control.
  ///
  /// The test is what it is in that mistake, copies among originals.
  func augmentBeforeSplit() throws(SplitError) -> ProtocolPlan {
    let derived = corpus.utterances.flatMap { original in
      (1...copies).map { original.changedCopy($0) }
    }
    let parents = Dictionary(
      derived.map { ($0.id, $0.parent) }, uniquingKeysWith: { first, _ in first })
    for original in corpus.utterances {
      guard let parent = parents[original.id] else { continue }
      throw .copyNameTaken(utterance: original.id, parent: parent ?? "")
    }
    let enlarged = Corpus(
      name: corpus.name, root: corpus.root, utterances: corpus.utterances + derived,
      speakers: corpus.speakers, droppedLabels: corpus.droppedLabels, problems: corpus.problems)
    let plan = try ProtocolPlanner(corpus: enlarged, seed: seed).dealt(as: .augmentBeforeSplit)
    return ProtocolPlan(splits: plan.splits, notes: plan.notes, derived: derived)
  }

  private func dealt(as evaluationProtocol: EvaluationProtocol) throws(SplitError) -> ProtocolPlan {
    let parts = deal(corpus.utterances, shares: .trainDevTest)
    try requireFilled(
      of: parts, split: evaluationProtocol.rawValue, count: corpus.utterances.count)
    return plan(evaluationProtocol, parts: parts)
  }

  /// 140/20/40 of 200 words, and the same shares of any other number.
  func wordDisjoint() throws(SplitError) -> ProtocolPlan {
    let needed = Self.fewestWords
    guard corpus.repeatsWords || corpus.utterances.contains(where: { $0.word == nil }) else {
      throw .wordsSaidOnce
    }
    guard let words = shuffledWords(of: corpus.utterances), words.count >= needed else {
      let found = Set(corpus.utterances.compactMap(\.word)).count
      guard found < needed else {
        throw .wordsMissing(
          lacking: corpus.utterances.count { $0.word == nil }, utterances: corpus.utterances.count)
      }
      throw .tooFewWords(found: found, needed: needed)
    }
    let parts = deal(words: words, of: corpus.utterances, shares: .trainDevTest)
    return plan(.wordDisjoint, parts: parts)
  }

  private func plan(
    _ evaluationProtocol: EvaluationProtocol, parts: [Part: [String]]
  ) -> ProtocolPlan {
    func speakers(of part: Part) -> [String] {
      let ids = Set(parts[part] ?? [])
      return Array(Set(corpus.utterances.filter { ids.contains($0.id) }.map(\.speaker)))
    }
    let split = Split(
      id: evaluationProtocol.rawValue, evaluationProtocol: evaluationProtocol,
      trainedOn: speakers(of: .train), train: parts[.train] ?? [], dev: parts[.dev] ?? [],
      calibration: [],
      tests: [
        TestSet(
          evaluationProtocol: evaluationProtocol, testedOn: speakers(of: .test),
          utterances: parts[.test] ?? [])
      ])
    return ProtocolPlan(splits: [split], notes: silenceNotes + holes(in: split))
  }
}
