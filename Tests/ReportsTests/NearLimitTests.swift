import Findings
import Metrics
import Reports
import Testing

@Suite("A number beside its limit")
struct NearLimitTests {
  private func page(_ value: Double, limit: Double) -> String {
    var report = ExampleReport.report()
    let row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", metric: "ece",
      value: value,
      interval: ConfidenceInterval(lower: 0.1312, upper: 0.172, level: 0.95, unit: .word),
      count: 1400, isLeaky: false)
    let check = Check(
      name: "c", threshold: Threshold(.atMost, limit, reason: "because"), decidedOn: .value)
    let finding = check.finding(for: row)
    report.findings = [
      Finding(
        check: finding.check, subject: finding.subject, status: finding.status,
        importance: finding.importance, message: "No number is told here.",
        evidence: finding.evidence, threshold: finding.threshold)
    ]
    return MarkdownReport.render(report)
  }

  @Test("has as many decimals on the page as tell it from the limit, and the limit has as many")
  func isToldApart() {
    let near = page(0.15028, limit: 0.15)
    #expect(near.contains("Measured: ece .1503 [.1312, .1720], n = 1,400."))
    #expect(near.contains("Limit: at most .1500: because."))
  }

  @Test("is told from a limit that is almost nothing, and the limit from nothing")
  func isToldFromNothing() {
    let small = page(1e-4, limit: 0.001)
    #expect(small.contains("Measured: ece .000 [.131, .172], n = 1,400."))
    #expect(small.contains("Limit: at most .001: because."))
    for value in [0, 0.0004, 0.15] {
      #expect(page(value, limit: 0.0004).contains("Limit: at most .0004: because."), "\(value)")
    }
    #expect(page(0.15, limit: 0).contains("Limit: at most .00: because."))
  }

  @Test("has two where these suffice, and never more than six")
  func isShort() {
    #expect(page(0.15028, limit: 0.2).contains("Measured: ece .15 [.13, .17], n = 1,400."))
    #expect(page(0.15, limit: 0.15).contains("Limit: at most .15: because."))
    #expect(page(0.15 + 1e-9, limit: 0.15).contains("Limit: at most .150000: because."))
  }
}
