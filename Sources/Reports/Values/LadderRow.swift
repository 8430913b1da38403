import Corpora

/// One rung of the protocol ladder in one direction: of one seed, or the mean over several.
public struct LadderRow: Sendable, Hashable {
  /// The strongest predictor that sees nothing but a shortcut.
  public struct Shortcut: Sendable, Hashable {
    /// The probe's name.
    public let name: String
    /// UAR of the probe on the same utterances.
    public let uar: Measure

    /// Creates a shortcut.
    public init(name: String, uar: Measure) {
      self.name = name
      self.uar = uar
    }
  }

  /// What the seeds of a mean scored each.
  public struct Seeds: Sendable, Hashable {
    /// UAR of each seed that has one, from the smallest seed.
    public let uars: [Double]
    /// The standard deviation of UAR over seeds, or `nil` where it is undetermined.
    public let deviation: Double?

    /// Creates the values of seeds.
    public init(uars: [Double], deviation: Double?) {
      self.uars = uars
      self.deviation = deviation
    }
  }

  /// What a leaky rung makes of the same recipe.
  public struct Inflation: Sendable, Hashable {
    /// The leaky rung.
    public let leaky: EvaluationProtocol
    /// UAR of the leaky rung minus that of this one.
    public let uar: Measure
    /// Accuracy of the leaky rung minus that of this one.
    public let accuracy: Measure

    /// Creates an inflation.
    public init(leaky: EvaluationProtocol, uar: Measure, accuracy: Measure) {
      self.leaky = leaky
      self.uar = uar
      self.accuracy = accuracy
    }
  }

  /// Where the numbers come from.
  public let origin: Origin
  /// The number of predictions, of one seed.
  public let count: Int
  /// The number of tested utterances, of one seed, or `nil` where it is unknown; more than `count`
  /// where the model left some unanswered.
  public var asked: Int?
  /// The share of correct predictions.
  public let accuracy: Measure
  /// Unweighted average recall.
  public let uar: Measure
  /// The UAR of guessing, one over the number of classes, or `nil` where unknown.
  public let chance: Double?
  /// The accuracy of always answering the commonest emotion, or `nil` where unknown.
  public let majorityShare: Double?
  /// UAR of a random split minus that of this honest rung, or `nil` on a leaky one.
  public var inflation: Measure?
  /// The strongest shortcut, or `nil` where no probe was measured.
  public var shortcut: Shortcut?
  /// What every leaky rung makes of the same recipe; empty on a leaky one.
  public var inflations: [Inflation] = []
  /// The seeds behind a mean, or `nil` for a number of one seed.
  public var seeds: Seeds?

  /// Creates a row.
  public init(
    origin: Origin, count: Int, accuracy: Measure, uar: Measure, chance: Double?,
    majorityShare: Double?, inflation: Measure? = nil
  ) {
    self.origin = origin
    self.count = count
    self.accuracy = accuracy
    self.uar = uar
    self.chance = chance
    self.majorityShare = majorityShare
    self.inflation = inflation
  }
}

/// What was measured on one speaker of a test set.
public struct SpeakerRow: Sendable, Hashable {
  /// Where the numbers come from.
  public let origin: Origin
  /// The speaker.
  public let speaker: String
  /// The number of predictions.
  public let count: Int
  /// The share of correct predictions.
  public let accuracy: Measure
  /// Unweighted average recall.
  public let uar: Measure
  /// Expected calibration error.
  public let ece: Measure

  /// Creates a row.
  public init(
    origin: Origin, speaker: String, count: Int, accuracy: Measure, uar: Measure, ece: Measure
  ) {
    self.origin = origin
    self.speaker = speaker
    self.count = count
    self.accuracy = accuracy
    self.uar = uar
    self.ece = ece
  }
}
