import Corpora
import Findings
import Gates
import Metrics
import Testing

@Suite("What guessing scores where a test set does not ask for all emotions")
struct ClassCountsTests {
  private func row(
    _ metric: Metric, _ value: Double?, _ emotion: Emotion? = nil, tested: String = "B",
    rung: EvaluationProtocol = .speakerDisjoint, _ change: (inout MetricRow) -> Void = { _ in }
  ) -> MetricRow {
    var row = MetricRow(
      evaluationProtocol: rung, trainedOn: "A", testedOn: tested, emotion: emotion,
      metric: metric.rawValue, value: value, count: 100, isLeaky: false)
    change(&row)
    return row
  }

  /// The limits that a rule of chance asks of the rows of UAR.
  private func limits(_ rows: [MetricRow]) -> [Double] {
    let rule = LimitRule(
      name: "r", metric: RuleMetric(.uar), per: .overall, direction: .atLeast, limit: .chance,
      decidedOn: .value, reason: "because")
    return Gate.findings(of: Policy(name: "p", rules: [.limit(rule)]), rows: rows)
      .compactMap { $0.threshold?.limit }
  }

  private func recalls(
    _ count: Int, tested: String = "B", rung: EvaluationProtocol = .speakerDisjoint,
    _ change: (inout MetricRow) -> Void = { _ in }
  ) -> [MetricRow] {
    Emotion.allCases.prefix(count).map { row(.recall, nil, $0, tested: tested, rung: rung, change) }
  }

  @Test("It is one over the emotions that have a recall, of every number of them", arguments: 2...7)
  func counted(count: Int) {
    let rows = [row(.uar, 0.5)] + recalls(count)
    #expect(limits(rows) == [1 / Double(count)])
  }

  @Test("Each test set counts its own; one without recalls counts those of its rung, else all")
  func testSets() {
    var rows = [row(.uar, 0.5), row(.uar, 0.5, tested: "C"), row(.uar, 0.5, tested: "B+C")]
    rows.append(row(.uar, 0.5, rung: .crossCorpus))
    rows += recalls(4)
    rows += recalls(5, tested: "C")
    let expected: [Double] = [4, 5, 5, 7].map { 1 / $0 }
    #expect(limits(rows) == expected)
  }

  @Test("Recalls of one speaker, of a group, or of worse audio are not counted, nor counted twice")
  func others() {
    for change: (inout MetricRow) -> Void in [
      { $0.speaker = "B" }, { $0.attribute = "sex" }, { $0.perturbation = "low-pass" },
      { $0.metric = "precision" }, { $0.emotion = nil },
    ] {
      var rows = [row(.uar, 0.5)]
      rows += recalls(4)
      rows += recalls(6, change)
      #expect(limits(rows) == [0.25])
    }
    var twice = [row(.uar, 0.5)]
    twice += recalls(4)
    twice += recalls(4) { $0.seed = 1 }
    #expect(limits(twice) == [0.25])
  }

  @Test("A limit that is a number is the same however many emotions there are")
  func number() {
    let rule = LimitRule(
      name: "r", metric: RuleMetric(.uar), per: .overall, direction: .atLeast, limit: .number(0.4),
      decidedOn: .value, reason: "because")
    let policy = Policy(name: "p", rules: [.limit(rule)])
    let rows = [row(.uar, 0.4)] + recalls(3)
    let findings = Gate.findings(of: policy, rows: rows)
    #expect(findings.map(\.threshold?.limit) == [0.4] && findings.map(\.status) == [.passed])
  }
}
