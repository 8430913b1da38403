import Randomness

/// Makes the splits of a protocol from a corpus.
///
/// What goes where depends on the seed, the identifiers, speakers, emotions and words alone: not on
/// the order of files and not on the platform. Words are sorted in byte order and shuffled by
/// `SplitMix64(seed: seed)`; utterances of one speaker and emotion are sorted by identifier and
/// shuffled by `SplitMix64(seed: seed, name: "<speaker>/<emotion>")`.
public struct ProtocolPlanner: Sendable {
  /// Fewer different words than this cannot fill four parts; utterances are divided instead.
  public static let fewestWords = 10
  /// The folds of a corpus with many speakers, unless another number is asked for.
  public static let usualFolds = 6

  /// What is divided.
  public let corpus: Corpus
  /// Where the random sequences start.
  public let seed: UInt64
  /// The folds of speaker-disjoint splits, or `nil` for one a speaker and at most `usualFolds`.
  public let folds: Int?
  /// The changed copies of each utterance that augmentation before the split makes, at least 1.
  public let copies: Int

  /// Creates a planner.
  public init(corpus: Corpus, seed: UInt64 = 0, folds: Int? = nil, copies: Int = 1) {
    self.corpus = corpus
    self.seed = seed
    self.folds = folds
    self.copies = max(1, copies)
  }

  /// Makes the splits of a protocol.
  ///
  /// `speaker-disjoint` and `speaker-word-disjoint` are the same splits: one fitted model serves
  /// both test sets, and one of its training speakers, which leaks by design and shows what is lost
  /// between speakers. `Split.keeping(_:)` leaves one rung. Splits between two corpora are made by
  /// `crossCorpus(with:)`.
  ///
  /// - Throws: `SplitError` where the corpus cannot give the protocol.
  public func plan(_ evaluationProtocol: EvaluationProtocol) throws(SplitError) -> ProtocolPlan {
    guard !corpus.utterances.isEmpty else { throw .noUtterances(corpus: corpus.name) }
    switch evaluationProtocol {
    case .random: return try random()
    case .wordDisjoint: return try wordDisjoint()
    case .speakerDisjoint, .speakerWordDisjoint: return try speakerDisjoint()
    case .augmentBeforeSplit: return try augmentBeforeSplit()
    case .crossCorpus: throw .notPlannable
    }
  }

  /// Speakers with utterances, in byte order.
  var activeSpeakers: [String] { Set(corpus.utterances.map(\.speaker)).inByteOrder }

  /// Speakers of the corpus without utterances.
  var silentSpeakers: [String] {
    let active = Set(activeSpeakers)
    return corpus.speakers.map(\.id).filter { !active.contains($0) }
  }

  /// The different words of utterances in random order; `nil` where an utterance has none, and
  /// where no word of the corpus is said twice: to divide words is then to divide utterances.
  func shuffledWords(of utterances: [Utterance]) -> [String]? {
    let words = Set(utterances.compactMap(\.word))
    guard utterances.allSatisfy({ $0.word != nil }), corpus.repeatsWords else { return nil }
    var generator = SplitMix64(seed: seed)
    return generator.shuffled(words.inByteOrder)
  }

  /// Deals the utterances of each speaker and emotion by shares.
  func deal(_ utterances: [Utterance], shares: PartShares) -> [Part: [String]] {
    var parts: [Part: [String]] = [:]
    var carry: [Int] = []
    let bySpeaker = Dictionary(grouping: utterances, by: \.speaker)
    for speaker in bySpeaker.keys.inByteOrder {
      let byEmotion = Dictionary(grouping: bySpeaker[speaker] ?? [], by: \.emotion)
      for emotion in Emotion.allCases {
        let ids = (byEmotion[emotion] ?? []).map(\.id).inByteOrder
        var generator = SplitMix64(seed: seed, name: "\(speaker)/\(emotion.rawValue)")
        let dealt = shares.deal(generator.shuffled(ids), carry: &carry)
        parts.merge(dealt) { $0 + $1 }
      }
    }
    return parts
  }

  /// Deals words in their order, and the utterances of each to its part.
  func deal(
    words: [String], of utterances: [Utterance], shares: PartShares
  ) -> [Part: [String]] {
    var carry: [Int] = []
    return shares.deal(words, carry: &carry).mapValues { words in
      let words = Set(words)
      return utterances.filter { words.contains($0.word ?? "") }.map(\.id)
    }
  }

  /// Deals utterances by word where there are enough words, else by speaker and emotion.
  func dealByWordOrUtterance(
    _ utterances: [Utterance], shares: PartShares
  ) -> (parts: [Part: [String]], isByWord: Bool) {
    guard let words = shuffledWords(of: utterances), words.count >= Self.fewestWords else {
      return (deal(utterances, shares: shares), false)
    }
    return (deal(words: words, of: utterances, shares: shares), true)
  }

  /// Throws where a part that must hold something holds nothing.
  func requireFilled(
    _ needed: [Part] = [.train, .dev, .test], of parts: [Part: [String]], split: String, count: Int
  ) throws(SplitError) {
    for part in needed where (parts[part] ?? []).isEmpty {
      throw .emptyPart(split: split, part: part, utterances: count)
    }
  }
}
