import Corpora
import Findings
import Gates
import Metrics
import Testing

@Suite("A rule that forbids a model no better than a probe")
struct ShortcutRuleTests {
  private let text = """
    name: strict
    rules:
      - name: shortcut-floor
        forbid: no-better-than-probe
        reason: What a probe scores, a model may owe to the same shortcut.

    """

  private func row(_ value: Double) -> MetricRow {
    MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", attribute: "probe",
      subgroup: "duration", metric: "uar-over-probe", value: value,
      interval: ConfidenceInterval(
        lower: value - 0.01, upper: value + 0.01, level: 0.95, unit: .word), count: 1_400,
      isLeaky: false)
  }

  @Test("can be named in a policy file, and decides")
  func decides() throws {
    let policy = try Policy(text: text)
    #expect(policy.rules.map(\.name) == ["shortcut-floor"])
    #expect(Gate.decide(policy, rows: [row(0.2)]).status == .passed)
    #expect(Gate.decide(policy, rows: [row(-0.2)]).status == .failed)
    #expect(Gate.decide(policy, rows: []).status == .undetermined)
  }

  @Test("is not part of the default policy, whose verdict does not look at probes")
  func isNotStandard() {
    let findings = Gate.findings(of: .standard, rows: [row(-0.5)])
    #expect(!findings.contains { $0.evidence?.attribute == "probe" })
  }
}
