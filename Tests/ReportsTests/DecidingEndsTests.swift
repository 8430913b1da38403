import Corpora
import Findings
import Gates
import Metrics
import Reports
import Testing

@Suite("Which end of an interval decides")
struct DecidingEndsTests {
  private func finding(
    _ name: String, _ direction: Threshold.Direction, _ end: DecidedOn,
    metric: String = "accuracy", value: Double = 0.5
  ) -> Finding {
    Check(name: name, threshold: Threshold(direction, 0.3, reason: "because"), decidedOn: end)
      .finding(
        for: MetricRow(
          evaluationProtocol: .speakerDisjoint, trainedOn: "A", testedOn: "B", metric: metric,
          value: value,
          interval: ConfidenceInterval(
            lower: value - 0.1, upper: value + 0.1, level: 0.95, unit: .word),
          count: 100, isLeaky: false))
  }

  private func paragraph(_ findings: [Finding]) throws -> String? {
    try Page { $0.verdict = Verdict(policy: "p", findings: findings) }
      .section("gate").all("p").first { $0.has("prose") }?.text
  }

  @Test("It is told of each check once, by what the check has to show")
  func told() throws {
    let found = try paragraph([
      finding("accuracy", .atLeast, .lower), finding("error", .atMost, .upper),
      finding("lost", .atLeast, .upper), finding("accuracy", .atLeast, .lower, value: 0.2),
      finding("calibration", .atMost, .value, metric: "ece"),
      finding("across", .atLeast, .interval, value: 0.3),
    ])
    #expect(
      found == "For accuracy and error it must be shown that the limit is met, so the worse end of "
        + "the interval decides. For lost it must be shown that the limit is missed, so the better "
        + "end of the interval decides. For calibration the value decides, since noise alone makes "
        + "a calibration error larger, and its interval. For across the whole interval decides: "
        + "what lies across the limit is undetermined.")
  }

  @Test("Why the value decides is said of calibration error alone")
  func otherValues() throws {
    #expect(try paragraph([finding("v", .atLeast, .value)]) == "For v the value decides.")
  }

  @Test("Of findings that do not say it nothing is said")
  func untold() throws {
    let finding = Finding(
      check: "c", subject: "s", status: .failed, importance: .critical, message: "m")
    #expect(try paragraph([finding]) == nil)
  }
}
