import Foundation
import Parallel
import Randomness

extension PairedSeeds {
  /// Answers that only the first model has right, of all seeds.
  var onlyFirstRight: Int { pairs.reduce(0) { $0 + $1.onlyFirstRight } }

  /// Answers that only the second model has right, of all seeds.
  var onlySecondRight: Int { pairs.reduce(0) { $0 + $1.onlySecondRight } }

  /// The sign-flip test of the mean difference over seeds: an arrangement exchanges the two models
  /// within a cluster in all seeds at once, so that further seeds are no further clusters.
  func signFlip(
    of metric: SummedMetric, replicateCount: Int, seed: UInt64 = 0
  ) -> TestOutcome? {
    guard let observed = difference(of: metric), let clusterCount = pairs.first?.first.clusterCount
    else { return nil }
    let isExact = clusterCount <= PairedTable.exactClusters
    let count = isExact ? 1 << clusterCount : max(1, replicateCount)
    let differences = flippedDifferences(
      of: metric, count: count, isExact: isExact, seed: seed)
    return TestOutcome(
      statistic: observed, arrangements: differences, isExact: isExact,
      smallestP: min(1, pow(2, 1 - Double(clusterCount))))
  }

  /// McNemar's exact test of the answers of all seeds that only one model has right.
  ///
  /// - Source: McNemar, Psychometrika 12, 1947; exact binomial form.
  var mcnemar: TestOutcome {
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
    let clusterCount = pairs[0].first.clusterCount
    let totals = pairs.map { (old: $0.first.total, new: $0.second.total) }
    let steps = pairs.map { zip($0.first.blocks, $0.second.blocks).map { $1 - $0 } }
    return Array(0..<count).chunks(of: Self.shardSize).parallelMap { replicates in
      replicates.map { replicate in
        let flipped =
          isExact
          ? (0..<clusterCount).filter { replicate >> $0 & 1 == 1 }
          : Self.flips(clusterCount: clusterCount, seed: seed, replicate: replicate)
        var sum = 0.0
        for (total, steps) in zip(totals, steps) {
          let change = Self.sum(of: flipped, steps, clusterCount: clusterCount)
          let left = zip(total.old, change).map { $0 + $1 }
          let right = zip(total.new, change).map { $0 - $1 }
          sum += metric.value(right) - metric.value(left)
        }
        return sum / Double(totals.count)
      }
    }.flatMap { $0 }
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

  private static func sum(
    of clusters: [Int], _ blocks: [MetricSums.Block], clusterCount: Int
  ) -> [Double] {
    var sums: [Double] = []
    sums.reserveCapacity(MetricSums.blockCount * MetricSums.blockSize)
    for block in 0..<MetricSums.blockCount {
      var accumulator = MetricSums.Block.zero
      for cluster in clusters { accumulator += blocks[block * clusterCount + cluster] }
      for lane in 0..<MetricSums.blockSize { sums.append(accumulator[lane]) }
    }
    return sums
  }
}
