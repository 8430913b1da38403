import Corpora
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("Calibration and the Brier score, worked by hand")
struct ConfidenceByHandTests {
  /// In one bin of fifteen four at .62, three of them right; in another two at .9, both right.
  private let six = [
    (confidence: 0.62, isRight: true), (0.62, true), (0.62, true), (0.62, false), (0.9, true),
    (0.9, true),
  ]

  @Test("Three kinds of error weigh the same gaps by rows, by the worst, and by class")
  func errors() throws {
    let table = try table(six)
    let diagram = try ReliabilityDiagram(table)
    #expect(agrees(diagram.expectedCalibrationError, (4 * 0.13 + 2 * 0.1) / 6))
    #expect(agrees(diagram.maximumCalibrationError, 0.13))
    #expect(diagram.count == 6)
    // Of two classes the second's gaps are those of the first turned round.
    #expect(agrees(try table.classwiseCalibrationError(), (4 * 0.13 + 2 * 0.1) / 6))
    let gaps = diagram.bins.compactMap(\.gap)
    #expect(gaps.count == 2 && agrees(gaps[0], 0.62 - 0.75) && agrees(gaps[1], 0.9 - 1))
  }

  @Test("The debiased error takes off what a normal with the bin's variance adds to its gap")
  func debiased() throws {
    // The first bin: a gap of -.13 with a deviation of the root of .75 times .25 over 4, .21651.
    // The mean magnitude of such a normal is .202985 (SciPy 1.17: foldnorm(.13 / d, scale=d)).
    // The second bin is right throughout, so that no noise is seen.
    let plain = (4 * 0.13 + 2 * 0.1) / 6
    let noisy = (4 * 0.202984689259 + 2 * 0.1) / 6
    let found = try ReliabilityDiagram(table(six)).debiasedCalibrationError
    #expect(agrees(found, 2 * plain - noisy, absolute: 1e-10))
  }

  @Test("A debiased error is never below 0 nor above the plain one")
  func debiasedBounds() throws {
    var draws = Draws(seed: 8)
    for count in [1, 2, 5, 20, 100] {
      for _ in 0..<20 {
        let rows = (0..<count).map { _ in
          (confidence: 0.5 + draws.unit() / 2, isRight: draws.unit() < 0.7)
        }
        let diagram = try ReliabilityDiagram(table(rows))
        let (plain, debiased) = (
          try #require(diagram.expectedCalibrationError),
          try #require(diagram.debiasedCalibrationError)
        )
        #expect(0 <= debiased && debiased <= plain + 1e-12)
        let most = try #require(diagram.maximumCalibrationError)
        #expect(plain <= most + 1e-12 && most <= 1)
      }
    }
  }

  @Test("The parts of the Brier score of six answers, and what varies inside a bin apart")
  func brier() throws {
    let parts = try BrierDecomposition(table(six))
    // Each class the same: gaps of .13 and .1; rates of 3/4 and 1 beside 5/6 in all.
    #expect(agrees(parts.reliability, 2 * (4 * 0.0169 + 2 * 0.01) / 6))
    #expect(agrees(parts.resolution, 2 * (4 / 144.0 + 2 / 36.0) / 6))
    #expect(agrees(parts.uncertainty, 2 * 5 / 36.0))
    #expect(agrees(parts.withinBins, 0), "bins of one confidence each")
    let spread = try BrierDecomposition(table([(0.61, true), (0.65, false)]))
    // Both in one bin: the mean of .63 leaves a variance of .0004, less twice the covariance of
    // .02 times .5 with the hits, of each class.
    #expect(agrees(spread.withinBins, 2 * (0.0004 + 2 * 0.02 * 0.5)))
    #expect(agrees(spread.reliability, 2 * 0.0169) && agrees(spread.resolution, 0))
  }

  @Test("The parts are rows under names of their own, with the number of predictions")
  func brierRows() throws {
    let table = try table(six)
    let parts = try BrierDecomposition(table)
    let rows = parts.rows(in: .example, count: table.count)
    #expect(
      rows.map(\.metric) == [
        "brier-reliability", "brier-resolution", "brier-uncertainty", "brier-within-bins",
      ])
    let expected: [Double?] = [
      parts.reliability, parts.resolution, parts.uncertainty, parts.withinBins,
    ]
    #expect(rows.map(\.value) == expected)
    #expect(rows.allSatisfy { $0.count == 6 && $0.testedOn == "YAF" && $0.interval == nil })
  }

  @Test("Equal-mass bins begin at the least confidence and end at the largest, none of them empty")
  func equalMass() throws {
    let rows = (0..<7).map { place -> (confidence: Double, isRight: Bool) in
      (0.5 + 0.05 * Double(place), place.isMultiple(of: 2))
    }
    let bins = try ReliabilityDiagram(table(rows), rule: .equalMass, binCount: 3).bins
    #expect(bins.map(\.count) == [3, 2, 2])
    #expect(agrees(bins[0].lower, 0.5) && agrees(bins[0].upper, 0.6))
    #expect(agrees(bins[2].lower, 0.75) && agrees(bins[2].upper, 0.8))
    #expect(agrees(bins[0].accuracy, 2.0 / 3) && agrees(bins[0].meanConfidence, 0.55))
    let few = try ReliabilityDiagram(table(Array(rows.prefix(2))), rule: .equalMass)
    #expect(few.bins.map(\.count) == [1, 1], "no more bins than answers")
    // The third answer is as confident as the second, and goes with it.
    let tied: [(confidence: Double, isRight: Bool)] = [
      (0.5, true), (0.6, true), (0.6, false), (0.9, true),
    ]
    let two = try ReliabilityDiagram(table(tied), rule: .equalMass, binCount: 2).bins
    #expect(two.map(\.count) == [3, 1])
  }
}
