import Randomness

/// Protocols whose tested speakers training never heard.
extension ProtocolPlanner {
  /// One split a fold: its speakers are test only, all others train.
  ///
  /// With two speakers each trains once and is called by name, as in `speaker-disjoint/OAF`.
  func speakerDisjoint() throws(SplitError) -> ProtocolPlan {
    let speakers = activeSpeakers
    guard speakers.count >= 2 else {
      throw .tooFewSpeakers(found: speakers, silent: silentSpeakers)
    }
    let count = folds ?? min(speakers.count, Self.usualFolds)
    guard (2...speakers.count).contains(count) else {
      throw .foldsOutOfRange(folds: count, speakers: speakers.count)
    }
    var plan = ProtocolPlan(splits: [], notes: silenceNotes)
    for (index, tested) in foldsOfSpeakers(count).enumerated() {
      let trained = speakers.filter { !tested.contains($0) }
      let name =
        trained.count == 1 ? trained[0] : "fold-\(index + 1)-of-\(count)"
      let made = try split(id: "speaker-disjoint/\(name)", trained: trained, tested: tested)
      plan = ProtocolPlan(splits: plan.splits + made.splits, notes: plan.notes + made.notes)
    }
    guard speakers.count == 2 else { return plan }
    return ProtocolPlan(splits: plan.splits.sorted { $0.id < $1.id }, notes: plan.notes)
  }

  /// Speakers dealt to folds in turn, those of one sex after those of another, so that each fold
  /// has about as many of each; in random order within a sex.
  private func foldsOfSpeakers(_ count: Int) -> [[String]] {
    let sexes = Dictionary(corpus.speakers.map { ($0.id, $0.sex ?? "") }) { first, _ in first }
    let bySex = Dictionary(grouping: activeSpeakers) { sexes[$0] ?? "" }
    var generator = SplitMix64(seed: seed)
    let ordered = bySex.keys.inByteOrder.flatMap { generator.shuffled(bySex[$0] ?? []) }
    var folds = [[String]](repeating: [], count: count)
    for (index, speaker) in ordered.enumerated() { folds[index % count].append(speaker) }
    return folds.map(\.inByteOrder)
  }

  private func split(
    id: String, trained: [String], tested: [String]
  ) throws(SplitError) -> ProtocolPlan {
    let own = corpus.utterances.filter { trained.contains($0.speaker) }
    let other = corpus.utterances.filter { tested.contains($0.speaker) }
    let (parts, isByWord) = dealByWordOrUtterance(own, shares: .withinTrainingSpeaker)
    try requireFilled(of: parts, split: id, count: own.count)
    var tests = [
      TestSet(
        evaluationProtocol: .speakerDisjoint, testedOn: tested, utterances: other.map(\.id))
    ]
    let unseen = isByWord ? unseenWords(in: other, trainIds: parts[.train] ?? []) : []
    if let test = TestSet(.speakerWordDisjoint, of: unseen) { tests.append(test) }
    tests.append(
      TestSet(
        evaluationProtocol: isByWord ? .wordDisjoint : .random, testedOn: trained,
        utterances: parts[.test] ?? []))
    let split = Split(
      id: id, evaluationProtocol: .speakerDisjoint, trainedOn: trained,
      train: parts[.train] ?? [], dev: parts[.dev] ?? [],
      calibration: parts[.calibration] ?? [], tests: tests)
    let notes = wordNotes(
      split: id, of: own, byWord: isByWord, hasUnseen: !unseen.isEmpty)
    return ProtocolPlan(splits: [split], notes: notes + holes(in: split))
  }

  /// Utterances whose word is known and fits no weight, in any case of letters.
  private func unseenWords(in utterances: [Utterance], trainIds: [String]) -> [Utterance] {
    guard corpus.repeatsWords else { return [] }
    let trainIds = Set(trainIds)
    let seen = Set(
      corpus.utterances.filter { trainIds.contains($0.id) }.compactMap { $0.word?.lowercased() })
    return utterances.filter { $0.word.map { !seen.contains($0.lowercased()) } ?? false }
  }
}
