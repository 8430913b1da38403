import Corpora
import Metrics
import TestSupport
import Testing

/// Ten answers of speakers `s00`, `s01`, ... each, of which so many are right.
private func speakers(_ hits: [Int]) -> [Prediction] {
  hits.enumerated().flatMap { index, right in
    (0..<10).map { place in
      Prediction(
        utterance: "\(index)/\(place)", speaker: name(index), word: "w\(place)", truth: .sad,
        predicted: place < right ? .sad : .fear)
    }
  }
}

private func name(_ index: Int) -> String { index < 10 ? "s0\(index)" : "s\(index)" }

private func group(_ members: [Int]) -> Set<String> { Set(members.map(name)) }

@Suite("Groups of speakers, worked by hand")
struct SpeakerPermutationEdgeTests {
  private let hits = [0, 1, 3, 4, 6, 9]

  @Test("For every pair of six, p is the share of pairs whose accuracy is as far from the others'")
  func everyPair() throws {
    let accuracy = try #require(SummedMetric(.accuracy))
    let pairs = (0..<6).flatMap { first in (first + 1..<6).map { [first, $0] } }
    func difference(_ pair: [Int]) -> Double {
      let inside = hits[pair[0]] + hits[pair[1]]
      return Double(inside) / 20 - Double(23 - inside) / 40
    }
    let all = pairs.map(difference)
    let spread = (all.reduce(0) { $0 + $1 * $1 } / 15).squareRoot()
    for (pair, own) in zip(pairs, all) {
      let permutation = try SpeakerPermutation(speakers(hits), group: group(pair))
      let test = try #require(permutation.test(of: accuracy))
      #expect(agrees(permutation.difference(of: accuracy), own), "\(pair)")
      #expect(agrees(test.statistic, own) && agrees(test.spread, spread))
      let extreme = all.count { abs($0) >= abs(own) - 1e-9 }
      #expect(agrees(test.p, Double(extreme) / 15), "\(pair)")
      #expect(test.isExact && agrees(test.smallestP, 1.0 / 15))
    }
  }

  /// Of the 20 threes, each and the rest are as far apart, so that there are 10 to tell apart.
  @Test(
    "The smallest p is the least that any group of the size has",
    arguments: zip(1...5, [6.0, 15, 10, 15, 6]))
  func smallest(size: Int, ways: Double) throws {
    let expected = 1 / ways
    let accuracy = try #require(SummedMetric(.accuracy))
    let groups = (0..<64).map { bits in (0..<6).filter { bits >> $0 & 1 == 1 } }
      .filter { $0.count == size }
    let tests = try groups.map { members in
      try #require(
        try SpeakerPermutation(speakers(hits), group: group(members)).test(of: accuracy))
    }
    let least = try #require(tests.map(\.p).min())
    #expect(agrees(least, expected))
    for test in tests { #expect(agrees(test.smallestP, expected)) }
  }

  @Test("The rest as the group turns the difference round and leaves p as it is")
  func mirrored() throws {
    let accuracy = try #require(SummedMetric(.accuracy))
    for members in [[0], [1, 4], [0, 2, 5], [1, 2, 3, 4]] {
      let own = try #require(
        try SpeakerPermutation(speakers(hits), group: group(members)).test(of: accuracy))
      let rest = group((0..<6).filter { !members.contains($0) })
      let other = try #require(
        try SpeakerPermutation(speakers(hits), group: rest).test(of: accuracy))
      #expect(agrees(other.statistic, -own.statistic))
      #expect(agrees(other.p, own.p) && agrees(other.spread, own.spread))
    }
  }

  @Test("Names that nobody bears and the order of predictions are of no account")
  func names() throws {
    let accuracy = try #require(SummedMetric(.accuracy))
    let plain = try SpeakerPermutation(speakers(hits), group: group([1, 3])).test(of: accuracy)
    let other = try SpeakerPermutation(
      speakers(hits).reversed(), group: group([1, 3]).union(["nobody"])
    ).test(of: accuracy)
    #expect(plain != nil && other == plain)
  }

  @Test("Seven of seventeen are looked at in every way, seven of eighteen are drawn")
  func exactArrangements() throws {
    let accuracy = try #require(SummedMetric(.accuracy))
    for (count, ways, isExact) in [(17, 19_448.0, true), (18, 31_824, false)] {
      let hits = (0..<count).map { $0 < 7 ? 2 : 8 }
      let permutation = try SpeakerPermutation(
        speakers(hits), group: group(Array(0..<7)))
      #expect(permutation.arrangements == ways)
      let test = try #require(permutation.test(of: accuracy, replicateCount: 99))
      #expect(test.isExact == isExact)
      // No other seven do as badly.
      #expect(agrees(test.smallestP, isExact ? 1 / ways : 0.01))
      #expect(agrees(test.p, test.smallestP))
    }
  }

  @Test("Without support in the group, or in a group that chance could draw, there is no test")
  func support() throws {
    let uar = try #require(SummedMetric(.uar, classes: [.sad, .fear]))
    let fearful = Prediction(
      utterance: "f", speaker: "s05", word: "w", truth: .fear, predicted: .fear)
    let predictions = speakers(hits) + [fearful]
    let without = try SpeakerPermutation(predictions, group: group([0, 1]))
    #expect(without.difference(of: uar) == nil && without.test(of: uar) == nil)
    // Inside and outside there is some fear, but not in every group of two.
    let second = Prediction(
      utterance: "g", speaker: "s00", word: "w", truth: .fear, predicted: .sad)
    let some = try SpeakerPermutation(predictions + [second], group: group([0, 1]))
    #expect(some.difference(of: uar) != nil)
    #expect(some.test(of: uar) == nil)
  }

  @Test("Labels alone have no difference of a metric that reads probabilities")
  func labels() throws {
    let permutation = try SpeakerPermutation(speakers(hits), group: group([2]))
    for metric in Metric.allCases where metric.hasInterval && metric.needsProbabilities {
      let summed = try #require(SummedMetric(metric))
      #expect(permutation.difference(of: summed) == nil, "\(metric)")
      #expect(permutation.test(of: summed) == nil, "\(metric)")
    }
  }
}
