/// One rung of the protocol ladder in one direction.
public struct LadderRow: Sendable, Hashable {
  /// Where the numbers come from.
  public let origin: Origin
  /// The number of predictions.
  public let count: Int
  /// The share of correct predictions.
  public let accuracy: Measure
  /// Unweighted average recall.
  public let uar: Measure
  /// The UAR of guessing, one over the number of classes, or `nil` where unknown.
  public let chance: Double?
  /// The accuracy of always answering the commonest emotion, or `nil` where unknown.
  public let majorityShare: Double?
  /// UAR of this leaky rung minus that of the honest one it is set against, or `nil` on an honest
  /// rung.
  public let inflation: Measure?

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
