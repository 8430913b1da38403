/// How intervals are made.
public struct IntervalSettings: Codable, Sendable, Hashable {
  /// How the replicates of a bootstrap become an interval.
  public enum Method: String, Codable, Sendable, CaseIterable {
    /// The quantiles of the replicates.
    case percentile
    /// Quantiles shifted for bias and skewness (Efron, JASA 82, 1987).
    case bca
  }

  /// How replicates become an interval.
  public let method: Method
  /// The nominal coverage, between 0 and 1.
  public let level: Double
  /// The number of replicates; 0 makes no intervals.
  public let replicateCount: Int
  /// Seeds the draws.
  public let seed: UInt64

  /// The fewest clusters that an interval is made from.
  public static let fewestClusters = 10
  /// The least share of replicates in which a metric must have support.
  package static let leastSupport = 0.95

  /// Creates settings; the suite's default is BCa, 95 %, 2,000 replicates.
  ///
  /// - Precondition: `level` lies between 0 and 1: 0.95, not 95.
  public init(
    method: Method = .bca, level: Double = 0.95, replicateCount: Int = 2_000, seed: UInt64 = 0
  ) {
    // A precondition says nothing in a release build.
    guard level > 0, level < 1 else {
      fatalError("a level of \(level); expected one between 0 and 1, as 0.95 for 95 %")
    }
    self.method = method
    self.level = level
    self.replicateCount = replicateCount
    self.seed = seed
  }

  /// Point estimates only.
  public static let none = IntervalSettings(replicateCount: 0)
}
