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
  /// The level of significance of one test, which minimum detectable gaps are for: that of all that
  /// are asked together, shared among them.
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

  /// The same where `count` tests are asked together: each at its share of the level, with
  /// arrangements enough that the smallest p is half of it.
  func asking(_ count: Int) -> DisparitySettings {
    let share = alpha / Double(max(1, count))
    return DisparitySettings(
      leastGroupSize: leastGroupSize, replicateCount: replicateCount,
      arrangementCount: arrangementCount == 0 ? 0 : max(arrangementCount, Int(2 / share)),
      rowReplicateCount: rowReplicateCount, level: level, alpha: share, seed: seed)
  }
}
