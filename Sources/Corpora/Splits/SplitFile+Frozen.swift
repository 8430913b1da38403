extension SplitFile {
  /// The rows of a whole split, each recording of each part once: train, dev, calibration, then
  /// everything that is tested, and by identifier within.
  ///
  /// Which test set a tested row belongs to is not written down: it follows from what the sides
  /// share, as `ForeignSplit.arranged` reads it back. A program that takes all tested rows for one
  /// test set needs those of one rung alone (`Split.keeping(_:)`). Recordings of a corpus other
  /// than `corpus` are named by their identifiers.
  public init(split: Split, corpus: Corpus) {
    let paths = Dictionary(corpus.utterances.map { ($0.id, $0.path) }) { first, _ in first }
    let tested = Set(split.tests.flatMap(\.utterances)).inByteOrder
    let parts: [(Part, [String])] = [
      (.train, split.train), (.dev, split.dev), (.calibration, split.calibration),
      (.test, tested),
    ]
    self.init(
      rows: parts.flatMap { part, ids in
        ids.map { Row(path: paths[$0] ?? $0, part: part) }
      })
  }
}
