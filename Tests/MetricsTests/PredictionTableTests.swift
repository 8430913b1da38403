import Metrics
import TestSupport
import Testing

@Suite("A table of predictions is checked once")
struct PredictionTableTests {
  @Test("What does not belong together is refused with what was found")
  func refusals() {
    #expect(throws: MetricError.differentCounts(truth: 2, other: 1)) {
      try PredictionTable(truth: [0, 1], predicted: [0], classCount: 2)
    }
    for (truth, predicted, index) in [([0], [2], 2), ([2], [0], 2), ([-1], [0], -1)] {
      #expect(throws: MetricError.classOutOfRange(index: index, classCount: 2)) {
        try PredictionTable(truth: truth, predicted: predicted, classCount: 2)
      }
    }
    #expect(throws: MetricError.differentCounts(truth: 2, other: 1)) {
      try PredictionTable(
        truth: [0, 1], predicted: [0, 1], probabilities: [0.5, 0.5, 1], classCount: 2)
    }
  }

  private func table(_ first: Double, _ second: Double) throws -> PredictionTable {
    try PredictionTable(
      truth: [0, 0], predicted: [0, 0], probabilities: [1, 0, first, second], classCount: 2)
  }

  @Test("Probabilities may sum to a thousandth beside 1, as four printed digits do, and no further")
  func tolerance() throws {
    for (first, second) in [(0.5, 0.5009), (0.5, 0.4991), (1.0005, 0), (0, 1)] {
      #expect(try table(first, second).count == 2)
    }
    for (first, second) in [(0.5, 0.5011), (0.5, 0.4989)] {
      #expect(
        throws: MetricError.badProbabilities(utterance: "row 1", problem: .sum(first + second))
      ) { try table(first, second) }
    }
    for (first, second) in [(1.0011, -0.0011), (-1e-9, 1)] {
      #expect(
        throws: MetricError.badProbabilities(
          utterance: "row 1", problem: .outOfRange(first))
      ) { try table(first, second) }
    }
  }

  @Test("A probability a little above 1 is a confidence of 1 and no surprise; one of 0 is finite")
  func ends() throws {
    let table = try table(1.0005, 0)
    #expect(try table.confidences() == [1, 1])
    #expect(try table.negativeLogLikelihood() == 0)
    let wrong = try PredictionTable(
      truth: [1], predicted: [0], probabilities: [1, 0], classCount: 2)
    // -ln 2^-52, the machine epsilon.
    #expect(agrees(try wrong.negativeLogLikelihood(), 52 * 0.6931471805599453))
    #expect(try wrong.brierScore() == 2)
  }

  @Test("Labels alone, and a table of nothing, have no value that needs probabilities")
  func missing() throws {
    let labels = try PredictionTable(truth: [0], predicted: [0], classCount: 2)
    let empty = try PredictionTable(
      truth: [], predicted: [], probabilities: [], classCount: 2)
    for metric in Metric.allCases {
      #expect(empty.value(of: metric, label: 0) == nil, "\(metric)")
      if metric.needsProbabilities { #expect(labels.value(of: metric) == nil, "\(metric)") }
    }
    #expect(throws: MetricError.noPredictions) { try empty.confidences() }
    #expect(labels.value(of: .recall) == nil, "a metric of one class needs the class")
  }

  @Test("Every confidence on an edge lies in the bin above it, those between in the bin between")
  func edges() throws {
    for bin in 0..<15 {
      for (confidence, place) in [
        (Double(bin) / 15, bin), ((Double(bin) + 0.5) / 15, bin), (1, 14),
      ] {
        let diagram = try ReliabilityDiagram(
          PredictionTable(
            truth: [0], predicted: [0], probabilities: [confidence, 1 - confidence], classCount: 2))
        #expect(diagram.bins.map(\.count) == (0..<15).map { $0 == place ? 1 : 0 }, "\(confidence)")
        #expect(agrees(diagram.bins[bin].lower, Double(bin) / 15))
        #expect(agrees(diagram.bins[bin].upper, Double(bin + 1) / 15))
      }
    }
  }
}
