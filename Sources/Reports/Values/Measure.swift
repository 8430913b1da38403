import Metrics

/// A number with its interval, either of which may be undetermined.
public struct Measure: Sendable, Hashable {
  /// The value, or `nil` where it is undetermined; never filled in.
  public let value: Double?
  /// The interval, or `nil` where none is promised.
  public let interval: ConfidenceInterval?

  /// Creates a measure.
  public init(_ value: Double?, interval: ConfidenceInterval? = nil) {
    self.value = value
    self.interval = interval
  }

  /// The value and interval of a row of the ledger, if it is there.
  public init(of row: MetricRow?) {
    self.init(row?.value, interval: row?.interval)
  }

  /// A measure without a value.
  public static let undetermined = Measure(nil)
}
