import Configuration
import Corpora
import Findings
import Gates
import Metrics
import Testing

@Suite("A rule that a model is not worse than a baseline")
struct BaselineRuleTests {
  private func policy(_ more: String = "per: speaker") throws -> Policy {
    try Policy(
      text: """
        name: p
        rules:
          - {name: no-step-back, require: not-worse-than-baseline, metric: accuracy, reason: because,
             \(more)}
        """)
  }

  private func row(
    _ value: Double?, _ lower: Double? = nil, _ upper: Double? = nil,
    metric: Metric = .accuracy, rung: EvaluationProtocol = .speakerDisjoint,
    speaker: String? = "YAF", count: Int = 1_400, isLeaky: Bool = false
  ) -> MetricRow {
    var interval: ConfidenceInterval?
    if let lower, let upper {
      interval = ConfidenceInterval(lower: lower, upper: upper, level: 0.95, unit: .word)
    }
    return MetricRow(
      evaluationProtocol: rung, trainedOn: "OAF", testedOn: "YAF", speaker: speaker,
      attribute: "baseline", subgroup: "run-1", metric: metric.rawValue + "-over-baseline",
      value: value, interval: interval, count: count, isLeaky: isLeaky)
  }

  @Test(
    "is decided on the lower end of the difference, which may lie as far below 0 as the margin",
    arguments: [
      (0.01, -0.01, 0.03, Status.passed), (-0.005, -0.02, 0.01, .passed),
      (0.0, -0.021, 0.02, .failed), (-0.1, -0.12, -0.08, .failed),
    ])
  func lowerEnd(value: Double, lower: Double, upper: Double, expected: Status) throws {
    let verdict = Gate.decide(try policy(), rows: [row(value, lower, upper)])
    #expect(verdict.findings.map(\.status) == [expected])
    #expect(verdict.findings[0].subject.contains("baseline run-1"))
    let wide = Gate.decide(
      try policy("per: speaker, margin: 0.2"), rows: [row(value, lower, upper)])
    #expect(wide.status == .passed)
  }

  @Test("of a metric that is better when lower is decided on the upper end")
  func upperEnd() throws {
    let policy = try Policy(
      text: """
        name: p
        rules:
          - {name: r, require: not-worse-than-baseline, metric: ece, per: overall, reason: because}
        """)
    let good = row(0.0, -0.03, 0.01, metric: .ece, speaker: nil)
    let bad = row(0.01, -0.01, 0.03, metric: .ece, speaker: nil)
    #expect(Gate.decide(policy, rows: [good]).status == .passed)
    #expect(Gate.decide(policy, rows: [bad]).status == .failed)
  }

  @Test("is undetermined without baseline, without an equal test set, and without an interval")
  func undetermined() throws {
    let cases: [([MetricRow], String)] = [
      ([], "There is no difference to a baseline run"),
      ([row(nil, count: 0)], "run-1 and this run do not both have this test set"),
      ([row(nil, count: 40)], "run-1 shares 40 utterances of YAF with this run"),
      ([row(0.0)], "no interval"),
      ([row(0.5, 0.4, 0.6, isLeaky: true)], "LEAKY test sets alone (speaker-disjoint)"),
      ([row(0.5, 0.4, 0.6, rung: .random)], "LEAKY test sets alone (random)"),
      ([row(0.5, 0.4, 0.6, speaker: nil)], "There is no difference"),
    ]
    for (rows, words) in cases {
      let verdict = Gate.decide(try policy(), rows: rows)
      #expect(verdict.status == .undetermined)
      #expect(verdict.findings[0].message.contains(words), "\(verdict.findings[0].message)")
      #expect(verdict.findings[0].advice != nil)
    }
  }

  @Test("is a note until a run has passed, as are limits of the same numbers; other rules decide")
  func awaitsBaseline() throws {
    let policy = try Policy(
      text: """
        name: p
        rules:
          - {name: no-step-back, require: not-worse-than-baseline, metric: accuracy, per: overall,
             reason: because}
          - {name: limit, metric: accuracy-over-baseline, per: overall, attribute: baseline,
             at-least: 0, decided-on: lower, reason: because}
          - {name: floor, metric: accuracy, per: overall, at-least: 0.5, decided-on: value,
             reason: because}
        """)
    for (value, status) in [(0.6, Status.passed), (0.4, .failed)] {
      var own = row(value, speaker: nil)
      (own.metric, own.attribute, own.subgroup) = ("accuracy", nil, nil)
      #expect(Gate.decide(policy, rows: [own]).findings.map(\.status).first == .undetermined)
      let first = Gate.decide(policy, rows: [own], awaitsBaseline: true)
      #expect(first.status == status)
      #expect(first.findings.map(\.check) == ["floor"])
      #expect(first.notes.map(\.check) == ["no-step-back", "limit"])
      #expect(first.notes.allSatisfy { $0.status == .undetermined })
      #expect(first.notes.allSatisfy { $0.advice?.contains("does not gate yet") == true })
      #expect(first.notes.allSatisfy { $0.advice?.contains("passes by the other rules") == true })
    }
  }

  @Test("without another rule that gates passes nothing, and says that the policy needs one")
  func noOtherRule() throws {
    let note = """
        - {name: n, metric: accuracy, per: overall, at-least: 0, decided-on: value, importance: note,
           reason: because}
      """
    let step =
      "  - {name: r, require: not-worse-than-baseline, metric: accuracy, per: overall, reason: b}"
    for rules in [step, step + "\n" + note] {
      let policy = try Policy(text: "name: p\nrules:\n\(rules)\n")
      let verdict = Gate.decide(policy, rows: [], awaitsBaseline: true)
      #expect(verdict.status == .undetermined && verdict.findings.isEmpty)
      let advice = try #require(verdict.notes.first { $0.check == "r" }?.advice)
      #expect(advice.contains("no other rule that gates"), "\(advice)")
      #expect(!advice.contains("passes by the other rules"), "\(advice)")
    }
  }

  @Test("must hold on every rung that it names")
  func rungs() throws {
    let policy = try policy("per: speaker, protocols: [speaker-disjoint, cross-corpus]")
    let verdict = Gate.decide(policy, rows: [row(0.1, 0.05, 0.15)])
    #expect(verdict.findings.map(\.status) == [.passed, .undetermined])
    #expect(verdict.findings[1].subject == "cross-corpus")
  }

  @Test("is refused with a metric that cannot be paired, a strange key, or another requirement")
  func refusals() {
    for (from, to, words) in [
      ("metric: accuracy", "metric: mce", "accuracy, uar, macro-f1"),
      ("per: speaker", "per: class", "overall, speaker"),
      ("per: speaker", "per: speaker, margn: 0.1", "Did you mean 'margin'?"),
      ("per: speaker", "per: speaker, margin: 2", "from 0.0 to 1.0"),
      ("per: speaker", "per: speaker, protocols: random", "leaks by design"),
      (
        "not-worse-than-baseline", "not-worse-than-baselin",
        "Did you mean 'not-worse-than-baseline'?"
      ),
    ] {
      let rule =
        "  - {name: r, require: not-worse-than-baseline, metric: accuracy, per: speaker, reason: b}"
      do {
        _ = try Policy(text: "name: p\nrules:\n" + rule.replacing(from, with: to))
        Issue.record("accepted: \(to)")
      } catch { #expect("\(error)".contains(words), "\(error)") }
    }
  }
}
