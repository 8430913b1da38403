import Findings
import Testing

@Suite("Decimals that tell numbers from a limit")
struct PlacesTests {
  private func threshold(_ limit: Double) -> Threshold {
    Threshold(.atLeast, limit, reason: "because")
  }

  @Test("are the fewest at which every number reads unlike the limit")
  func fewest() {
    // .15028 and .15 are .150 and .150, then .1503 and .1500; .59999 and .6 part at the fifth.
    for (limit, numbers, places) in [
      (0.15, [0.15028], 4), (0.15, [0.151], 3), (0.6, [0.59999], 5), (0.6, [0.5, 0.59999], 5),
      (0.6, [0.59999, 0.5], 5), (0.6, [], 3), (1.0 / 7, [0.143], 4), (0.6, [0.6004, 0.6], 4),
    ] {
      #expect(threshold(limit).places(telling: numbers) == places, "\(limit) \(numbers)")
    }
  }

  @Test("of the limit itself are the fewest there are: nothing can tell it from itself")
  func itself() {
    #expect(threshold(0.6).places(telling: [0.6]) == 3)
    #expect(threshold(0.6).places(telling: [0.6], least: 2) == 2)
  }

  @Test("are never fewer than the least nor more than the most, where nothing tells them apart")
  func bounds() {
    #expect(threshold(0.6).places(telling: [0.6 + 1e-10], most: 6) == 6)
    #expect(threshold(0.6).places(telling: [0.9], least: 5) == 5)
    #expect(threshold(0.6).places(telling: [0.6 + 1e-11]) == 11)
    #expect(threshold(0.6).places(telling: [(0.6).nextUp]) == 3, "the limit but for rounding")
    #expect(threshold(0.6).places(telling: [0.7], by: { _, _ in "the same" }) == 17)
  }

  @Test("do not depend on the order of the numbers, and one more number never lessens them")
  func laws() {
    let numbers = [0.61, 0.6002, 0.60003, 0.5999994, 0.6]
    let threshold = threshold(0.6)
    let all = threshold.places(telling: numbers)
    #expect(threshold.places(telling: numbers.reversed()) == all)
    var before = 0
    for count in 0...numbers.count {
      let places = threshold.places(telling: Array(numbers.prefix(count)))
      #expect(places >= before)
      before = places
    }
    #expect(before == all)
  }
}
