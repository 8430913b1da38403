import Metrics
import TestSupport
import Testing

@Suite("Arithmetic of intervals")
struct IntervalArithmeticTests {
  private func interval(
    _ lower: Double, _ upper: Double, level: Double = 0.95
  ) -> ConfidenceInterval {
    ConfidenceInterval(lower: lower, upper: upper, level: level, unit: .word)
  }

  @Test("Each end of a difference takes one end of the first value and the other of the second")
  func difference() throws {
    // Below: the root of .3^2 + .4^2 is .5. Above: the root of .8^2 + .6^2 is 1.
    let found = try #require(
      ConfidenceInterval.difference(2, interval(1.7, 2.8), minus: 1, interval(0.4, 1.4)))
    #expect(agrees(found.lower, 0.5))
    #expect(agrees(found.upper, 2))
    #expect(found.level == 0.95 && found.unit == .word)
    let mirror = try #require(
      ConfidenceInterval.difference(1, interval(0.4, 1.4), minus: 2, interval(1.7, 2.8)))
    #expect(agrees(mirror.lower, -found.upper) && agrees(mirror.upper, -found.lower))
  }

  @Test("A difference is of what was resampled for either part, and an exact bound of two of them")
  func units() throws {
    func unit(_ first: ConfidenceInterval.Unit, _ second: ConfidenceInterval.Unit) -> String? {
      func one(_ unit: ConfidenceInterval.Unit) -> ConfidenceInterval {
        ConfidenceInterval(lower: 0, upper: 1, level: 0.95, unit: unit)
      }
      return ConfidenceInterval.difference(1, one(first), minus: 0.5, one(second))?.unit.rawValue
    }
    #expect(unit(.exact, .word) == "word" && unit(.speaker, .exact) == "speaker")
    #expect(unit(.exact, .exact) == "exact" && unit(.word, .word) == "word")
  }

  @Test("A difference has no interval where a part is missing or the levels differ")
  func missing() {
    let one = interval(0, 1)
    #expect(ConfidenceInterval.difference(nil, one, minus: 1, one) == nil)
    #expect(ConfidenceInterval.difference(1, nil, minus: 1, one) == nil)
    #expect(ConfidenceInterval.difference(1, one, minus: nil, one) == nil)
    #expect(ConfidenceInterval.difference(1, one, minus: 1, nil) == nil)
    #expect(ConfidenceInterval.difference(1, one, minus: 1, interval(0, 1, level: 0.9)) == nil)
  }

  @Test(
    "Quantiles of the normal distribution are SciPy's, on both sides of where the formula changes",
    arguments: [
      (1e-10, -6.361340902404056), (0.02424, -1.9731366119445441), (0.02426, -1.9727855514678603),
      (0.2, -0.8416212335729142), (0.5, 0), (0.9, 1.2815515655446004), (0.975, 1.959963984540054),
      (0.97576, 1.9731366119445437), (0.999, 3.090232306167813),
    ])
  func normal(share: Double, quantile: Double) {
    #expect(agrees(normalQuantile(share), quantile, absolute: 1e-13, relative: 1e-13))
    #expect(agrees(normalProbability(quantile), share, absolute: 1e-15, relative: 1e-9))
  }

  @Test(
    "Quantiles of sorted values lie between neighbours, and at the ends outside 0...1",
    arguments: [
      (-1, 10.0), (0, 10), (0.1, 13), (0.25, 17.5), (0.5, 30), (0.9, 68), (1, 80), (2, 80),
    ])
  func quantiles(level: Double, expected: Double) {
    // numpy.quantile([10, 20, 40, 80], level)
    #expect(agrees(quantile([10, 20, 40, 80], level), expected))
    #expect(quantile([5], level) == 5)
  }

  private func outcome(spread: Double, smallestP: Double) -> TestOutcome {
    TestOutcome(statistic: 0, p: 1, spread: spread, smallestP: smallestP, isExact: true)
  }

  @Test("A level is reached by the smallest p that equals it, and a smaller one tells no gap")
  func detectable() {
    // 1.959964 + .841621 standard deviations at .05 and four of five repetitions.
    let test = outcome(spread: 2, smallestP: 0.05)
    #expect(test.canReach(0.05) && !test.canReach(0.049))
    #expect(agrees(test.minimumDetectableGap(), 2 * (1.959963984540054 + 0.8416212335729143)))
    // 1.281552 standard deviations each at .2 and nine of ten.
    #expect(
      agrees(test.minimumDetectableGap(alpha: 0.2, power: 0.9), 4 * 1.2815515655446004))
    #expect(test.minimumDetectableGap(alpha: 0.049) == nil)
    #expect(agrees(rootMeanSquare([3, -4, 0, 0]), 2.5))
    #expect(rootMeanSquare([]) == 0)
    #expect(agrees(standardDeviation([9, 11, 10, 10, 12, 8]), 1.2909944487358056))
    #expect(standardDeviation([]) == 0)
  }
}
