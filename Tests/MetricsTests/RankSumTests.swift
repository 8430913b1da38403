import Metrics
import Testing

@Suite("Wilcoxon's rank sum test")
struct RankSumTests {
  @Test("counts ways by hand")
  func byHand() throws {
    // Of the 10 ways to take 2 of 5 ranks: {1,2} has the sum 3, {1,3} 4, {1,4} and {2,3} 5.
    #expect(try #require(RankSum([1, 2], isBelow: [3, 4, 5])).pValue == 0.1)
    #expect(try #require(RankSum([1, 3], isBelow: [2, 4, 5])).pValue == 0.2)
    #expect(try #require(RankSum([2, 3], isBelow: [1, 4, 5])).pValue == 0.4)
    #expect(try #require(RankSum([4, 5], isBelow: [1, 2, 3])).pValue == 1)
    #expect(try #require(RankSum([7], isBelow: [8])).leastPValue == 0.5)
    #expect(RankSum([], isBelow: [1]) == nil)
  }

  @Test("gives equal values the mean of their ranks, so that alike groups are no finding")
  func ties() throws {
    #expect(try #require(RankSum([1, 1], isBelow: [1, 1])).pValue == 1)
    // Ranks 1.5, 1.5 and 3: of 3 ways the two lower ones come first in two.
    let pValue = try #require(RankSum([1], isBelow: [1, 2])).pValue
    #expect(abs(pValue - 2.0 / 3) < 1e-12)
  }

  @Test("agrees with every way of dealing the values", arguments: [1, 2, 3])
  func allWays(size: Int) throws {
    let values = [0.3, 0.1, 0.4, 0.1, 0.5, 0.9, 0.2]
    func sum(_ chosen: [Int]) -> Double {
      chosen.reduce(0) { total, place in
        total + Double(values.count { $0 < values[place] })
          + Double(values.count { $0 == values[place] } + 1) / 2
      }
    }
    let ways = (0..<(1 << values.count)).map { bits in
      values.indices.filter { bits >> $0 & 1 == 1 }
    }.filter { $0.count == size }
    for way in ways {
      let expected = Double(ways.count { sum($0) <= sum(way) }) / Double(ways.count)
      let others = values.indices.filter { !way.contains($0) }
      let test = try #require(
        RankSum(way.map { values[$0] }, isBelow: others.map { values[$0] }))
      #expect(abs(test.pValue - expected) < 1e-12)
    }
  }
}
