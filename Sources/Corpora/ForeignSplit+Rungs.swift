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
  }

  /// Finds the rows in a corpus and tells the rungs by what the sides share.
  ///
  /// - Parameters:
  ///   - id: the split's name.
  ///   - corpus: where the rows are looked up, by path, identifier or name of file.
  ///   - joined: identifiers that training hears anyway; rows that name them are passed over.
  public func arranged(
    id: String, corpus: Corpus, joined: Set<String> = []
  ) -> Arrangement {
    let index = UtteranceIndex(corpus)
    var parts: [Part: Set<String>] = [:]
    var unmatched: [String] = []
    for row in rows where !joined.contains(row.path) {
      guard let utterance = index.utterance(named: row.path) else {
        unmatched.append(row.path)
        continue
      }
      parts[row.part, default: []].insert(utterance.id)
      if row.isSelectedOn { parts[.dev, default: []].insert(utterance.id) }
    }
    let (train, dev) = (parts[.train] ?? [], parts[.dev] ?? [])
    let calibration = parts[.calibration] ?? []
    let split = Split(
      id: id, corpus: corpus, train: train, dev: dev.subtracting(train),
      calibration: calibration.subtracting(train).subtracting(dev), test: parts[.test] ?? [])
    return Arrangement(
      split: split, unmatched: unmatched,
      doubled: ProtocolPlanner.sorted(
        train.intersection(dev).union(train.union(dev).intersection(calibration))))
  }
}
