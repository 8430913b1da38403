import Dispatch
import Foundation
import Randomness

extension PairedTable {
  /// Whether the difference of a metric is more than exchanging the two models within clusters at
  /// random would give.
  ///
  /// Up to `1 << exactClusters` arrangements are all looked at; else `replicateCount` are drawn,
  /// and the one observed counts among them.
  ///
  /// - Returns: `nil` where either model's metric has no support, or an arrangement's has none.
  /// - Source: Fisher's randomisation test; Phipson & Smyth, Statistical Applications in Genetics
  ///   and Molecular Biology 9, 2010, for the count.
  public func signFlip(
    of metric: SummedMetric, replicateCount: Int = 9_999, seed: UInt64 = 0
  ) -> TestOutcome? {
    guard let observed = difference(of: metric) else { return nil }
    let isExact = first.clusterCount <= Self.exactClusters
    let count = isExact ? 1 << first.clusterCount : max(1, replicateCount)
    let differences = flippedDifferences(
      of: metric, count: count, isExact: isExact, seed: seed)
    // Room for rounding: an arrangement that ties with the observed one counts.
    let reach = abs(observed) * (1 - 1e-9) - 1e-12
    guard differences.allSatisfy({ !$0.isNaN }) else { return nil }
    let extreme = differences.count { abs($0) >= reach }
    let p = isExact ? Double(extreme) / Double(count) : Double(extreme + 1) / Double(count + 1)
    let floor = isExact ? 0 : 1 / Double(count + 1)
    return TestOutcome(
      statistic: observed, p: p, spread: rootMeanSquare(differences),
      smallestP: min(1, max(floor, pow(2, 1 - Double(first.clusterCount)))), isExact: isExact)
  }

  /// The most clusters of which all sign flips are looked at.
  public static let exactClusters = 12

  /// McNemar's exact test of the utterances that only one model has right. It takes utterances for
  /// independent, which words of one speaker are not: a description beside `signFlip`.
  ///
  /// - Source: McNemar, Psychometrika 12, 1947; exact binomial form.
  public var mcnemar: TestOutcome {
    let total = onlyFirstRight + onlySecondRight
    let fewer = min(onlyFirstRight, onlySecondRight)
    var tail = 0.0
    for hits in 0...fewer {
      let ways: Double =
        lgamma(Double(total + 1)) - lgamma(Double(hits + 1)) - lgamma(Double(total - hits + 1))
      tail += exp(ways - Double(total) * log(2))
    }
    return TestOutcome(
      statistic: Double(onlySecondRight - onlyFirstRight), p: min(1, 2 * tail),
      spread: Double(total).squareRoot(),
      smallestP: min(1, pow(2, 1 - Double(total))), isExact: true)
  }

  /// Arrangements that one worker looks at.
  private static let shardSize = 25

  private func flippedDifferences(
    of metric: SummedMetric, count: Int, isExact: Bool, seed: UInt64
  ) -> [Double] {
    let steps = zip(first.blocks, second.blocks).map { $1 - $0 }
    let (old, new) = (first.total, second.total)
    let shards = (count + Self.shardSize - 1) / Self.shardSize
    var differences = Array(repeating: 0.0, count: count)
    differences.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let results = buffer
      DispatchQueue.concurrentPerform(iterations: shards) { shard in
        let start = shard * Self.shardSize
        for replicate in start..<min(start + Self.shardSize, count) {
          let flipped =
            isExact
            ? (0..<first.clusterCount).filter { replicate >> $0 & 1 == 1 }
            : Self.flips(clusterCount: first.clusterCount, seed: seed, replicate: replicate)
          let change = sum(of: flipped, steps)
          let (left, right) = (
            zip(old, change).map { $0 + $1 }, zip(new, change).map { $0 - $1 }
          )
          results[replicate] = metric.value(right) - metric.value(left)
        }
      }
    }
    return differences
  }

  /// The clusters that a replicate exchanges, each with probability one half.
  private static func flips(clusterCount: Int, seed: UInt64, replicate: Int) -> [Int] {
    var generator = SplitMix64(seed: seed, stream: replicate)
    var flipped: [Int] = []
    flipped.reserveCapacity(clusterCount)
    for start in stride(from: 0, to: clusterCount, by: 64) {
      var bits = generator.next()
      let width = min(64, clusterCount - start)
      if width < 64 { bits &= (1 << UInt64(width)) - 1 }
      while bits != 0 {
        flipped.append(start + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
    return flipped
  }

  private func sum(of clusters: [Int], _ blocks: [MetricSums.Block]) -> [Double] {
    var sums: [Double] = []
    sums.reserveCapacity(MetricSums.blockCount * MetricSums.blockSize)
    for block in 0..<MetricSums.blockCount {
      var accumulator = MetricSums.Block.zero
      for cluster in clusters { accumulator += blocks[block * first.clusterCount + cluster] }
      for lane in 0..<MetricSums.blockSize { sums.append(accumulator[lane]) }
    }
    return sums
  }
}
