import Corpora
import Findings
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
    /// What its model is called.
    public let model: String
    /// What somebody says of the training of its model, where nothing verified it.
    public let statedTraining: StatedTraining?

    /// Creates a side.
    public init(
      run: String, started: String, preset: String, version: String, model: String,
      statedTraining: StatedTraining? = nil
    ) {
      self.run = run
      self.started = started
      self.preset = preset
      self.version = version
      self.model = model
      self.statedTraining = statedTraining
    }

    /// `OAF`, or `OAF (as declared)` where it rests on somebody's word.
    public func training(on speakers: String) -> String {
      SpeakerNames.shown(speakers) + (statedTraining.map { " (\($0.source.mark))" } ?? "")
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
  /// Both on each speaker whom neither heard; `nil` where that adds nothing to the test sets.
  public let unheard: UnheardComparison?

  /// Creates a comparison; p values are corrected over all of its test sets, each metric for
  /// itself.
  public init(
    first: Side, second: Side, tests: [TestSetComparison], onlyFirst: [String],
    onlySecond: [String], unshared: [String] = [], lacksEvidence: Bool = false,
    unheard: UnheardComparison? = nil
  ) {
    self.first = first
    self.second = second
    self.tests = zip(tests, tests.map(\.metrics).holmCorrected).map { test, metrics in
      var corrected = test
      corrected.metrics = metrics
      return corrected
    }
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.unshared = unshared
    self.lacksEvidence = lacksEvidence
    self.unheard = unheard
  }

  /// Which seeds are compared and which left out, where any is; once where it is the same of all
  /// test sets, or of all speakers.
  public var seedNotes: [String] {
    ComparedSeeds.notes(of: tests.map { ($0.title, $0.comparedSeeds) }, "A", "B")
      + ComparedSeeds.notes(
        of: (unheard?.speakers ?? []).map { ($0.speaker, $0.comparedSeeds) }, each: "speaker",
        "A", "B")
  }
}

/// Two runs on one test set; numbers are means over the seeds that both have.
public struct TestSetComparison: Encodable, Sendable {
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
    metrics = comparison.measured(over: emotions)
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
