extension ForeignSplit {
  /// A split with everything that is known of its rows, ready to be judged.
  public struct Subjects: Sendable {
    /// The split; an identifier may stand in more than one of its parts.
    public let split: Split
    /// What is known of each recording, once each.
    public let subjects: [LeakageSubject]
    /// Rows whose recording was found in the corpus.
    public let matched: Int
    /// Paths that were not found in the corpus, in the order of the rows; empty without a corpus.
    public let unmatched: [String]
    /// The corpora by whose names of files speakers and words were read, sorted.
    public let readAs: [String]
  }

  /// Finds out who says what in each row: from a corpus that is here, else from the row, else from
  /// the name of the file.
  ///
  /// - Parameters:
  ///   - id: the split's name.
  ///   - corpus: the corpus that the rows speak of, where its recordings are here.
  ///   - name: the corpus by whose scheme names are read, where somebody said so.
  public func subjects(id: String, corpus: Corpus?, named name: String? = nil) -> Subjects {
    let index = corpus.map(UtteranceIndex.init)
    var known: [String: LeakageSubject] = [:]
    var parts: [Part: [String]] = [:]
    var unmatched: [String] = []
    var matched = 0
    var schemes: Set<String> = []
    let parents = Dictionary(rows.map { ($0.path, $0.path) }) { first, _ in first }
    for row in rows {
      let utterance = index?.utterance(named: row.path) ?? index?.changedCopy(named: row.path)
      if utterance != nil { matched += 1 } else if index != nil { unmatched.append(row.path) }
      let reading = utterance == nil ? Self.reading(of: row, named: name) : nil
      if let reading { schemes.insert(reading.corpus) }
      let subject = LeakageSubject(
        id: utterance?.id ?? row.path,
        corpus: utterance?.corpus ?? row.corpus ?? reading?.corpus ?? "",
        speaker: utterance?.speaker ?? row.speaker ?? reading?.speaker,
        word: utterance?.word ?? row.word ?? reading?.word,
        parent: row.parent.map { index?.utterance(named: $0)?.id ?? parents[$0] ?? $0 }
          ?? utterance?.parent)
      known[subject.id] = known[subject.id] ?? subject
      parts[row.part, default: []].append(subject.id)
      if row.isSelectedOn { parts[.dev, default: []].append(subject.id) }
    }
    return Subjects(
      split: Self.split(id: id, parts: parts, subjects: known),
      subjects: known.values.sorted { $0.id < $1.id } + originals(known, corpus), matched: matched,
      unmatched: unmatched, readAs: schemes.sorted())
  }

  /// Originals that rows were derived from and that are in no part: the link between two children.
  private func originals(
    _ known: [String: LeakageSubject], _ corpus: Corpus?
  ) -> [LeakageSubject] {
    guard let corpus else { return [] }
    let named = Set(known.values.compactMap(\.parent)).subtracting(known.keys)
    return corpus.utterances.filter { named.contains($0.id) }.map(LeakageSubject.init)
  }

  private static func split(
    id: String, parts: [Part: [String]], subjects: [String: LeakageSubject]
  ) -> Split {
    func speakers(_ ids: [String]) -> [String] {
      Array(Set(ids.compactMap { subjects[$0]?.speaker }))
    }
    let fitted = [Part.train, .dev, .calibration].flatMap { parts[$0] ?? [] }
    let test = parts[.test] ?? []
    let rung = rung(fitted: fitted.compactMap { subjects[$0] }, test.compactMap { subjects[$0] })
    return Split(
      id: id, evaluationProtocol: rung, trainedOn: speakers(parts[.train] ?? []),
      train: parts[.train] ?? [], dev: parts[.dev] ?? [],
      calibration: parts[.calibration] ?? [],
      tests: [
        TestSet(evaluationProtocol: rung, testedOn: speakers(test), utterances: test)
      ])
  }

  /// The rung that the sides give by what they share.
  private static func rung(
    fitted: [LeakageSubject], _ test: [LeakageSubject]
  ) -> EvaluationProtocol {
    let speakers = Set(fitted.compactMap(\.speaker))
    let words = Set(fitted.compactMap { $0.word?.lowercased() })
    let newWords = test.allSatisfy { $0.word.map { !words.contains($0.lowercased()) } ?? false }
    let newSpeakers = test.allSatisfy { $0.speaker.map { !speakers.contains($0) } ?? false }
    return switch (newSpeakers, newWords) {
    case (true, true): .speakerWordDisjoint
    case (true, false): .speakerDisjoint
    case (false, true): .wordDisjoint
    case (false, false): .random
    }
  }

  private struct Reading {
    let corpus: String
    let speaker: String
    let word: String?
  }

  /// What the name of a file says by the scheme of the corpus that is named, that the row names, or
  /// that alone fits.
  private static func reading(of row: Row, named name: String?) -> Reading? {
    let file = ListedFile(path: row.path, bytes: 0)
    let asked = (name ?? row.corpus).map(letters)
    let formats = CorpusFormat.allCases.filter { asked == nil || letters($0.rawValue) == asked }
    let readings = formats.compactMap { format -> Reading? in
      guard let scheme = format.scheme, case .recording(let recording) = scheme.read(file) else {
        return nil
      }
      return Reading(
        corpus: format.rawValue, speaker: recording.speaker.id, word: recording.word)
    }
    return readings.count == 1 ? readings[0] : nil
  }

  /// The letters and digits of a corpus' name: tools write `cremad` for `crema-d`.
  private static func letters(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
