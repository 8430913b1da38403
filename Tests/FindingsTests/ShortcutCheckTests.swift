import Corpora
import Findings
import Metrics
import Testing

@Suite("Whether a model is better than the strongest probe")
struct ShortcutCheckTests {
  private let check = ShortcutCheck(name: "shortcut-floor")

  private func row(
    _ probe: String, _ value: Double?, half: Double? = 0.05,
    _ rung: EvaluationProtocol = .speakerDisjoint, isLeaky: Bool = false, speaker: String? = nil
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: rung, trainedOn: "OAF", testedOn: "YAF", speaker: speaker,
      attribute: "probe", subgroup: probe, metric: "uar-over-probe", value: value,
      interval: value.flatMap { value in
        half.map {
          ConfidenceInterval(lower: value - $0, upper: value + $0, level: 0.95, unit: .word)
        }
      }, count: 1_400, seed: 0, isLeaky: isLeaky)
  }

  @Test("passes where the whole interval lies above 0, fails at 0 and below, else is undetermined")
  func answers() {
    for (value, half, status) in [
      (0.3, 0.05, Status.passed), (0, 0.05, .failed), (-0.1, 0.3, .failed),
      (0.02, 0.05, .undetermined), (0.05, 0.05, .undetermined),
    ] {
      let findings = check.findings(for: [row("duration", value, half: half)])
      #expect(findings.map(\.status) == [status], "\(value)")
    }
    #expect(check.findings(for: [row("x", 0.3, half: nil)])[0].status == .undetermined)
    #expect(check.findings(for: [row("x", nil)])[0].status == .undetermined)
  }

  @Test("is decided by the probe that comes nearest to the model, and names it")
  func nearest() {
    let findings = check.findings(for: [row("duration", 0.4), row("level", 0.2), row("file", 0.3)])
    #expect(findings.count == 1)
    #expect(findings[0].evidence?.subgroup == "level")
    #expect(findings[0].message.contains("the probe level"))
  }

  @Test("has one finding a test set, on honest rungs and all speakers together alone")
  func honest() {
    let rows = [
      row("duration", 0.3), row("duration", -1, .random, isLeaky: true),
      row("duration", -1, .wordDisjoint), row("duration", -1, speaker: "YAF"),
      row("duration", 0.2, .speakerWordDisjoint),
    ]
    #expect(check.findings(for: rows).map(\.status) == [.passed, .passed])
  }

  @Test("tells test sets apart whose speakers' names have spaces")
  func spaces() {
    var (first, second) = (row("duration", 0.3), row("duration", -0.2))
    (first.trainedOn, first.testedOn) = ("Anna B", "Carl")
    (second.trainedOn, second.testedOn) = ("Anna", "B Carl")
    #expect(check.findings(for: [first, second]).map(\.status) == [.passed, .failed])
  }

  @Test("is undetermined, and never passed, where no probe was measured")
  func nothing() {
    let findings = check.findings(for: [])
    #expect(findings.map(\.status) == [.undetermined])
    #expect(findings[0].advice != nil)
  }
}
