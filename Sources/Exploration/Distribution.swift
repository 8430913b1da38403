import Metrics

/// How the values of a group lie: their number, mean and a few quantiles.
public struct Distribution: Codable, Sendable, Hashable {
  /// The number of values.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// The 5th percentile.
  public let p5: Double
  /// The 25th percentile.
  public let p25: Double
  /// The middle value.
  public let median: Double
  /// The 75th percentile.
  public let p75: Double
  /// The 95th percentile.
  public let p95: Double

  /// Describes values, or `nil` where there are none. Quantiles are linear between neighbours.
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    count = values.count
    mean = values.reduce(0, +) / Double(values.count)
    (p5, p25, median, p75, p95) = (
      quantile(sorted, 0.05), quantile(sorted, 0.25), quantile(sorted, 0.5),
      quantile(sorted, 0.75), quantile(sorted, 0.95)
    )
  }
}

extension Distribution {
  /// The mean of several speakers' means and quantiles, each speaker counting once; `nil` of
  /// nothing.
  public init?(meanOf all: [Distribution]) {
    guard !all.isEmpty else { return nil }
    func average(_ value: (Distribution) -> Double) -> Double {
      all.reduce(0) { $0 + value($1) } / Double(all.count)
    }
    count = all.reduce(0) { $0 + $1.count }
    mean = average(\.mean)
    (p5, p25, median, p75, p95) = (
      average(\.p5), average(\.p25), average(\.median), average(\.p75), average(\.p95)
    )
  }
}
