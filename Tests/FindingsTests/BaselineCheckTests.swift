import Corpora
import Findings
import Metrics
import Testing

@Suite("Whether a model is worse than that of an earlier run")
struct BaselineCheckTests {
  private func row(
    _ value: Double? = 0.1, _ change: (inout MetricRow) -> Void = { _ in }
  ) -> MetricRow {
    var row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF",
      attribute: BaselineCheck.attribute, subgroup: "run-1", metric: "uar-over-baseline",
      value: value,
      interval: value.map {
        ConfidenceInterval(lower: $0 - 0.05, upper: $0 + 0.05, level: 0.95, unit: .word)
      }, count: 1_400, isLeaky: false)
    change(&row)
    return row
  }

  private let check = BaselineCheck(name: "no-step-back", metric: .uar, reason: "because")

  @Test("looks at differences of its metric on clean audio of all classes together alone")
  func covered() {
    #expect(check.findings(for: [row()]).map(\.status) == [.passed])
    for change: (inout MetricRow) -> Void in [
      { $0.metric = "accuracy-over-baseline" }, { $0.metric = "uar" }, { $0.attribute = nil },
      { $0.attribute = "probe" }, { $0.emotion = .sad }, { $0.perturbation = "low-pass" },
      { $0.speaker = "YAF" }, { $0.isLeaky = true }, { $0.evaluationProtocol = .wordDisjoint },
    ] {
      let findings = check.findings(for: [row(-0.5, change)])
      #expect(findings.map(\.status) == [.undetermined])
      #expect(check.findings(for: [row(), row(-0.5, change)]).map(\.status) == [.passed])
    }
  }

  @Test("names what is missing, of all rungs or of one, and how to get it")
  func missing() {
    let none = check.findings(for: [])
    #expect(none.map(\.subject) == ["all rungs"])
    #expect(
      none.map(\.message) == [
        "There is no difference to a baseline run, so nothing says whether uar has become worse."
      ])
    #expect(
      none.map(\.advice) == [
        "Name a baseline with --baseline RUN (or latest-passed), or take the rule out of the "
          + "policy."
      ])
    let both = BaselineCheck(
      name: "b", metric: .uar, protocols: [.crossCorpus, .speakerDisjoint], reason: "because")
    let findings = both.findings(for: [row()])
    #expect(findings.map(\.status) == [.passed, .undetermined])
    #expect(
      findings.last?.message
        == "Neither the baseline run-1 nor this run has the rung cross-corpus, so nothing says "
        + "whether uar has become worse on it.")
    #expect(
      findings.last?.advice
        == "Rungs without leaks that one or both have: speaker-disjoint. Name one of these, or test "
        + "both on cross-corpus, or take the rule out of the policy.")
    let elsewhere = both.findings(for: [row { $0.evaluationProtocol = .speakerWordDisjoint }])
    #expect(
      elsewhere.map(\.subject) == ["cross-corpus", "speaker-disjoint"],
      "a rung that is not named is not judged, and the two that are named have nothing")
    #expect(elsewhere.allSatisfy { $0.advice?.contains("have: speaker-word-disjoint.") == true })
    let overall = BaselineCheck(
      name: "b", metric: .uar, per: .speaker, protocols: [.speakerDisjoint], reason: "because")
    #expect(
      overall.findings(for: [row()]).map(\.message) == [
        "There is no difference to a baseline run on speaker-disjoint, so nothing says whether uar "
          + "has become worse."
      ], "the rung is there, though no number of a speaker")
  }

  @Test("of rungs that leak alone says so, and asks for no baseline, which there is")
  func onlyLeaky() {
    let random = row { $0.evaluationProtocol = .random }
    let word = row { $0.evaluationProtocol = .wordDisjoint }
    let found = check.findings(for: [random, random, word])
    #expect(found.map(\.status) == [.undetermined])
    #expect(
      found.map(\.message) == [
        "The differences of uar to the baseline run-1 are of LEAKY test sets alone (random, "
          + "word-disjoint) and no evidence, so nothing says whether uar has become worse."
      ])
    #expect(
      found.map(\.advice) == [
        "Test both runs on a rung without leaks, for example speaker-disjoint, or take the rule out "
          + "of the policy."
      ])
    let both = BaselineCheck(
      name: "b", metric: .uar, protocols: [.crossCorpus, .speakerDisjoint], reason: "because")
    let stamped = row { ($0.evaluationProtocol, $0.isLeaky) = (.crossCorpus, true) }
    let missing = both.findings(for: [row(), stamped])
    #expect(missing.map(\.status) == [.passed, .undetermined])
    #expect(missing.last?.message.contains("LEAKY test sets alone on cross-corpus and") == true)
    #expect(
      missing.last?.advice
        == "Test both runs on cross-corpus without leaks, or take the rule out of the policy.")
    #expect(
      both.findings(for: [random]).map(\.advice)
        == ["cross-corpus", "speaker-disjoint"].map {
          "The two have no rung without leaks. Test both on \($0), or take the rule out of the "
            + "policy."
        })
    #expect(both.findings(for: []).map(\.subject) == ["all rungs"])
  }

  @Test("without a value says whether the baseline has the test set at all")
  func noValue() {
    func message(_ count: Int, of metric: Metric = .uar) -> String {
      BaselineCheck(name: "b", metric: metric, reason: "because").findings(for: [
        row(nil) { ($0.count, $0.metric) = (count, BaselineCheck.metricName(metric)) }
      ])[0].message
    }
    let end = "so the difference of uar cannot be paired by utterance."
    #expect(message(0) == "The baseline run-1 and this run do not both have this test set, \(end)")
    #expect(
      message(40)
        == "The baseline run-1 shares 40 utterances of this test set with this run, of the same "
        + "sound and emotion, which are not all that the two answered, or too few for the metric "
        + "(an utterance of each emotion), \(end)")
    #expect(message(40, of: .accuracy).contains("which are not all that the two answered, so the"))
    #expect(
      message(40, of: .brier).contains(
        "not all that the two answered, or have no probabilities from one of them, so the"))
    #expect(
      message(40, of: .nll).contains(
        "no probabilities from one of them, or zeros for the truth that a file was rounded to, so"))
    #expect(
      check.findings(for: [row(nil)])[0].advice
        == "Test both on the same utterances: audit what is missing, or name another baseline.")
  }

  @Test("without a value of a speaker speaks of that speaker's utterances")
  func noValueOfSpeaker() {
    let check = BaselineCheck(name: "b", metric: .accuracy, per: .speaker, reason: "because")
    func message(_ count: Int) -> String {
      check.findings(for: [
        row(nil) { ($0.count, $0.speaker, $0.metric) = (count, "A", "accuracy-over-baseline") }
      ])[0].message
    }
    #expect(message(3).contains("run-1 shares 3 utterances of A with this run, of the same sound"))
    #expect(message(0).contains("do not both have this test set with answers on A, so the"))
  }

  @Test("takes the worse end by the metric's better way, and the margin itself passes")
  func worseEnd() {
    for metric in Metric.allCases where metric.definition.direction != .neither {
      let isLowerBetter = metric.definition.direction == .lowerIsBetter
      let check = BaselineCheck(name: "b", metric: metric, margin: 0.0625, reason: "because")
      for (worse, status) in [(0.0625, Status.passed), (0.0626, .failed)] {
        // From as much worse to clearly better.
        let ends = isLowerBetter ? (-0.5, worse) : (-worse, 0.5)
        let findings = check.findings(for: [
          row(0) {
            $0.metric = BaselineCheck.metricName(metric)
            $0.interval = ConfidenceInterval(
              lower: ends.0, upper: ends.1, level: 0.95, unit: .word)
          }
        ])
        #expect(findings.map(\.status) == [status], "\(metric) \(worse)")
        #expect(findings.first?.threshold?.limit == (isLowerBetter ? 0.0625 : -0.0625))
      }
    }
  }
}
