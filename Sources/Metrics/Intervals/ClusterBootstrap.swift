import Dispatch
import Randomness

/// Draws clusters with replacement within their strata and computes metrics of each draw.
///
/// Replicates are shared out in fixed shards and each has a generator of its own, so results do not
/// depend on the number of processors.
public struct ClusterBootstrap: Sendable, Hashable {
  /// The number of draws `R`.
  public let replicateCount: Int
  /// Seeds all draws.
  public let seed: UInt64

  /// Replicates that one worker does at a time.
  private static let shardSize = 25

  /// Creates a bootstrap.
  public init(replicateCount: Int = 2_000, seed: UInt64 = 0) {
    self.replicateCount = max(1, replicateCount)
    self.seed = seed
  }

  /// The metrics of every replicate, metric-major `[M, R]`; NaN where a draw has no support.
  public func replicates(of metrics: [SummedMetric], over table: ClusterTable) -> [[Double]] {
    guard table.clusterCount > 0, !metrics.isEmpty else {
      return metrics.map { _ in Array(repeating: .nan, count: replicateCount) }
    }
    let blockCount = usedBlocks(metrics)
    let count = replicateCount
    let shards = (count + Self.shardSize - 1) / Self.shardSize
    var flat = Array(repeating: 0.0, count: metrics.count * count)
    flat.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let results = buffer
      table.blocks.withUnsafeBufferPointer { blocks in
        nonisolated(unsafe) let blocks = blocks
        DispatchQueue.concurrentPerform(iterations: shards) { shard in
          let first = shard * Self.shardSize
          let own = first..<min(first + Self.shardSize, count)
          var sums = draw(own, from: blocks, of: table, blockCount: blockCount)
          sums.withUnsafeMutableBufferPointer { sums in
            evaluate(metrics, of: own, sums: sums, into: results)
          }
        }
      }
    }
    return metrics.indices.map { Array(flat[$0 * count..<($0 + 1) * count]) }
  }

  /// The number of leading blocks that the metrics read; sums of probabilities stand last.
  private func usedBlocks(_ metrics: [SummedMetric]) -> Int {
    let needsProbabilities = metrics.contains { $0.metric.needsProbabilities }
    let last = needsProbabilities ? MetricSums.distance : MetricSums.gap - 1
    return last / MetricSums.blockSize + 1
  }

  /// Sums of some replicates, `[replicate, block]`. A stratum's clusters stay in the cache while
  /// all replicates of the shard draw from it.
  private func draw(
    _ replicates: Range<Int>, from blocks: UnsafeBufferPointer<MetricSums.Block>,
    of table: ClusterTable, blockCount: Int
  ) -> [MetricSums.Block] {
    let stride = MetricSums.blockCount
    var sums = Array(repeating: MetricSums.Block.zero, count: replicates.count * stride)
    var generators = replicates.map { SplitMix64(seed: seed, stream: $0) }
    let widest = table.strata.map(\.count).max() ?? 0
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: widest) { drawn in
      for stratum in table.strata {
        for replicate in generators.indices {
          Self.fill(drawn, count: stratum.count, &generators[replicate])
          for block in 0..<blockCount {
            let base = block * table.clusterCount + stratum.lowerBound
            var accumulator = sums[replicate * stride + block]
            for index in 0..<stratum.count { accumulator += blocks[base + Int(drawn[index])] }
            sums[replicate * stride + block] = accumulator
          }
        }
      }
    }
    return sums
  }

  /// Fills `drawn` with indices in `0..<count`: two from each number, by multiplication (Lemire,
  /// ACM TOMACS 29, 2019) with a bias of at most `count / 2^32`.
  private static func fill(
    _ drawn: UnsafeMutableBufferPointer<UInt32>, count: Int, _ generator: inout SplitMix64
  ) {
    let size = UInt64(count)
    var index = 0
    while index < count {
      let bits = generator.next()
      drawn[index] = UInt32(truncatingIfNeeded: ((bits >> 32) &* size) >> 32)
      if index + 1 < count {
        drawn[index + 1] = UInt32(truncatingIfNeeded: ((bits & 0xFFFF_FFFF) &* size) >> 32)
      }
      index += 2
    }
  }

  private func evaluate(
    _ metrics: [SummedMetric], of replicates: Range<Int>,
    sums: UnsafeMutableBufferPointer<MetricSums.Block>,
    into results: UnsafeMutableBufferPointer<Double>
  ) {
    let width = MetricSums.blockCount * MetricSums.blockSize
    UnsafeRawPointer(sums.baseAddress!).withMemoryRebound(
      to: Double.self, capacity: replicates.count * width
    ) { values in
      for (index, metric) in metrics.enumerated() {
        let own = index * replicateCount
        for (offset, replicate) in replicates.enumerated() {
          results[own + replicate] = metric.value(values + offset * width)
        }
      }
    }
  }
}
