import Corpora

/// What two models, or the same seeds of two recipes, said of the utterances that both were asked
/// about.
public struct ModelComparison: Sendable {
  /// What the first and the second model of one seed said.
  public struct Answers: Sendable {
    let first: [Prediction]
    let second: [Prediction]

    /// Takes what was said, in any order.
    public init(first: [Prediction], second: [Prediction]) {
      self.first = first
      self.second = second
    }

    fileprivate func only(_ isWanted: (Prediction) -> Bool) -> Answers {
      Answers(first: first.filter(isWanted), second: second.filter(isWanted))
    }
  }

  /// A metric of both, and how far they are apart.
  public struct Difference: Codable, Sendable, Hashable {
    /// The first model's value, `nil` without support.
    public let first: Double?
    /// The second model's value, `nil` without support.
    public let second: Double?
    /// The second less the first.
    public let difference: Double?
    /// Its interval, from draws that both share.
    public let interval: ConfidenceInterval?
  }

  /// Utterances that both answered in every seed.
  public let shared: Int
  /// Utterances that the first answered, and the second not in every seed.
  public let onlyFirst: Int
  /// Utterances that the second answered, and the first not in every seed.
  public let onlySecond: Int
  /// Utterances of one name that are not the same for both, in their sound or in the emotion that
  /// is true of them: left out.
  public let unlike: Int
  /// Speakers with an utterance that is not shared: the shared ones are not all that was answered
  /// about them.
  public let partlyShared: Set<String>
  /// What both said of the shared utterances, seed by seed.
  let seeds: [Answers]
  private let tables: PairedSeeds

  /// Pairs answers by utterance, seed by seed. A metric is the mean of the seeds' own, and what is
  /// drawn or exchanged is so in all seeds at once: a mean over seeds gets an interval over words
  /// or speakers, never over seeds.
  ///
  /// - Parameters:
  ///   - seeds: what was said in each seed; the test set is the same in all of them.
  ///   - changed: names that stand for another recording with the second model than with the first.
  /// - Throws: `MetricError.noPredictions` where nothing is shared, and another where an utterance
  ///   repeats or has two truths for one model.
  public init(seeds: [Answers], changed: Set<String> = []) throws(MetricError) {
    let first = seeds.map { Set($0.first.map(\.utterance)) }
    let second = seeds.map { Set($0.second.map(\.utterance)) }
    guard let all = first.first, let others = second.first else { throw .noPredictions }
    let ofFirst = first.reduce(all) { $0.intersection($1) }
    let ofSecond = second.reduce(others) { $0.intersection($1) }
    let named = ofFirst.intersection(ofSecond)
    let both = named.subtracting(changed).subtracting(Self.relabelled(seeds[0]))
    guard !both.isEmpty else { throw .noPredictions }
    shared = both.count
    unlike = named.count - both.count
    onlyFirst = first.reduce(all) { $0.union($1) }.subtracting(ofSecond).count
    onlySecond = second.reduce(others) { $0.union($1) }.subtracting(ofFirst).count
    partlyShared = Set(
      seeds.flatMap { $0.first + $0.second }.filter { !both.contains($0.utterance) }
        .map(\.speaker))
    let kept = seeds.map { $0.only { both.contains($0.utterance) } }
    let unit = ClusterTable.naturalUnit(of: kept[0].first)
    let places = Dictionary(
      kept[0].first.map { ($0.utterance, $0) }, uniquingKeysWith: { first, _ in first })
    var pairs: [PairedTable] = []
    for said in kept {
      // Clusters are those of the first seed in all of them.
      let first =
        pairs.isEmpty
        ? said.first : said.first.map { own in places[own.utterance].map(own.placed) ?? own }
      pairs.append(try PairedTable(first: first, second: said.second, unit: unit))
    }
    self.seeds = kept
    tables = PairedSeeds(pairs)
  }

  /// The utterances of which the two models name different true emotions.
  private static func relabelled(_ said: Answers) -> Set<String> {
    let other = said.secondByUtterance
    return Set(
      said.first.filter { own in
        other[own.utterance].map { $0.truth != own.truth } ?? false
      }.map(\.utterance))
  }

  /// Answers, one an utterance and seed.
  public var answerCount: Int { shared * seeds.count }

  /// What the first model said, in the first seed, of what is compared.
  package var compared: [Prediction] { seeds[0].first }

  /// The speakers that were tested, by name.
  public var speakers: [String] { Set(seeds[0].first.map(\.speaker)).sorted() }

  /// The emotions that occur, in their order.
  public var emotions: [Emotion] {
    let truths = Set(seeds[0].first.map(\.truth))
    return Emotion.allCases.filter(truths.contains)
  }

  /// The number of answers on utterances of an emotion.
  public func count(of emotion: Emotion) -> Int {
    seeds.reduce(0) { $0 + $1.first.count { $0.truth == emotion } }
  }

