import Foundation
import Parallel
import Randomness

/// Whether two groups of speakers differ by more than drawing the groups anew would give: the
/// speaker is the unit, as it is the speaker who has the attribute.
public struct SpeakerPermutation: Sendable {
  private let table: ClusterTable
  private let members: [Int]

  /// The most ways to draw a group of which all are looked at.
  public static let exactArrangements = 20_000

  /// Reduces predictions to speakers.
  ///
  /// - Parameters:
  ///   - predictions: of speakers in and out of the group.
  ///   - group: the speakers with the attribute.
  /// - Throws: `MetricError` where probabilities are no distributions, and
  ///   `MetricError.noPredictions` where either side has no speaker.
  public init(_ predictions: [Prediction], group: Set<String>) throws(MetricError) {
    table = try ClusterTable(predictions, unit: .speaker)
    let speakers = Set(predictions.map(\.speaker)).sorted()
    members = speakers.indices.filter { group.contains(speakers[$0]) }
    guard !members.isEmpty, members.count < speakers.count else { throw .noPredictions }
  }

  /// The number of ways to draw a group of this size, `C(n, k)`.
  public var arrangements: Double {
    let (n, k) = (Double(table.clusterCount), Double(members.count))
    let logarithm: Double = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(logarithm).rounded()
  }

  /// The value of a metric in the group less that in the rest, or `nil` without support.
  public func difference(of metric: SummedMetric) -> Double? {
    guard table.hasProbabilities || !metric.metric.needsProbabilities else { return nil }
    let value = difference(of: metric, members: members, total: table.total)
    return value.isNaN ? nil : value
  }

  /// The two-sided permutation test over speakers.
  ///
  /// `smallestP` is `1 / C(n, k)`, and twice that for two halves, which mirror each other: with one
  /// of two speakers it is 1, and no level can be reached. Where not all groups are looked at it is
  /// that of the draws.
  ///
  /// - Returns: `nil` where the metric has no support in either group, or in any group drawn.
  public func test(
    of metric: SummedMetric, replicateCount: Int = 9_999, seed: UInt64 = 0
  ) -> TestOutcome? {
    guard let observed = difference(of: metric) else { return nil }
    let isExact = arrangements <= Double(Self.exactArrangements)
    let groups = isExact ? allGroups() : drawnGroups(count: max(1, replicateCount), seed: seed)
    let total = table.total
    let differences = groups.parallelMap { difference(of: metric, members: $0, total: total) }
    return TestOutcome(
      statistic: observed, arrangements: differences, isExact: isExact,
      smallestP: isExact ? mirrors / Double(groups.count) : 0)
  }

  /// How many of all groups of this size are as far from the rest as any one is, at least: of two
  /// halves, the rest is a group of the same size, with the same difference turned round.
  private var mirrors: Double { members.count * 2 == table.clusterCount ? 2 : 1 }

  private func difference(
    of metric: SummedMetric, members: [Int], total: [Double]
  ) -> Double {
    var inside = Array(repeating: 0.0, count: total.count)
    for member in members {
      for index in total.indices { inside[index] += table.sum(index, of: member) }
    }
    let outside = zip(total, inside).map { $0 - $1 }
    return metric.value(inside) - metric.value(outside)
  }

  /// Every group of this size, in lexical order.
  private func allGroups() -> [[Int]] {
    let (n, k) = (table.clusterCount, members.count)
    var group = Array(0..<k)
    var groups = [group]
    while let place = (0..<k).last(where: { group[$0] < n - k + $0 }) {
      group[place] += 1
      for next in place + 1..<max(k, place + 1) { group[next] = group[next - 1] + 1 }
      groups.append(group)
    }
    return groups
  }

  private func drawnGroups(count: Int, seed: UInt64) -> [[Int]] {
    (0..<count).map { stream in
      var generator = SplitMix64(seed: seed, stream: stream)
      return Array(Array(0..<table.clusterCount).shuffled(using: &generator).prefix(members.count))
    }
  }
}
