import Corpora
import Metrics

/// Several runs on the recordings of one speaker, or of all, the best first; numbers are means over
/// the compared seeds.
public struct RankedGroup: Encodable, Sendable {
  /// A number with its interval.
  public struct Score: Encodable, Sendable {
    /// The value, `nil` without support.
    public let value: Double?
    /// Its interval.
    public let interval: ConfidenceInterval?
  }

  /// How far a run is from the best.
  public struct Distance: Encodable, Sendable {
    /// This run less the best, on the metric that ranks.
    public let difference: Double?
    /// Its paired interval.
    public let interval: ConfidenceInterval?
    /// The two-sided p value of the sign-flip test by the interval's unit.
    public let p: Double?
    /// The p value after Holm's correction over all pairs of runs, in a ranking of several speakers
    /// over those of all single speakers.
    public fileprivate(set) var adjustedP: Double?
    /// Whether the two are told apart at .05; `nil` where the data cannot tell so many pairs apart.
    public fileprivate(set) var isApart: Bool?

    fileprivate mutating func correct(_ test: TestOutcome?, _ adjusted: Double, of count: Int) {
      adjustedP = test.map { _ in adjusted }
      isApart = test.flatMap { test in
        adjusted <= 0.05 ? true : test.canReach(0.05 / Double(count)) ? false : nil
      }
    }
  }

  /// One run.
  public struct Standing: Encodable, Sendable {
    /// The run's identifier.
    public let run: String
    /// Training speakers of the model; `nil` where several models are asked.
    public let trainedOn: String?
    /// UAR over the emotions that all runs ask for.
    public let uar: Score
    /// Accuracy.
    public let accuracy: Score
    /// How far it is from the best; `nil` of the best itself.
    public fileprivate(set) var toBest: Distance?
  }

  /// The corpus and the speaker, or `nil` for all.
  public let speaker: String?
  /// The recordings.
  public let count: Int
  /// Recordings that a run answered and that are left out.
  public let leftOut: Int
  /// The metric that ranks: UAR, or accuracy where an emotion is missing.
  public let rankedBy: String
  /// The runs, the best first.
  public private(set) var standings: [Standing]
  /// The test of each pair of runs, those with the best first; none where nothing ranks.
  private let tests: [TestOutcome?]

  private enum CodingKeys: CodingKey {
    case speaker, count, leftOut, rankedBy, standings
  }

  /// Ranks runs.
  ///
  /// Holm's correction runs over all pairs of runs and not over those with the best alone: which
  /// run is best was found in the same answers, and the best of many equal ones looks far from the
  /// worst.
  ///
  /// - Parameters:
  ///   - speaker: the corpus and the speaker, or `nil` for all.
  ///   - runs: the identifiers of the runs, each with the training speakers of its model.
  ///   - emotions: what means over classes run over.
  ///   - answers: what the runs said, in the order of `runs`.
  /// - Throws: `MetricError` where probabilities are no distributions.
  package init(
    speaker: String?, runs: [(id: String, trainedOn: String?)],
    emotions: [Emotion] = Emotion.allCases, _ answers: JointAnswers
  ) throws(MetricError) {
    var own: [ModelComparison] = []
    for said in answers.models { own.append(try Self.paired(said, said)) }
    let scores = (
      uar: Self.scores(of: own, SummedMetric(.uar, classes: emotions)),
      accuracy: Self.scores(of: own, SummedMetric(.accuracy))
    )
    let ranksByUAR = scores.uar.allSatisfy { $0.value != nil }
    let metric = ranksByUAR ? Metric.uar : .accuracy
    let ranks = Self.order(of: ranksByUAR ? scores.uar : scores.accuracy)
    let (distances, tests) = try Self.distances(
      ranks.map { answers.models[$0] }, SummedMetric(metric, classes: emotions))
    self.speaker = speaker
    count = answers.count
    leftOut = answers.leftOut
    rankedBy = metric.rawValue
    standings = zip(ranks, distances).map { place, distance in
      Standing(
        run: runs[place].id, trainedOn: runs[place].trainedOn, uar: scores.uar[place],
        accuracy: scores.accuracy[place], toBest: distance)
    }
    self.tests = tests
    let adjusted = AdjustedPValues.holm(tests.map { $0?.p ?? 1 })
    correct(by: adjusted[...], of: adjusted.count)
  }

  /// Groups whose p values are corrected over all of their pairs together: of many speakers, each
  /// for itself, one would soon tell equal runs apart.
  package static func corrected(_ groups: [RankedGroup]) -> [RankedGroup] {
    let adjusted = AdjustedPValues.holm(groups.flatMap(\.tests).map { $0?.p ?? 1 })
    var rest = adjusted[...]
    return groups.map { group in
      var corrected = group
      corrected.correct(by: rest.prefix(group.tests.count), of: adjusted.count)
      rest = rest.dropFirst(group.tests.count)
      return corrected
    }
  }

  /// Takes over the corrected p values of its tests, of as many tests as were corrected together.
  private mutating func correct(by adjusted: ArraySlice<Double>, of count: Int) {
    // The best itself has no test, and pairs with it come first.
    for (place, test) in zip(standings.indices.dropFirst(), zip(tests, adjusted)) {
      standings[place].toBest?.correct(test.0, test.1, of: count)
    }
  }

  /// `tess/OAF, 1,399 recordings`.
  public var title: String {
    "\(speaker ?? "all speakers"), \(NumberText.count(count, of: "recording"))"
  }

  private static func paired(
    _ first: [[Prediction]], _ second: [[Prediction]]
  ) throws(MetricError) -> ModelComparison {
    try ModelComparison(
      seeds: zip(first, second).map { ModelComparison.Answers(first: $0, second: $1) })
  }

  private static func scores(
    of runs: [ModelComparison], _ metric: SummedMetric?
  ) -> [Score] {
    runs.map { run in
      Score(
        value: metric.flatMap { run.differences(of: [$0], settings: .none)[0].first },
        interval: metric.flatMap { run.intervalOfFirst(of: $0) })
    }
  }

  /// The places of the runs, the best first; of equals the one that was named first.
  private static func order(of scores: [Score]) -> [Int] {
    scores.indices.sorted { one, other in
      let (first, second) = (scores[one].value ?? -1, scores[other].value ?? -1)
      return first == second ? one < other : first > second
    }
  }

  /// How far each run is from the first of them, which is the best and has none itself, before any
  /// correction; and the test of each pair.
  private static func distances(
    _ ranked: [[[Prediction]]], _ metric: SummedMetric?
  ) throws(MetricError) -> (toBest: [Distance?], tests: [TestOutcome?]) {
    guard let metric else { return (ranked.map { _ in nil }, []) }
    var found: [ModelComparison.Difference] = []
    var tests: [TestOutcome?] = []
    // Pairs with the best come first.
    for (better, first) in ranked.enumerated() {
      for second in ranked.dropFirst(better + 1) {
        let comparison = try paired(first, second)
        if better == 0 { found.append(comparison.differences(of: [metric])[0]) }
        tests.append(comparison.signFlip(of: metric))
      }
    }
    let distances = zip(found, tests).map { difference, test in
      Distance(
        difference: difference.difference, interval: difference.interval, p: test?.p,
        adjustedP: nil, isApart: nil)
    }
    return ([nil] + distances, tests)
  }
}
