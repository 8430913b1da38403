import Corpora
import Metrics
import TestSupport
import Testing

@Suite("Reliability")
struct ReliabilityDiagramTests {
  @Test("Every edge belongs to the bin above, and the number just below it to the bin below")
  func allEdges() throws {
    for binCount in 1...100 {
      let edges = (0...binCount).map { Double($0) / Double(binCount) }
      func counts(_ confidences: [Double]) throws -> [Int] {
        try ReliabilityDiagram(
          table(confidences.map { ($0, true) }), binCount: binCount
        ).bins.map(\.count)
      }
      let ones = [Int](repeating: 1, count: binCount)
      #expect(try counts(edges.dropLast()) == ones, "\(binCount) bins")
      #expect(try counts(edges.dropLast().map(\.nextUp)) == ones, "\(binCount) bins")
      #expect(try counts(edges.dropFirst().map(\.nextDown)) == ones, "\(binCount) bins")
    }
  }

  @Test("ECE and MCE of a case worked by hand")
  func byHand() throws {
    // Two at .95, one right: gap .45; two at .70, both right: gap -.30.
    let diagram = try ReliabilityDiagram(
      table([(0.95, true), (0.95, false), (0.7, true), (0.7, true)]))
    #expect(agrees(diagram.expectedCalibrationError, 0.375))
    #expect(agrees(diagram.maximumCalibrationError, 0.45))
  }

  @Test("Bins of equal mass hold as many each, and keep equal confidences together")
  func equalMass() throws {
    let spread = (0..<32).map { (confidence: 0.5 + Double($0) / 100, isRight: true) }
    let counts = try ReliabilityDiagram(table(spread), rule: .equalMass).bins.map(\.count)
    #expect(counts.count == 15)
    #expect(counts.reduce(0, +) == 32)
    #expect(counts.allSatisfy { (2...3).contains($0) })
    let tied = Array(repeating: (confidence: 0.9, isRight: true), count: 40)
    #expect(try ReliabilityDiagram(table(tied), rule: .equalMass).bins.map(\.count) == [40])
  }

  @Test("The debiased error of a calibrated model is nearer to 0 than the plain one")
  func debiased() throws {
    var generator = Draws(seed: 4)
    var (plain, debiased) = (0.0, 0.0)
    for _ in 0..<50 {
      let rows = (0..<200).map { _ in
        let confidence = 0.5 + generator.unit() / 2
        return (confidence: confidence, isRight: generator.unit() < confidence)
      }
      let diagram = try ReliabilityDiagram(table(rows))
      plain += try #require(diagram.expectedCalibrationError) / 50
      debiased += try #require(diagram.debiasedCalibrationError) / 50
    }
    #expect(debiased < 0.75 * plain)
  }

  @Test("Labels alone have no diagram")
  func labelsAlone() throws {
    let bare = try PredictionTable(truth: [0], predicted: [0], classCount: 2)
    #expect(throws: MetricError.self) { try ReliabilityDiagram(bare) }
  }
}
