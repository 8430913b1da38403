import Corpora

/// Corpora beside the audited one, each read and decoded once.
struct FurtherCorpora {
  /// Those whose speakers every training hears beside those of its split. None of their utterances
  /// is ever dev or test, so their speakers never count as external.
  let companions: [CorpusSource]
  /// Those that models of the audited corpus are tested on, and the other way round. No other model
  /// hears any of them.
  let externals: [CorpusSource]

  /// All of them, companions first.
  var sources: [CorpusSource] { companions + externals }

  /// Every utterance that training hears beside those of its split.
  var heard: [Utterance] { companions.flatMap(\.corpus.utterances) }

  /// Finds, reads and surveys the corpora of these names.
  ///
  /// - Parameter data: the value of `--data`, which holds them or is the audited corpus itself.
  /// - Throws: `CommandFailure`, before anything is read, where one is named twice or is the
  ///   audited one.
  init(
    companions: [String], externals: [String], beside audited: Corpus, data: String?,
    console: Console
  ) throws {
    let companions = companions.map(CorpusRegistry().canonical)
    let externals = externals.map(CorpusRegistry().canonical)
    try Self.requireDistinct(companions, externals, beside: audited.name)
    func open(_ names: [String], by option: String) throws -> [CorpusSource] {
      try names.map {
        try CorpusSource.openFurther($0, by: option, data: data, console: console)
      }
    }
    self.companions = try open(companions, by: "--companion")
    self.externals = try open(externals, by: "--external")
  }

  private static func requireDistinct(
    _ companions: [String], _ externals: [String], beside audited: String
  ) throws(CommandFailure) {
    var known: Set = [audited]
    for name in companions where !known.insert(name).inserted {
      throw CommandFailure(
        .badCall,
        "--companion \(name): training hears \(audited) and its companions once; name each "
          + "corpus once, and not the audited one.")
    }
    for name in externals {
      guard !companions.contains(name) else {
        throw CommandFailure(
          .badCall,
          "--external \(name): every training hears it as a companion, so it is not external. "
            + "Leave out one of the two options.")
      }
      guard known.insert(name).inserted else {
        throw CommandFailure(
          .badCall,
          "--external \(name): a corpus is external to \(audited) once; name each corpus "
            + "once, and not the audited one.")
      }
    }
  }

  /// The split with the companions in its training part, and their corpora among those it is
  /// trained on, by name.
  func joining(_ split: Split) -> Split {
    guard !companions.isEmpty else { return split }
    return Split(
      id: split.id, evaluationProtocol: split.evaluationProtocol,
      trainedOn: split.trainedOn + companions.map(\.corpus.name),
      train: split.train + heard.map(\.id), dev: split.dev, calibration: split.calibration,
      tests: split.tests)
  }
}
