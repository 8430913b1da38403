extension ForeignSplit {
  /// A split whose rows have been found in a corpus, with a test set for each rung that its tested
  /// rows give.
  public struct Arrangement: Sendable {
    /// The split; no identifier stands in more than one of its fitted parts.
    public let split: Split
    /// Paths that no utterance bears, in the order of the rows.
    public let unmatched: [String]
    /// Identifiers that the file puts into more than one of train, dev and calibration; the split
    /// keeps them in the first of these.
    public let doubled: [String]
    /// Changed copies that the rows name and no corpus has.
    public let derived: [Utterance]
  }

  /// Finds the rows in a corpus and tells the rungs by what the sides share.
  ///
  /// - Parameters:
  ///   - id: the split's name.
  ///   - corpus: where the rows are looked up, by path, identifier or name of file. Where there is
  ///     no such recording, `<identifier>~<n>` is changed copy `n` of one.
  ///   - further: corpora of which rows may name utterances by identifier.
  ///   - joined: identifiers that training hears anyway; rows that name them are passed over.
  public func arranged(
    id: String, corpus: Corpus, further: [Corpus] = [], joined: Set<String> = []
  ) -> Arrangement {
    let index = UtteranceIndex(corpus)
    let elsewhere = further.flatMap(\.utterances).keyed(by: \.id)
    var derived: [String: Utterance] = [:]
    func utterance(named name: String) -> Utterance? {
      if let found = elsewhere[name] ?? index.utterance(named: name) { return found }
      let copy = index.changedCopy(named: name)
      if let copy { derived[copy.id] = copy }
      return copy
    }
    var parts: [Part: Set<String>] = [:]
    var unmatched: [String] = []
    for row in rows where !joined.contains(row.path) {
      guard let utterance = utterance(named: row.path) else {
        unmatched.append(row.path)
        continue
      }
      parts[row.part, default: []].insert(utterance.id)
      if row.isSelectedOn { parts[.dev, default: []].insert(utterance.id) }
    }
    let (train, dev) = (parts[.train] ?? [], parts[.dev] ?? [])
    let calibration = parts[.calibration] ?? []
    let whole = Corpus(
      name: corpus.name, root: corpus.root,
      utterances: corpus.utterances + further.flatMap(\.utterances) + derived.values,
      speakers: corpus.speakers + further.flatMap(\.speakers))
    let split = Split(
      id: id, corpus: whole, train: train, dev: dev.subtracting(train),
      calibration: calibration.subtracting(train).subtracting(dev), test: parts[.test] ?? [])
    return Arrangement(
      split: split, unmatched: unmatched,
      doubled: train.intersection(dev).union(train.union(dev).intersection(calibration))
        .inByteOrder,
      derived: derived.values.sorted { $0.id < $1.id })
  }
}
