import Corpora
import Metrics

/// Confidence against accuracy on a test set.
public struct ReliabilityDiagram: Sendable, Hashable {
  /// The predictions between two confidences.
  public struct Bin: Sendable, Hashable {
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
      lower: Double, upper: Double, count: Int, meanConfidence: Double?, accuracy: Double?
    ) {
      self.lower = lower
      self.upper = upper
      self.count = count
      self.meanConfidence = meanConfidence
      self.accuracy = accuracy
    }
  }

  /// Where the numbers come from.
  public let origin: Origin
  /// Expected calibration error over the bins.
  public let ece: Measure
  /// The bins from low to high confidence.
  public let bins: [Bin]

  /// Creates a diagram.
  public init(origin: Origin, ece: Measure, bins: [Bin]) {
    self.origin = origin
    self.ece = ece
    self.bins = bins
  }
}

/// Accuracy and UAR of a test set under one perturbation.
public struct RobustnessCurve: Sendable, Hashable {
  /// What was measured at one severity.
  public struct Point: Sendable, Hashable {
    /// `1...5`.
    public let severity: Int
    /// The share of correct predictions.
    public let accuracy: Measure
    /// Unweighted average recall.
    public let uar: Measure
    /// What is left of the skill on clean audio: (UAR - chance) / (clean UAR - chance), or `nil`
    /// where clean UAR is not above chance or the cell is partial.
    public let retention: Double?
    /// The interval of the retention, where it has one.
    public let retentionInterval: ConfidenceInterval?
    /// Whether the model left some of what it was asked unanswered, so that the numbers are of
    /// other utterances than those on clean audio.
    public let isPartial: Bool
    /// The number of predictions, or `nil` where unknown.
    public let count: Int?

    /// Creates a point.
    public init(
      severity: Int, accuracy: Measure, uar: Measure, retention: Double?,
      retentionInterval: ConfidenceInterval? = nil, isPartial: Bool = false, count: Int? = nil
    ) {
      self.severity = severity
      self.count = count
      self.accuracy = accuracy
      self.uar = uar
      self.retention = retention
      self.retentionInterval = retentionInterval
      self.isPartial = isPartial
    }
  }

  /// What severities stand for.
  public struct Scale: Sendable, Hashable {
    /// The unit, for example `dB SNR`.
    public let unit: String
    /// In this unit, at severity 1, 2 and so on.
    public let values: [Double]

    /// Creates a scale.
    public init(unit: String, values: [Double]) {
      self.unit = unit
      self.values = values
    }
  }

  /// Where the numbers come from.
  public let origin: Origin
  /// The perturbation's name.
  public let perturbation: String
  /// UAR on clean audio.
  public let cleanUAR: Measure
  /// Accuracy on clean audio.
  public let cleanAccuracy: Measure
  /// The number of predictions on clean audio, of the utterances that are changed alone; `nil`
  /// where unknown.
  public let cleanCount: Int?
  /// The UAR of guessing, or `nil` where unknown.
  public let chance: Double?
  /// From the mildest severity to the strongest.
  public let points: [Point]
  /// What the severities stand for, or `nil` where it is not known.
  public var scale: Scale?
  /// Whether it changes the level alone and the model's features are known not to depend on it.
  public var isUnfelt = false

  /// Creates a curve.
  public init(
    origin: Origin, perturbation: String, cleanUAR: Measure, cleanAccuracy: Measure,
    cleanCount: Int? = nil, chance: Double?, points: [Point]
  ) {
    self.origin = origin
    self.perturbation = perturbation
    self.cleanUAR = cleanUAR
    self.cleanAccuracy = cleanAccuracy
    self.cleanCount = cleanCount
    self.chance = chance
    self.points = points
  }
}

/// How a model was fitted.
public struct LearningCurve: Sendable, Hashable {
  /// One epoch.
  public struct Point: Sendable, Hashable {
    /// Counted from 1.
    public let epoch: Int
    /// Mean loss over the training part, in nats.
    public let trainLoss: Double
    /// Mean loss over the dev part, in nats, or `nil` without one.
    public let devLoss: Double?
    /// UAR over the dev part, or `nil` where it is undetermined.
    public let devUAR: Double?

    /// Creates a point.
    public init(epoch: Int, trainLoss: Double, devLoss: Double?, devUAR: Double?) {
      self.epoch = epoch
      self.trainLoss = trainLoss
      self.devLoss = devLoss
      self.devUAR = devUAR
    }
  }

  /// Which model, for example `speaker-disjoint/OAF, seed 0`.
  public let model: String
  /// Whether everything that the model is tested on leaks.
  public let isLeaky: Bool
  /// The epoch whose weights were kept, or `nil` where unknown.
  public let keptEpoch: Int?
  /// The epochs in order.
  public let points: [Point]
  /// Whether it is a further seed of what stands in the report already, and is shown folded.
  public var isRepetition = false

  /// Creates a curve.
  public init(model: String, isLeaky: Bool = false, keptEpoch: Int?, points: [Point]) {
    self.model = model
    self.isLeaky = isLeaky
    self.keptEpoch = keptEpoch
    self.points = points
  }
}

/// Where a model looked on a test set.
public struct AttentionSummary: Sendable, Hashable {
  /// The mean over the utterances of one speaker and emotion.
  public struct Line: Sendable, Hashable {
    /// The speaker.
    public let speaker: String
    /// The intended emotion.
    public let emotion: Emotion
    /// Mean weight by relative time from beginning to end, any number of equal steps.
    public let weights: [Double]
    /// The number of utterances behind the mean.
    public let count: Int

    /// Creates a line.
    public init(speaker: String, emotion: Emotion, weights: [Double], count: Int) {
      self.speaker = speaker
      self.emotion = emotion
      self.weights = weights
      self.count = count
    }
  }

  /// Where the numbers come from.
  public let origin: Origin
  /// One line a speaker and emotion.
  public let lines: [Line]

  /// Creates a summary.
  public init(origin: Origin, lines: [Line]) {
    self.origin = origin
    self.lines = lines
  }
}
