import Corpora
import Metrics

/// Two runs on what both were tested on.
public struct RunComparison: Encodable, Sendable {
  /// One of the two runs.
  public struct Side: Encodable, Sendable {
    /// The run's identifier.
    public let run: String
    /// When it began.
    public let started: String
    /// Its preset.
    public let preset: String
    /// The version that made it.
    public let version: String

    /// Creates a side.
    public init(run: String, started: String, preset: String, version: String) {
      self.run = run
      self.started = started
      self.preset = preset
      self.version = version
    }
  }

  /// The run that is subtracted.
  public let first: Side
  /// The run that it is subtracted from.
  public let second: Side
  /// Test sets that both have, in the order of the first run.
  public let tests: [TestSetComparison]
  /// Test sets that only the first run has.
  public let onlyFirst: [String]
  /// Test sets that only the second run has.
  public let onlySecond: [String]
  /// Test sets that both have, without one utterance that is the same for both.
  public let unshared: [String]
  /// Whether the second run lacks a test set without leaks that the first has: it has none of that
  /// name, none that can be compared, or one that leaks.
  public let lacksEvidence: Bool
  /// Sentences on test sets that one run alone has, though the other tests speakers of them too.
  public let otherFolds: [String]

  private enum CodingKeys: CodingKey {
    case first, second, tests, onlyFirst, onlySecond, unshared, lacksEvidence
  }

  /// Creates a comparison; p values are corrected over all of its test sets, each metric for
  /// itself.
  public init(
    first: Side, second: Side, tests: [TestSetComparison], onlyFirst: [String],
    onlySecond: [String], unshared: [String] = [], lacksEvidence: Bool = false,
    otherFolds: [String] = []
  ) {
    self.first = first
    self.second = second
    self.tests = tests.corrected
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.unshared = unshared
    self.lacksEvidence = lacksEvidence
    self.otherFolds = otherFolds
  }

  /// Which seeds are compared and which left out, where any is; once where it is the same of all
  /// test sets.
  public var seedNotes: [String] {
    ComparedSeeds.notes(of: tests.map { ($0.title, $0.comparedSeeds) }, "A", "B")
  }
}

/// Two runs on one test set; numbers are means over the seeds that both have.
public struct TestSetComparison: Encodable, Sendable {
  /// One metric of both.
  public struct Measured: Encodable, Sendable {
    /// The metric's name.
    public let metric: String
    /// The first run's value, `nil` without support.
    public let first: Double?
    /// The second run's value, `nil` without support.
    public let second: Double?
    /// The second less the first.
    public let difference: Double?
    /// Its paired interval.
    public let interval: ConfidenceInterval?
    /// The two-sided p value of the sign-flip test by the interval's unit.
    public let p: Double?
    /// The p value after Holm's correction over the test sets.
    public internal(set) var adjustedP: Double?
    /// The smallest p value that the test can give with these data.
    public let smallestP: Double?
    /// The smallest true difference that the test would find in four of five repetitions, at the
    /// level that is left of .05 for each of as many test sets.
    public internal(set) var minimumDetectable: Double?
    private let test: TestOutcome?

    private enum CodingKeys: CodingKey {
      case metric, first, second, difference, interval, p, adjustedP, smallestP, minimumDetectable
    }

    init(metric: String, _ difference: ModelComparison.Difference, test: TestOutcome?) {
      self.metric = metric
      first = difference.first
      second = difference.second
      self.difference = difference.difference
      interval = difference.interval
      p = test?.p
      smallestP = test?.smallestP
      self.test = test
      minimumDetectable = detectable(among: 1)
    }

    /// The smallest true difference that is found as one of several tests. Where no answer flipped,
    /// nothing says how far an arrangement would go.
    func detectable(among tests: Int) -> Double? {
      test.flatMap { test in
        test.spread > 0 ? test.minimumDetectableGap(alpha: 0.05 / Double(max(1, tests))) : nil
      }
    }

    /// Whether the whole interval lies beside 0.
    public var isClear: Bool {
      interval.map { $0.lower > 0 || $0.upper < 0 } ?? false
    }
  }

  /// A part of a test set: a speaker, or an emotion.
  public struct Part: Encodable, Sendable {
    /// The speaker or emotion.
    public let name: String
    /// Its answers.
    public let count: Int
    /// Accuracy of a speaker, recall of an emotion.
    public let measured: Measured
    /// Answers that only the second run has right.
    public let mended: Int
    /// Answers that only the first run has right.
    public let broken: Int
  }

