import Corpora
import Findings
import Metrics
import Testing

@Suite("Which way a confidence errs")
struct MeanConfidenceTests {
  private let check = Check(
    name: "c", threshold: Threshold(.atMost, 0.15, reason: "because"), decidedOn: .value)

  private func row(
    _ value: Double, metric: Metric = .ece, _ change: (inout MetricRow) -> Void = { _ in }
  ) -> MetricRow {
    var row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", speaker: "YAF",
      metric: metric.rawValue, value: value, count: 1_400, seed: 0, isLeaky: false)
    change(&row)
    return row
  }

  private func message(_ row: MetricRow, stated: Double, right: Double) -> String {
    check.finding(
      for: row,
      reserve: TestReserve(
        tested: [], held: [],
        confidences: [
          MeanConfidence(
            evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", speaker: nil,
            seed: 0, stated: 0.5, right: 0.5),
          MeanConfidence(
            evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF",
            speaker: "YAF", seed: 0, stated: stated, right: right),
        ])
    ).message
  }

  @Test("is told where an error misses its limit, of the same speaker's answers")
  func direction() {
    for (stated, right, end) in [
      (0.6, 0.87, "Stated 0.600, right 0.870: under-confident."),
      (0.95, 0.68, "Stated 0.950, right 0.680: over-confident."),
      (
        0.7, 0.71,
        "Stated 0.700, right 0.710: too sure of some answers and not sure enough of others."
      ),
    ] {
      let message = message(row(0.27), stated: stated, right: right)
      #expect(message.hasSuffix("misses the limit of at most 0.150. \(end)"), "\(message)")
    }
  }

  @Test("is not told of what passes, of other numbers, and of other answers")
  func isNotTold() {
    let others = [
      row(0.1), row(0.3, metric: .brier), row(0.3) { $0.seed = 1 }, row(0.3) { $0.seed = nil },
      row(0.3) { ($0.perturbation, $0.severity) = ("low-pass", 1) },
      row(0.3) { ($0.attribute, $0.subgroup) = ("sex", "female") }, row(0.3) { $0.testedOn = "A" },
    ]
    for row in others {
      #expect(!message(row, stated: 0.6, right: 0.9).contains("Stated"), "\(row)")
    }
  }
}
