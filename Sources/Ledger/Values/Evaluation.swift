import Corpora
import Metrics

/// Which model: one fit of a split's recipe with one seed.
public struct ModelKey: Codable, Sendable, Hashable {
  /// The `Run.id`.
  public let run: String
  /// The `Split.id`.
  public let split: String
  /// What kind of model, for example `crnn`; probes and models of others have names of their own.
  public let name: String
  /// The training seed.
  public let seed: Int

  /// Creates a key.
  public init(run: String, split: String, name: String = "crnn", seed: Int) {
    self.run = run
    self.split = split
    self.name = name
    self.seed = seed
  }
}

/// Which evaluation: one model, one test set of its split, one condition.
public struct EvaluationKey: Codable, Sendable, Hashable {
  /// What is done to the audio, and how much; or what the model is told beside it.
  public struct Condition: Codable, Sendable, Hashable {
    /// The perturbation's name, or `Transduction.name`.
    public let perturbation: String
    /// How much, `1...5`.
    public let severity: Int

    /// Creates a condition.
    public init(perturbation: String, severity: Int) {
      self.perturbation = perturbation
      self.severity = severity
    }

    /// Clean audio, with unlabelled recordings of the tested speaker beside it.
    public static var transductive: Condition {
      Condition(perturbation: Transduction.name, severity: Transduction.severity)
    }
  }

  /// The model.
  public let model: ModelKey
  /// The position of the test set in `Split.tests`.
  public let test: Int
  /// What is done to the audio or told beside it, or `nil` for clean audio alone.
  public let condition: Condition?

  /// Whether something is done to the audio.
  public var isPerturbed: Bool { condition != nil && condition != .transductive }

  /// Creates a key.
  public init(model: ModelKey, test: Int, condition: Condition? = nil) {
    self.model = model
    self.test = test
    self.condition = condition
  }
}

/// The predictions between two confidences.
public struct ReliabilityBinRow: Codable, Sendable, Hashable {
  /// One speaker, or `nil` for all tested speakers together.
  public let speaker: String?
  /// The position of the bin, from 0.
  public let bin: Int
  /// The lower edge of the bin's confidences.
  public let lower: Double
  /// The upper edge of the bin's confidences.
  public let upper: Double
  /// The number of predictions in the bin.
  public let count: Int
  /// The mean confidence, or `nil` in an empty bin.
  public let meanConfidence: Double?
  /// The share of correct predictions, or `nil` in an empty bin.
  public let accuracy: Double?

  /// Creates a bin.
  public init(
    speaker: String? = nil, bin: Int, lower: Double, upper: Double, count: Int,
    meanConfidence: Double?, accuracy: Double?
  ) {
    self.speaker = speaker
    self.bin = bin
    self.lower = lower
    self.upper = upper
    self.count = count
    self.meanConfidence = meanConfidence
    self.accuracy = accuracy
  }
}

/// Where a model looked, on average over the utterances of one speaker and emotion.
public struct AttentionCurve: Codable, Sendable, Hashable {
  /// The number of positions that relative time is divided into.
  public static let binCount = 50

  /// The `Speaker.id`.
  public let speaker: String
  /// The intended emotion.
  public let emotion: Emotion
  /// Mean weight by relative time from beginning to end, shape `[50]`.
  public let weights: [Double]
  /// The number of utterances behind the mean.
  public let count: Int

  /// Creates a curve.
  public init(speaker: String, emotion: Emotion, weights: [Double], count: Int) {
    self.speaker = speaker
    self.emotion = emotion
    self.weights = weights
    self.count = count
  }
}

/// Everything that one evaluation gives; it is written as a whole or not at all.
public struct EvaluationResult: Sendable {
  /// One prediction an utterance of the test set.
  public var predictions: [Prediction]
  /// The numbers that follow from them.
  public var metrics: [MetricRow]
  /// The bins behind the reliability diagram.
  public var reliability: [ReliabilityBinRow]
  /// Where the model looked; empty for a model without attention.
  public var attention: [AttentionCurve]
  /// How many utterances the model was asked about, where its test set does not say it: under a
  /// perturbation. An evaluation without an answer is then known as one.
  public var asked: Int?

  /// Creates a result.
  public init(
    predictions: [Prediction], metrics: [MetricRow], reliability: [ReliabilityBinRow] = [],
    attention: [AttentionCurve] = [], asked: Int? = nil
  ) {
    self.predictions = predictions
    self.metrics = metrics
    self.reliability = reliability
    self.attention = attention
    self.asked = asked
  }
}

/// An evaluation that says how much was asked.
public struct CountedEvaluation: Sendable, Hashable {
  /// Which evaluation.
  public let evaluation: StoredEvaluation
  /// How many utterances the model was asked about.
  public let asked: Int
  /// How many of them it answered; none in an evaluation that is in no other list.
  public let answered: Int
}

/// An evaluation as it stands in a ledger, with what a table or a chart says of its origin.
public struct StoredEvaluation: Sendable, Hashable, Identifiable {
  /// The row of the ledger; what belongs to the evaluation is read by it.
  public let id: Int64
  /// Which evaluation it is.
  public let key: EvaluationKey
  /// The rung that its test set gives.
  public let evaluationProtocol: EvaluationProtocol
  /// Training speakers joined by `+`.
  public let trainedOn: String
  /// Tested speakers joined by `+`.
  public let testedOn: String
  /// Whether its numbers are stamped LEAKY.
  public let isLeaky: Bool

  /// The test set that it is of.
  package var testSet: TestSetName {
    TestSetName(evaluationProtocol: evaluationProtocol, trainedOn: trainedOn, testedOn: testedOn)
  }
}
