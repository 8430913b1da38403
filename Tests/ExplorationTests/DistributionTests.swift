import Exploration
import Testing

@Suite("A distribution")
struct DistributionTests {
  @Test("has the quantiles that NumPy has by default")
  func quantiles() throws {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [.05, .25, .5, .75, .95])
    let found = try #require(Distribution([3, 1, 4, 1, 5, 9, 2, 6]))
    #expect(found.p5 == 1 && found.p25 == 1.75 && found.median == 3.5)
    #expect(found.p75 == 5.25 && abs(found.p95 - 7.95) < 1e-12)
    #expect(found.mean == 3.875 && found.count == 8)
  }

  @Test("is nothing without values, and a point with one")
  func ends() {
    #expect(Distribution([]) == nil)
    #expect(Distribution([2])?.p5 == 2 && Distribution([2])?.p95 == 2)
    #expect(Distribution(meanOf: []) == nil)
  }

  @Test("of several speakers counts each speaker once")
  func several() throws {
    let one = try #require(Distribution([0, 0, 0, 0]))
    let other = try #require(Distribution([1]))
    let both = try #require(Distribution(meanOf: [one, other]))
    #expect(both.mean == 0.5 && both.median == 0.5 && both.count == 5)
  }
}
