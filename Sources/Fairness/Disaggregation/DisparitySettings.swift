/// How disparities are tested and how their intervals are made.
public struct DisparitySettings: Codable, Sendable, Hashable {
  /// The fewest predictions of a group that is compared; smaller ones are named and left out.
  public let leastGroupSize: Int
  /// The number of draws behind an interval; 0 makes none.
  public let replicateCount: Int
  /// The number of arrangements that are drawn where not all are looked at; 0 tests nothing.
  public let arrangementCount: Int
  /// The most draws and arrangements for metrics that are no function of sums (AUC, AURC, MCE and
  /// the ECE variants), which look at every prediction again.
  public let rowReplicateCount: Int
  /// The nominal coverage of intervals.
  public let level: Double
  /// The level of significance that minimum detectable gaps are for.
  public let alpha: Double
  /// Seeds all draws.
  public let seed: UInt64

  /// Creates settings.
  public init(
    leastGroupSize: Int = 20, replicateCount: Int = 2_000, arrangementCount: Int = 1_999,
    rowReplicateCount: Int = 499, level: Double = 0.95, alpha: Double = 0.05, seed: UInt64 = 0
  ) {
    precondition(level > 0 && level < 1, "a level of coverage lies between 0 and 1")
    self.leastGroupSize = max(1, leastGroupSize)
    self.replicateCount = max(0, replicateCount)
    self.arrangementCount = max(0, arrangementCount)
    self.rowReplicateCount = max(0, rowReplicateCount)
    self.level = level
    self.alpha = alpha
    self.seed = seed
  }
}
