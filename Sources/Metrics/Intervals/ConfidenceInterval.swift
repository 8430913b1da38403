/// A range for a metric, with the level it is meant to hold and the unit that was resampled.
public struct ConfidenceInterval: Codable, Sendable, Hashable {
  /// The unit that varied independently when the interval was made.
  public enum Unit: String, Codable, Sendable {
    case word, speaker, utterance, exact
  }

  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// The nominal coverage, for example 0.95.
  public let level: Double
  /// What was resampled.
  public let unit: Unit

  /// Creates an interval.
  public init(lower: Double, upper: Double, level: Double, unit: Unit) {
    self.lower = lower
    self.upper = upper
    self.level = level
    self.unit = unit
  }
}
