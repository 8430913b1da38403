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
    /// The p value after Holm's correction over all pairs of runs.
    public let adjustedP: Double?
    /// Whether the two are told apart at .05; `nil` where the data cannot tell so many pairs apart.
    public let isApart: Bool?
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
    public let toBest: Distance?
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
  public let standings: [Standing]

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
    let distances = try Self.distances(
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

  /// How far each run is from the first of them, which is the best and has none itself.
  private static func distances(
    _ ranked: [[[Prediction]]], _ metric: SummedMetric?
  ) throws(MetricError) -> [Distance?] {
    guard let metric else { return ranked.map { _ in nil } }
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
    let pairCount = Double(tests.count)
    let adjusted = AdjustedPValues.holm(tests.map { $0?.p ?? 1 })
    return [nil]
      + found.indices.map { place in
        let test = tests[place]
        return Distance(
          difference: found[place].difference, interval: found[place].interval, p: test?.p,
          adjustedP: test.map { _ in adjusted[place] },
          isApart: test.flatMap { test in
            adjusted[place] <= 0.05
              ? true : test.canReach(0.05 / pairCount) ? false : nil
          })
      }
  }
}