  /// The comparison on the utterances of one speaker alone.
  ///
  /// - Throws: `MetricError.noPredictions` for a speaker that was not tested.
  public func of(speaker: String) throws(MetricError) -> ModelComparison {
    let own = Set(seeds[0].first.lazy.filter { $0.speaker == speaker }.map(\.utterance))
    return try ModelComparison(seeds: seeds.map { $0.only { own.contains($0.utterance) } })
  }

  /// The comparison on the utterances of each speaker alone, by the speaker's name.
  ///
  /// - Throws: `MetricError` where probabilities are no distributions.
  public func bySpeaker() throws(MetricError) -> [String: ModelComparison] {
    let speakers = Dictionary(
      seeds[0].first.map { ($0.utterance, $0.speaker) }, uniquingKeysWith: { first, _ in first })
    func grouped(_ said: [Prediction]) -> [String: [Prediction]] {
      Dictionary(grouping: said) { speakers[$0.utterance] ?? $0.speaker }
    }
    let parts = seeds.map { (first: grouped($0.first), second: grouped($0.second)) }
    var found: [String: ModelComparison] = [:]
    for speaker in self.speakers {
      let own = parts.map {
        Answers(first: $0.first[speaker] ?? [], second: $0.second[speaker] ?? [])
      }
      found[speaker] = try ModelComparison(seeds: own)
    }
    return found
  }

  /// Answers that only the first has right: what the second breaks.
  public var onlyFirstRight: Int { tables.onlyFirstRight }

  /// Answers that only the second has right: what the second mends.
  public var onlySecondRight: Int { tables.onlySecondRight }

  /// How many answers on utterances of an emotion only the first, and only the second, has right.
  public func flips(of emotion: Emotion) -> (onlyFirst: Int, onlySecond: Int) {
    var counts = (onlyFirst: 0, onlySecond: 0)
    for said in seeds {
      let other = said.secondByUtterance
      for answer in said.first where answer.truth == emotion {
        let isRight = (answer.isRight, other[answer.utterance]?.isRight ?? false)
        if isRight == (true, false) { counts.onlyFirst += 1 }
        if isRight == (false, true) { counts.onlySecond += 1 }
      }
    }
    return counts
  }

  /// McNemar's exact test of the answers that only one model has right. It takes them for
  /// independent, which words of one speaker are not: a description beside `signFlip`.
  public var mcnemar: TestOutcome { tables.mcnemar }

  /// The sign-flip test by word (or speaker, or utterance), in all seeds at once; `nil` where
  /// either metric has no support.
  public func signFlip(of metric: SummedMetric, replicateCount: Int = 9_999) -> TestOutcome? {
    tables.signFlip(of: metric, replicateCount: replicateCount)
  }

  /// Metrics of both with their differences, in the order given; of several seeds their means.
  ///
  /// Where every cluster shows the same difference, nothing varies that could be drawn: a rate then
  /// gets an exact bound of as many clusters, and models whose answers are the same to the last bit
  /// differ by nothing at all.
  public func differences(
    of metrics: [SummedMetric], settings: IntervalSettings = IntervalSettings()
  ) -> [Difference] {
    zip(metrics, tables.intervals(of: metrics, settings: settings)).map { metric, drawn in
      Difference(
        first: tables.first.value(of: metric), second: tables.second.value(of: metric),
        difference: tables.difference(of: metric), interval: drawn ?? unvarying(metric, settings))
    }
  }

  private func unvarying(
    _ metric: SummedMetric, _ settings: IntervalSettings
  ) -> ConfidenceInterval? {
    guard settings.replicateCount > 0, tables.difference(of: metric) != nil else { return nil }
    return areSame
      ? ConfidenceInterval(lower: 0, upper: 0, level: settings.level, unit: .exact)
      : tables.unvaryingInterval(of: metric, level: settings.level)
  }

  /// Whether every answer is the same, probabilities included.
  private var areSame: Bool {
    seeds.allSatisfy { said in
      let other = said.secondByUtterance
      return said.first.allSatisfy {
        other[$0.utterance]?.probabilities == $0.probabilities
          && other[$0.utterance]?.predicted == $0.predicted
      }
    }
  }
}

extension ModelComparison.Answers {
  fileprivate var secondByUtterance: [String: Prediction] {
    Dictionary(second.map { ($0.utterance, $0) }, uniquingKeysWith: { $1 })
  }
}

extension ModelComparison {
  /// The interval of the first model's own value, the mean over its seeds, which it never leaves
  /// out.
  public func intervalOfFirst(
    of metric: SummedMetric, settings: IntervalSettings = IntervalSettings()
  ) -> ConfidenceInterval? {
    guard let value = tables.first.value(of: metric) else { return nil }
    return tables.first.intervals(of: [metric], settings: settings)[0].map {
      ConfidenceInterval(
        lower: min(value, $0.lower), upper: max(value, $0.upper), level: $0.level, unit: $0.unit)
    }
  }
}
