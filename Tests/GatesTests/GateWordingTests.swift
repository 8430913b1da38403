import Corpora
import Findings
import Gates
import Metrics
import Testing

@Suite("What the gate says of a rule that cannot be judged")
struct GateWordingTests {
  private func row(_ metric: String, _ change: (inout MetricRow) -> Void = { _ in }) -> MetricRow {
    var row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "A", testedOn: "B", metric: metric,
      value: 0.5, count: 100, isLeaky: false)
    change(&row)
    return row
  }

  private func finding(
    _ more: String, rows: [MetricRow] = [], splits: SplitOrigin = .planned
  ) throws -> Finding {
    let policy = try Policy(
      text: """
        name: p
        rules:
          - {name: r, metric: uar, at-least: 0.5, decided-on: value, reason: because, \(more)}
        """)
    return try #require(Gate.findings(of: policy, rows: rows, splits: splits).first)
  }

  @Test("It says for which number, of whom, under what and on which rung, and what to do")
  func words() throws {
    for (more, what, place, subject) in [
      ("per: overall", "uar over all speakers", "any rung without shared speakers", "all rungs"),
      (
        "per: speaker, protocols: cross-corpus", "uar per speaker", "cross-corpus", "cross-corpus"
      ),
      (
        "per: subgroup, attribute: sex, subgroup: female", "uar per subgroup of sex female",
        "any rung without shared speakers", "all rungs"
      ),
      (
        "per: overall, perturbation: low-pass", "uar over all speakers under low-pass",
        "any rung without shared speakers", "all rungs"
      ),
      (
        "per: overall, perturbation: low-pass, severity: 3",
        "uar over all speakers under low-pass severity 3", "any rung without shared speakers",
        "all rungs"
      ),
      (
        "per: overall, perturbation: transductive, severity: 1",
        "uar over all speakers, transductive",
        "any rung without shared speakers", "all rungs"
      ),
    ] {
      let finding = try finding(more)
      #expect(
        finding.message
          == "There is no number for \(what) on \(place) that may count as evidence, so the rule "
          + "cannot be judged.")
      #expect(finding.subject == subject && finding.status == .undetermined)
      #expect(
        finding.advice
          == "Run the audit that gives this number, or take the rule out of the policy.")
    }
  }

  @Test("A number that only leaking splits have is told with what to do about them")
  func leaking() throws {
    func advice(
      _ rows: [MetricRow], _ more: String = "per: overall", _ splits: SplitOrigin = .planned
    ) throws -> String {
      try finding(more, rows: rows, splits: splits).advice ?? ""
    }
    let start = "All that the run has of this number comes from splits that leak. "
    let random = row("uar") { ($0.evaluationProtocol, $0.isLeaky) = (.random, true) }
    let leaky = row("uar") { $0.isLeaky = true }
    for origin in SplitOrigin.allCases {
      let end = " Or take the rule out of the policy."
      #expect(
        try advice([random], "per: overall", origin) == start + origin.keepingApart + end)
      #expect(
        try advice([random, leaky], "per: overall", origin) == start + origin.mending + end)
    }
    let plain = "Run the audit that gives this number, or take the rule out of the policy."
    // Of another rung, another subject or nothing, there is no such number.
    #expect(try advice([random, leaky], "per: overall, protocols: cross-corpus") == plain)
    #expect(try advice([random], "per: speaker") == plain)
    let named = try advice([random, leaky], "per: overall, protocols: speaker-disjoint")
    #expect(named.hasPrefix(start + SplitOrigin.planned.mending))
  }

  @Test("Where nobody says what the model was trained on, every rule says the same, once")
  func unknownTraining() throws {
    let policy = try Policy(
      text: """
        name: p
        rules:
          - {name: a, metric: uar, per: overall, at-least: 0.5, decided-on: value, reason: because}
          - {name: b, metric: ece, per: overall, at-most: 0.5, decided-on: value, reason: because}
          - {name: c, forbid: leaky-evidence, reason: because}
        """)
    let rows = ["uar", "ece"].map {
      row($0) {
        ($0.evaluationProtocol, $0.isLeaky, $0.trainedOn) = (.random, true, Split.unknownTraining)
      }
    }
    let findings = Gate.findings(of: policy, rows: rows, splits: .unknown)
    #expect(findings.map(\.check) == ["a", "b", "c"])
    #expect(Set(findings.map(\.status)) == [.undetermined])
    #expect(Set(findings.map(\.message)) == [SplitOrigin.unknownTraining])
    #expect(Set(findings.map(\.advice)) == [SplitOrigin.unknown.mending])
  }

  @Test("A number of probabilities that no split has, as with labels alone, asks for these")
  func labelsAlone() throws {
    func advice(_ value: Double?) throws -> String? {
      let policy = try Policy(
        text: """
          name: p
          rules:
            - {name: r, metric: ece, per: overall, at-most: 0.15, decided-on: value, reason: because}
          """)
      let leaky = row("ece") { ($0.value, $0.isLeaky) = (value, true) }
      return Gate.findings(of: policy, rows: [leaky]).first?.advice
    }
    #expect(
      try advice(nil) == "The run has no value of this number on any split: it is of "
        + "probabilities, and with labels alone there are none. Give probabilities, or take the "
        + "rule out of the policy.")
    #expect(try advice(0.1)?.hasPrefix("All that the run has of this number") == true)
  }

  @Test("A rung that is named and empty is told each, in the order of the rule")
  func rungs() throws {
    let policy = try Policy(
      text: """
        name: p
        rules:
          - {name: r, metric: uar, per: overall, at-least: 0.5, decided-on: value, reason: because,
             protocols: [cross-corpus, speaker-disjoint, speaker-word-disjoint]}
        """)
    let findings = Gate.findings(of: policy, rows: [row("uar")])
    #expect(
      findings.map(\.subject) == [
        "speaker-disjoint A > B", "cross-corpus", "speaker-word-disjoint",
      ])
  }

  @Test("Of many names that there are twelve are told, in order, and how many more")
  func manyNames() throws {
    for (count, end) in [(12, "s12. Mend"), (13, "s12 and 1 more. Mend"), (20, "and 8 more. Mend")]
    {
      let rows = (1...count).reversed().map { index in
        row("uar") {
          $0.attribute = "speaker"
          $0.subgroup = index < 10 ? "s0\(index)" : "s\(index)"
        }
      }
      let advice = try finding(
        "per: subgroup, attribute: speaker, subgroup: nobody", rows: rows
      ).advice
      #expect(
        advice?.hasPrefix(
          "No number of the attribute 'speaker' has the subgroup 'nobody'. There are: s01, s02, s03"
        ) == true, "\(advice ?? "")")
      #expect(advice?.contains(end) == true, "\(advice ?? "")")
    }
  }

  @Test("Findings stand rule by rule, in the order of the rows, what is not answered last")
  func order() throws {
    let policy = try Policy(
      text: """
        name: p
        rules:
          - {name: b, metric: uar, per: overall, at-least: 0.5, decided-on: value, reason: because}
          - {name: leaks, forbid: leaky-evidence, reason: because}
          - {name: a, metric: ece, per: overall, at-most: 0.5, decided-on: value, reason: because,
             importance: note}
        """)
    let rows = [
      row(AnsweredCheck.metric), row("ece"), row("uar") { $0.testedOn = "C" }, row("uar"),
    ]
    let findings = Gate.findings(of: policy, rows: rows)
    #expect(findings.map(\.check) == ["b", "b", "leaks", "a", "all-answered"])
    #expect(
      findings.prefix(2).map(\.subject) == ["speaker-disjoint A > C", "speaker-disjoint A > B"])
    let verdict = Gate.decide(policy, rows: rows)
    #expect(verdict.findings.map(\.check) == ["b", "b", "leaks", "all-answered"])
    #expect(verdict.notes.map(\.check) == ["a"] && verdict.status == .undetermined)
  }

  @Test("A rule about answers judges the rows that it covers, and the rest stays unanswered")
  func answers() throws {
    let policy = try Policy(
      text: """
        name: p
        rules:
          - {name: a, metric: answered-share, per: overall, at-least: 0.4, decided-on: value,
             protocols: cross-corpus, reason: because}
        """)
    let here = row(AnsweredCheck.metric)
    let there = row(AnsweredCheck.metric) { $0.evaluationProtocol = .crossCorpus }
    let findings = Gate.findings(of: policy, rows: [here, there])
    #expect(findings.map(\.check) == ["a", "all-answered"])
    #expect(findings.map(\.status) == [.passed, .undetermined])
    #expect(findings.last?.evidence?.evaluationProtocol == .speakerDisjoint)
  }
}