  /// The rung.
  public let evaluationProtocol: EvaluationProtocol
  /// Training speakers of the first run.
  public let trainedOn: String
  /// Training speakers of the second run, where they are others.
  public let secondTrainedOn: String?
  /// Tested speakers.
  public let testedOn: String
  /// Whether either run's numbers on it leak.
  public let isLeaky: Bool
  /// The seeds of the first run whose answers are compared.
  public let seeds: [Int]
  /// The seeds of the second run that they are compared with, in their order.
  public let secondSeeds: [Int]
  /// Seeds of the first run that are left out.
  public let seedsOnlyFirst: [Int]
  /// Seeds of the second run that are left out.
  public let seedsOnlySecond: [Int]
  /// Utterances that both answered.
  public let shared: Int
  /// Utterances that only the first answered.
  public let onlyFirst: Int
  /// Utterances that only the second answered.
  public let onlySecond: Int
  /// Utterances of one name whose recording or true emotion is another in the second run.
  public let unlike: Int
  /// Accuracy and UAR.
  public internal(set) var metrics: [Measured]
  /// Answers that only the second run has right.
  public let mended: Int
  /// Answers that only the first run has right.
  public let broken: Int
  /// McNemar's exact p value of the two: a description, since it takes answers for independent.
  public let mcnemarP: Double
  /// Accuracy of each speaker.
  public let speakers: [Part]
  /// Recall of each emotion.
  public let classes: [Part]

  /// Compares the answers of a test set.
  ///
  /// - Parameter emotions: what means over classes run over: those that the test asks for.
  /// - Throws: `MetricError` where probabilities are no distributions.
  public init(
    evaluationProtocol: EvaluationProtocol, trainedOn: String, secondTrainedOn: String?,
    testedOn: String, isLeaky: Bool, seeds: ComparedSeeds, emotions: [Emotion] = Emotion.allCases,
    _ comparison: ModelComparison
  ) throws(MetricError) {
    self.evaluationProtocol = evaluationProtocol
    self.trainedOn = trainedOn
    self.secondTrainedOn = secondTrainedOn
    self.testedOn = testedOn
    self.isLeaky = isLeaky
    self.seeds = seeds.first
    secondSeeds = seeds.second
    seedsOnlyFirst = seeds.onlyFirst
    seedsOnlySecond = seeds.onlySecond
    shared = comparison.shared
    onlyFirst = comparison.onlyFirst
    onlySecond = comparison.onlySecond
    unlike = comparison.unlike
    let summed = [SummedMetric.accuracy, .uar(over: emotions)]
    metrics = zip(summed, comparison.differences(of: summed)).map { metric, difference in
      Measured(
        metric: metric.metric.rawValue, difference, test: comparison.signFlip(of: metric))
    }
    mended = comparison.onlySecondRight
    broken = comparison.onlyFirstRight
    mcnemarP = comparison.mcnemar.p
    speakers = try Self.speakers(of: comparison)
    classes = Self.classes(of: comparison)
  }

  /// `speaker-disjoint OAF > YAF`.
  public var title: String { "\(evaluationProtocol.rawValue) \(trainedOn) > \(testedOn)" }

  /// Which seeds of both are compared, and which left out.
  public var comparedSeeds: ComparedSeeds {
    ComparedSeeds(
      first: seeds, second: secondSeeds, onlyFirst: seedsOnlyFirst, onlySecond: seedsOnlySecond)
  }

  private static func speakers(
    of comparison: ModelComparison
  ) throws(MetricError) -> [Part] {
    try comparison.bySpeaker().sorted { $0.key < $1.key }.map { speaker, own in
      Part(
        name: speaker, count: own.answerCount,
        measured: Measured(
          metric: Metric.accuracy.rawValue, own.differences(of: [.accuracy])[0],
          test: own.signFlip(of: .accuracy)),
        mended: own.onlySecondRight, broken: own.onlyFirstRight)
    }
  }

  private static func classes(of comparison: ModelComparison) -> [Part] {
    let recalls = comparison.emotions.compactMap { SummedMetric(.recall, of: $0) }
    return zip(recalls, comparison.differences(of: recalls)).compactMap { metric, difference in
      guard let emotion = metric.emotion else { return nil }
      let flips = comparison.flips(of: emotion)
      return Part(
        name: emotion.rawValue, count: comparison.count(of: emotion),
        measured: Measured(
          metric: Metric.recall.rawValue, difference, test: comparison.signFlip(of: metric)),
        mended: flips.onlySecond, broken: flips.onlyFirst)
    }
  }
}

extension [TestSetComparison] {
  /// The same with p values after Holm's correction, each metric's over all test sets.
  fileprivate var corrected: [TestSetComparison] {
    var corrected = self
    let metrics = Set(flatMap { $0.metrics.map(\.metric) })
    for metric in metrics {
      let places = indices.flatMap { test in
        corrected[test].metrics.indices.filter {
          corrected[test].metrics[$0].metric == metric && corrected[test].metrics[$0].p != nil
        }.map { (test, $0) }
      }
      let values = AdjustedPValues.holm(places.compactMap { corrected[$0].metrics[$1].p })
      for ((test, index), value) in zip(places, values) {
        corrected[test].metrics[index].adjustedP = value
        corrected[test].metrics[index].minimumDetectable =
          corrected[test].metrics[index].detectable(among: values.count)
      }
    }
    return corrected
  }
}
