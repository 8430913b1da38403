/// Where the standard deviation of a test set's UAR comes from: what its squares add up to.
public struct SpreadRow: Sendable, Hashable {
  /// Where the numbers come from.
  public let origin: Origin
  /// The standard deviation that one training and one draw of words (and speakers) have together.
  public let total: Double
  /// What the training seed contributes.
  public let seed: Double
  /// What it contributes that these words were said and not others.
  public let word: Double
  /// What it contributes that these speakers were found, or `nil` under five speakers.
  public let speaker: Double?
  /// What is left: another seed is good at other words.
  public let rest: Double
  /// The standard deviation between speakers themselves, or `nil` under five speakers.
  public let betweenSpeakers: Double?

  /// Creates a row.
  public init(
    origin: Origin, total: Double, seed: Double, word: Double, speaker: Double?, rest: Double,
    betweenSpeakers: Double?
  ) {
    self.origin = origin
    self.total = total
    self.seed = seed
    self.word = word
    self.speaker = speaker
    self.rest = rest
    self.betweenSpeakers = betweenSpeakers
  }
}

/// Two directions of one rung on the same words.
public struct AsymmetryRow: Sendable, Hashable {
  /// The first direction.
  public let origin: Origin
  /// UAR of the first direction minus that of the second.
  public let uar: Measure
  /// Accuracy of the first direction minus that of the second.
  public let accuracy: Measure
  /// The p value of the difference of UAR, or `nil` where it is undetermined.
  public let p: Double?
  /// The same after correction for the number of pairs.
  public let adjustedP: Double?

  /// Creates a row.
  public init(
    origin: Origin, uar: Measure, accuracy: Measure, p: Double?, adjustedP: Double?
  ) {
    self.origin = origin
    self.uar = uar
    self.accuracy = accuracy
    self.p = p
    self.adjustedP = adjustedP
  }
}
