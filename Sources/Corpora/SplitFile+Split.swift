extension SplitFile {
  /// A split whose rows have been found in a corpus.
  public struct Resolved: Sendable, Hashable {
    /// The split, with one test set; an identifier may stand in more than one of its parts.
    public let split: Split
    /// Paths that no utterance of the corpus bears, in the order of the file.
    public let unmatched: [String]
  }

  /// Finds the rows in a corpus: by path, by identifier, or by the file's name without extension.
  ///
  /// The rung is read off what the sides share: no speaker gives `speaker-disjoint` or, without a
  /// common word, `speaker-word-disjoint`; a common speaker gives `random` or `word-disjoint`.
  public func resolved(id: String, corpus: Corpus) -> Resolved {
    let index = UtteranceIndex(corpus)
    var parts: [Part: [Utterance]] = [:]
    var unmatched: [String] = []
    for row in rows {
      if let utterance = index.utterance(named: row.path) {
        parts[row.part, default: []].append(utterance)
      } else {
        unmatched.append(row.path)
      }
    }
    let fitted = (parts[.train] ?? []) + (parts[.dev] ?? []) + (parts[.calibration] ?? [])
    let test = parts[.test] ?? []
    let rung = Self.rung(fitted: fitted, test: test)
    let split = Split(
      id: id, evaluationProtocol: rung,
      trainedOn: ProtocolPlanner.sorted(Set((parts[.train] ?? []).map(\.speaker))),
      train: (parts[.train] ?? []).map(\.id), dev: (parts[.dev] ?? []).map(\.id),
      calibration: (parts[.calibration] ?? []).map(\.id),
      tests: [
        TestSet(
          evaluationProtocol: rung, testedOn: ProtocolPlanner.sorted(Set(test.map(\.speaker))),
          utterances: test.map(\.id))
      ])
    return Resolved(split: split, unmatched: unmatched)
  }

  private static func rung(fitted: [Utterance], test: [Utterance]) -> EvaluationProtocol {
    let speakers = Set(fitted.map(\.speaker))
    let words = Set(fitted.compactMap(\.word))
    let newWords = test.allSatisfy { $0.word.map { !words.contains($0) } ?? false }
    let newSpeakers = test.allSatisfy { !speakers.contains($0.speaker) }
    return switch (newSpeakers, newWords) {
    case (true, true): .speakerWordDisjoint
    case (true, false): .speakerDisjoint
    case (false, true): .wordDisjoint
    case (false, false): .random
    }
  }
}
