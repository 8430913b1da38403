import Foundation
import Metrics
import Randomness

/// Where the coverage of a test set lies in a share `level` of repetitions when calibration and
/// test are alike.
public struct CoverageBand: Codable, Sendable, Hashable {
  /// How a band is found.
  public enum Basis: String, Codable, Sendable {
    /// The exact distribution for rows that are independent.
    case betaBinomial = "beta-binomial"
    /// Words of both sets shared out anew, over and over.
    case simulatedByWord = "simulated-by-word"
  }

  /// The lower end, a share of the test rows.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// The share of repetitions, for example 0.95.
  public let level: Double
  /// How it was found.
  public let basis: Basis

  /// The band for independent rows: with a limit of rank `k` among `n` calibration rows, the number
  /// of covered rows among `m` is beta-binomial with `k` and `n + 1 - k`.
  ///
  /// - Returns: `nil` where the calibration rows are too few for a limit or there is no test row.
  /// - Source: Vovk, ACML 2012; Angelopoulos & Bates, Foundations and Trends in ML 16, 2023, 3.
  public static func betaBinomial(
    calibrationCount: Int, testCount: Int, alpha: Double, level: Double = 0.95
  ) -> CoverageBand? {
    let rank = max(1, conformalRank(calibrationCount, alpha))
    guard rank <= calibrationCount, testCount > 0 else { return nil }
    let (first, second) = (Double(rank), Double(calibrationCount + 1 - rank))
    let m = Double(testCount)
    func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }
    let tail = (1 - level) / 2
    var below = 0.0
    var (lower, upper): (Double?, Double?) = (nil, nil)
    for covered in 0...testCount {
      let hits = Double(covered)
      let logWays: Double = lgamma(m + 1) - lgamma(hits + 1) - lgamma(m - hits + 1)
      let logChance: Double = logBeta(hits + first, m - hits + second) - logBeta(first, second)
      below += exp(logWays + logChance)
      if lower == nil, below >= tail { lower = hits / m }
      if upper == nil, below >= 1 - tail { upper = hits / m }
    }
    return CoverageBand(lower: lower ?? 0, upper: upper ?? 1, level: level, basis: .betaBinomial)
  }

  /// The band for rows that depend on each other within clusters: the clusters of both sets are
  /// pooled and dealt out anew, as many to each side as there were.
  ///
  /// - Parameters:
  ///   - calibration: scores of the truth, one array a cluster.
  ///   - test: the same of the test set.
  /// - Returns: `nil` where the calibration rows are too few for a limit or there is no test row.
  static func simulated(
    calibration: [[Double]], test: [[Double]], alpha: Double, level: Double, repetitions: Int,
    seed: UInt64
  ) -> CoverageBand? {
    let pool = calibration + test
    var shares: [Double] = []
    for repetition in 0..<repetitions {
      var generator = SplitMix64(seed: seed, stream: repetition)
      let order = generator.shuffled(Array(pool.indices))
      let fit = order.prefix(calibration.count).flatMap { pool[$0] }
      guard let limit = conformalLimit(fit, alpha) else { continue }
      let rest = order.dropFirst(calibration.count)
      let count = rest.reduce(0) { $0 + pool[$1].count }
      let covered = rest.reduce(0) { $0 + pool[$1].count { $0 <= limit } }
      if count > 0 { shares.append(Double(covered) / Double(count)) }
    }
    guard shares.count == repetitions, repetitions > 0 else { return nil }
    shares.sort()
    let tail = (1 - level) / 2
    return CoverageBand(
      lower: quantile(shares, tail), upper: quantile(shares, 1 - tail), level: level,
      basis: .simulatedByWord)
  }
}
