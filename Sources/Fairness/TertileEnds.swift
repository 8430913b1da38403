import Metrics

/// Where a measurement is cut into thirds.
public struct TertileEnds: Sendable, Hashable {
  /// The greatest value of the third `low`, or just above it.
  public let low: Double
  /// The greatest value of the third `middle`, or just above it.
  public let middle: Double

  /// The ends of measured values, whatever their order; `nil` where none is a number.
  public init?(of values: some Sequence<Double>) {
    let sorted = values.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return nil }
    (low, middle) = (quantile(sorted, 1.0 / 3), quantile(sorted, 2.0 / 3))
  }
}
