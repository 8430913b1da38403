/// Wilcoxon's rank sum test of two groups, exact, also where values are equal.
package struct RankSum: Sendable, Hashable {
  /// The share of all ways of dealing the values to groups of these sizes in which the first group
  /// has ranks as low as it has, or lower.
  package let pValue: Double
  /// The least p that groups of these sizes can give, whatever their values.
  package let leastPValue: Double

  /// Compares two groups.
  ///
  /// - Returns: `nil` where one of them is empty.
  /// - Source: Wilcoxon, Biometrics Bulletin 1 (1945) 80; equal values share the mean of their
  ///   ranks.
  package init?(_ first: [Double], isBelow second: [Double]) {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    // Ranks are doubled, so that a mean of two of them is a whole number too.
    let values = first + second
    let ranks = values.map { value in
      2 * values.count { $0 < value } + values.count { $0 == value } + 1
    }
    let observed = ranks.prefix(first.count).reduce(0, +)
    let most = ranks.reduce(0, +)
    // In how many ways so many values come to a sum of ranks.
    var ways = [[Double]](
      repeating: [Double](repeating: 0, count: most + 1), count: first.count + 1)
    ways[0][0] = 1
    for rank in ranks {
      for size in stride(from: first.count, to: 0, by: -1) {
        for sum in rank...most { ways[size][sum] += ways[size - 1][sum - rank] }
      }
    }
    let all = ways[first.count].reduce(0, +)
    pValue = ways[first.count][...observed].reduce(0, +) / all
    leastPValue = 1 / all
  }
}
