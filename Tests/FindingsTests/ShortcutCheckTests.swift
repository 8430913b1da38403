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

  @Test("is decided, among equally strong probes, by the one with the least lower end")
  func ties() {
    let wide = row("spectrum", 0.2, half: 0.2)
    for rows in [
      [row("all-shortcuts", 0.2, half: 0.1), wide], [wide, row("all-shortcuts", 0.2, half: 0.1)],
      // The same number of recalls that were added up in another order.
      [row("all-shortcuts", 0.2.nextDown, half: 0.1), wide],
    ] {
      let findings = check.findings(for: rows)
      #expect(findings.map(\.status) == [.undetermined])
      #expect(findings.map(\.evidence?.subgroup) == ["spectrum"])
    }
    let none = [row("level", 0.2, half: 0.1), row("file", 0.2, half: nil)]
    #expect(check.findings(for: none).map(\.evidence?.subgroup) == ["file"])
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

  @Test("says by how much, over what, and what follows, in each of the four ways")
  func words() {
    let advice = "See the shortcut floor: which probe it is, and whether the model errs like it."
    for (value, half, end) in [
      (0.3, 0.05, "The model knows something that the probe does not."),
      (-0.3, 0.05, "The model is worse than a predictor that sees only what the probe sees."),
      (
        -0.02, 0.05,
        "The model is not shown to be better than a predictor that sees only what the probe sees."
      ),
      (0.02, 0.05, "Whether the model or the probe is better cannot be told."),
    ] {
      let finding = check.findings(for: [row("duration", value, half: half)])[0]
      let ends = "\(decimal(value - half)) to \(decimal(value + half))"
      #expect(
        finding.message
          == "UAR of the model minus that of the probe duration, the strongest here, is "
          + "\(decimal(value)) (95 % interval \(ends) over words, n = 1400). \(end)")
      #expect(finding.advice == (value == 0.3 ? nil : advice))
      #expect(finding.subject == "speaker-disjoint OAF > YAF, probe duration, seed 0")
    }
    #expect(
      check.findings(for: [row("duration", nil)])[0].message
        == "UAR of the model minus that of the probe duration has no value (n = 1400). Whether the "
        + "model or the probe is better cannot be told.")
    #expect(
      check.findings(for: [row("duration", 0.3, half: nil)])[0].message.contains(
        "is 0.300 (no interval, n = 1400)"))
  }

  @Test("is put to each seed by itself, and one probe without a value keeps it from passing")
  func seeds() {
    var second = row("duration", -0.3)
    second.seed = 1
    #expect(check.findings(for: [row("level", 0.3), second]).map(\.status) == [.passed, .failed])
    let unknown = check.findings(for: [row("level", 0.3), row("file", nil)])
    #expect(unknown.map(\.status) == [.undetermined])
    #expect(unknown.map(\.evidence?.subgroup) == ["file"])
  }
}
