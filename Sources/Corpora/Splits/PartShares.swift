/// How many of a count go to each part: shares in whole numbers, so that every platform agrees.
struct PartShares: Sendable {
  /// Parts with their weights, in the order in which they are dealt.
  let weights: [(part: Part, weight: Int)]

  /// 70/10/20: a random split, and the 140/20/40 words of a word-disjoint one.
  static let trainDevTest = PartShares(weights: [(.train, 7), (.dev, 1), (.test, 2)])

  /// 65/10/15/10: the 130/20/30/20 words of a training speaker.
  static let withinTrainingSpeaker = PartShares(
    weights: [(.train, 13), (.dev, 2), (.calibration, 3), (.test, 2)])

  /// 90/10: a corpus that trains a model for the test on another one.
  static let trainDev = PartShares(weights: [(.train, 9), (.dev, 1)])

  private var total: Int { weights.reduce(0) { $0 + $1.weight } }

  /// Divides a count by largest remainder; equal remainders go to the earlier part.
  ///
  /// `carry` holds what earlier counts left over (in units of one over the sum of the weights), so
  /// that the sums over many small cells keep the shares.
  func counts(of count: Int, carry: inout [Int]) -> [Int] {
    if carry.isEmpty { carry = weights.map { _ in 0 } }
    let wanted = zip(weights, carry).map { $0.weight * count + $1 }
    var counts = wanted.map { max(0, $0 / total) }
    while counts.reduce(0, +) > count {
      let most = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
      counts[most] -= 1
    }
    while counts.reduce(0, +) < count {
      let remainders = counts.indices.map { wanted[$0] - counts[$0] * total }
      let next = counts.indices.max { (remainders[$0], -$0) < (remainders[$1], -$1) } ?? 0
      counts[next] += 1
    }
    carry = counts.indices.map { wanted[$0] - counts[$0] * total }
    return counts
  }

  /// Deals elements that are already in random order to the parts.
  func deal<Element>(_ elements: [Element], carry: inout [Int]) -> [Part: [Element]] {
    var parts: [Part: [Element]] = [:]
    var start = 0
    for (share, count) in zip(weights, counts(of: elements.count, carry: &carry)) {
      parts[share.part] = Array(elements[start..<start + count])
      start += count
    }
    return parts
  }
}
