import Metrics
import TestSupport
import Testing

@Suite("Laws of corrected p values")
struct AdjustedPValueLawTests {
  @Test("Three questions worked by hand, with what is capped and what is carried along")
  func byHand() {
    func same(_ found: [Double], _ expected: [Double]) -> Bool {
      found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1) }
    }
    // Holm: .01 times 3, .02 times 2, and then none is below the one before; 3 times .4 ends at 1.
    #expect(same(AdjustedPValues.holm([0.04, 0.01, 0.02]), [0.04, 0.03, 0.04]))
    #expect(same(AdjustedPValues.holm([0.01, 0.02, 0.021]), [0.03, 0.04, 0.04]))
    #expect(same(AdjustedPValues.holm([0.5, 0.4, 0.6]), [1, 1, 1]))
    // Benjamini and Hochberg: from the largest down, .04, .02 times 3/2 and .01 times 3.
    #expect(same(AdjustedPValues.benjaminiHochberg([0.04, 0.01, 0.02]), [0.04, 0.03, 0.03]))
    #expect(same(AdjustedPValues.benjaminiHochberg([0.9, 0.8, 0.95]), [0.95, 0.95, 0.95]))
    for correction in [AdjustedPValues.holm, AdjustedPValues.benjaminiHochberg] {
      #expect(correction([0.03]) == [0.03] && correction([]).isEmpty)
    }
  }

  @Test("A correction follows its question wherever it stands, and never turns an order round")
  func order() {
    var draws = Draws(seed: 5)
    for _ in 0..<50 {
      let values = (0..<9).map { _ in (draws.unit() * 40).rounded() / 100 }
      let order = values.indices.shuffled(using: &draws)
      for correction in [AdjustedPValues.holm, AdjustedPValues.benjaminiHochberg] {
        let (plain, moved) = (correction(values), correction(order.map { values[$0] }))
        #expect(moved == order.map { plain[$0] })
        for first in values.indices {
          for second in values.indices where values[first] <= values[second] {
            #expect(plain[first] <= plain[second], "equal ones stay equal")
          }
        }
      }
    }
  }

  @Test("Of equal questions Holm takes every one as many times, the other one once")
  func ties() {
    let values = [Double](repeating: 0.02, count: 4)
    #expect(AdjustedPValues.holm(values).allSatisfy { agrees($0, 0.08) })
    #expect(AdjustedPValues.benjaminiHochberg(values).allSatisfy { agrees($0, 0.02) })
  }
}
