import Configuration
import Corpora
import Findings
import Foundation
import Gates
import Metrics
import Testing

@Suite("A rule about any number of the ledger")
struct AnyMetricTests {
  private func policy(_ rule: String, decidedOn: String = "value") throws -> Policy {
    try Policy(
      text: "name: p\nrules:\n"
        + "  - {name: r, decided-on: \(decidedOn), reason: because, \(rule)}\n",
      source: "p.yaml")
  }

  private func row(
    _ metric: String, _ value: Double, _ rung: EvaluationProtocol = .speakerDisjoint,
    emotion: Emotion? = nil, attribute: String? = nil, subgroup: String? = nil,
    perturbation: String? = nil, severity: Int? = nil
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: rung, trainedOn: "OAF", testedOn: "YAF", emotion: emotion,
      attribute: attribute, subgroup: subgroup, perturbation: perturbation, severity: severity,
      metric: metric, value: value, count: 100, isLeaky: rung.leaksByDesign)
  }

  @Test("judges what robustness, ladder, probes and conformal sets come to")
  func derived() throws {
    let cases: [(String, MetricRow)] = [
      (
        "metric: skill-retention, per: overall, perturbation: white-noise, severity: 3, at-least: 0.5",
        row("skill-retention", 0.4, perturbation: "white-noise", severity: 3)
      ),
      ("metric: inflation-uar, per: overall, at-most: 0.1", row("inflation-uar", 0.3)),
      (
        "metric: uar-over-probe, per: overall, attribute: probe, subgroup: duration, at-least: 0.2",
        row("uar-over-probe", 0.1, attribute: "probe", subgroup: "duration")
      ),
      (
        "metric: coverage, per: class, attribute: conformal, subgroup: aps marginal, at-least: 0.85",
        row("coverage", 0.6, emotion: .sad, attribute: "conformal", subgroup: "aps marginal")
      ),
      (
        "metric: uar-difference, per: subgroup, attribute: sex, at-most: 0.05",
        row("uar-difference", 0.2, attribute: "sex")
      ),
    ]
    for (rule, row) in cases {
      let verdict = Gate.decide(try policy(rule), rows: [row])
      #expect(verdict.findings.map(\.status) == [.failed], "\(rule)")
      var better = row
      better.value = rule.contains("at-most") ? 0 : 1
      #expect(Gate.decide(try policy(rule), rows: [better]).status == .passed)
      var leaky = row
      leaky.isLeaky = true
      #expect(Gate.decide(try policy(rule), rows: [leaky]).status == .undetermined)
    }
  }

  @Test("decides on an end of the interval that skill retention has")
  func ends() throws {
    let rule =
      "metric: skill-retention, per: overall, perturbation: white-noise, severity: 3, at-least: 0.5"
    var row = row("skill-retention", 0.6, perturbation: "white-noise", severity: 3)
    for (lower, end, expected) in [
      (0.55, "lower", Status.passed), (0.45, "lower", .failed), (0.45, "interval", .undetermined),
      (0.45, "value", .passed), (0.45, "upper", .passed),
    ] {
      row.interval = ConfidenceInterval(lower: lower, upper: 0.9, level: 0.95, unit: .word)
      let verdict = Gate.decide(try policy(rule, decidedOn: end), rows: [row])
      #expect(verdict.findings.map(\.status) == [expected], "\(lower) by \(end)")
    }
  }

  @Test("takes one subgroup where it names one, and each where it does not")
  func subgroups() throws {
    let rows = [("female", 0.7), ("male", 0.3)].map {
      row("uar", $1, attribute: "sex", subgroup: $0)
    }
    let rule = "metric: uar, per: subgroup, attribute: sex, at-least: 0.5"
    #expect(
      Gate.decide(try policy(rule), rows: rows).findings.map(\.status) == [.passed, .failed])
    let women = Gate.decide(try policy(rule + ", subgroup: female"), rows: rows)
    #expect(women.findings.map(\.status) == [.passed])
    let none = Gate.decide(try policy(rule + ", subgroup: other"), rows: rows)
    #expect(none.status == .undetermined)
    #expect(none.findings[0].message.contains("uar per subgroup of sex other"))
  }

  @Test("of an attribute or a subgroup that no number has is told the names that there are")
  func unknownNames() throws {
    let rows = ["female", "male"].map { row("uar", 0.7, attribute: "sex", subgroup: $0) }
    for (more, advice) in [
      ("attribute: sx", "run has the attribute 'sx'. Did you mean 'sex'? There are: sex."),
      ("attribute: accent", "run has the attribute 'accent'. There are: sex."),
      (
        "attribute: sex, subgroup: femal",
        "attribute 'sex' has the subgroup 'femal'. Did you mean 'female'? There are: female, male."
      ),
    ] {
      let rule = "metric: uar, per: subgroup, at-least: 0.5, \(more)"
      let findings = Gate.decide(try policy(rule), rows: rows).findings
      #expect(findings.map(\.status) == [.undetermined])
      #expect(
        findings.first?.advice?.hasPrefix("No number of the \(advice)") == true,
        "\(findings)")
    }
    for (metric, rows) in [("ece", rows), ("uar", [])] {
      let rule = "metric: \(metric), per: subgroup, at-most: 0.5, attribute: sex"
      let findings = Gate.decide(try policy(rule), rows: rows).findings
      #expect(findings.first?.advice?.hasPrefix("Run the audit that gives this") == true)
    }
  }

  @Test("of a perturbation that the run did not measure is told those that it did")
  func unmeasured() throws {
    func under(_ perturbation: String?) -> MetricRow {
      row("uar", 0.7, perturbation: perturbation, severity: perturbation.map { _ in 1 })
    }
    let rule = "metric: uar, per: overall, at-least: 0.5, perturbation: "
    func advice(_ perturbation: String, _ rows: [MetricRow]) throws -> String {
      let findings = Gate.decide(try policy(rule + perturbation), rows: rows).findings
      #expect(findings.map(\.status) == [.undetermined])
      return findings.first?.advice ?? ""
    }
    let rows = [nil, "white-noise", "low-pass", "transductive"].map(under)
    for perturbation in ["pitch-up", "pink-noise"] {
      #expect(
        try advice(perturbation, rows).hasPrefix(
          "No number of the run is under \(perturbation). There are: low-pass, white-noise. "))
    }
    // Nothing was measured that another preset could add to, or the name is there all the same.
    let plain = "Run the audit that gives this number"
    #expect(try advice("pitch-up", [under(nil), under("transductive")]).hasPrefix(plain))
    #expect(
      try advice("pitch-up", [under(nil)]) == "No number of the run is of changed audio. A file of "
        + "predictions cannot be asked about it: audit with --model-command, or take the rule out "
        + "of the policy.")
    #expect(try advice("transductive", [under(nil), under("low-pass")]).hasPrefix(plain))
    #expect(try advice("low-pass, severity: 3", rows).hasPrefix(plain))
  }

  @Test("of a gap between speakers of whom there is one is told that it needs two")
  func oneSpeaker() throws {
    var rows = [row("accuracy", 0.7), row("accuracy", 0.7, .random)]
    (rows[0].speaker, rows[1].speaker) = ("berta", "OAF")
    let rule = "metric: uar-difference, per: subgroup, attribute: speaker, at-most: 0.1"
    let findings = Gate.decide(try policy(rule), rows: rows).findings
    #expect(findings.map(\.status) == [.undetermined])
    #expect(
      findings.first?.advice == "Only one speaker (berta) is tested; a gap needs two. Test on a "
        + "further speaker, or take the rule out of the policy.")
    rows[1] = row("accuracy", 0.7)
    rows[1].speaker = "anton"
    let two = Gate.decide(try policy(rule), rows: rows).findings.first?.advice
    #expect(two?.contains("Only one speaker") == false)
  }

  @Test("of a subgroup that only another attribute has is not told that no number has it")
  func subgroupOfAnother() throws {
    let rows = [("speaker", "OAF"), ("calibration", "plain")].map {
      row("ece", 0.1, attribute: $0, subgroup: $1)
    }
    let rule = "metric: ece, per: subgroup, at-most: 0.5, attribute: calibration, subgroup: OAF"
    let advice = Gate.decide(try policy(rule), rows: rows).findings.first?.advice ?? ""
    #expect(
      advice.hasPrefix(
        "No number of the attribute 'calibration' has the subgroup 'OAF'. There are: plain."),
      "\(advice)")
  }

  @Test("of an attribute that an audit has where it is asked for is told the option that asks")
  func unasked() throws {
    let others = [row("uar", 0.7, attribute: "sex", subgroup: "female")]
    for (attribute, option) in [
      ("seeds", "--seeds N"), ("ensemble", "--seeds N"), ("ensemble", "--predictions"),
      ("baseline", "--baseline RUN"),
    ] {
      let rule = "metric: uar, per: subgroup, at-least: 0.5, attribute: \(attribute)"
      for rows in [others, []] {
        let advice = Gate.decide(try policy(rule), rows: rows).findings.first?.advice ?? ""
        #expect(advice.hasPrefix("No number of the run has the attribute '\(attribute)'. "))
        #expect(advice.contains(option) && !advice.contains("Mend the name"), "\(advice)")
      }
      let own = row("uar", 0.7, attribute: attribute, subgroup: "any")
      #expect(Gate.decide(try policy(rule), rows: [own]).status == .passed)
    }
  }

  @Test("is told from a slip of the pen, and an unknown name is undetermined and no pass")
  func names() throws {
    for (wrong, right) in [("skil-retention", "skill-retention"), ("covrage", "coverage")] {
      #expect(throws: ConfigurationError.self) {
        try policy("metric: \(wrong), per: overall, at-least: 0.5")
      }
      do { _ = try policy("metric: \(wrong), per: overall, at-least: 0.5") } catch {
        #expect("\(error)".contains("Did you mean '\(right)'?"))
      }
    }
    let later = try policy("metric: spread-over-words, per: overall, at-most: 0.5")
    #expect(Gate.decide(later, rows: []).status == .undetermined)
    #expect(Gate.decide(later, rows: [row("spread-over-words", 0.6)]).status == .failed)
    let advice = Gate.decide(later, rows: [row("spread-over-word", 0.6)]).findings.first?.advice
    #expect(advice?.contains("called 'spread-over-words'") == true, "\(advice ?? "")")
    #expect(advice?.contains("Did you mean 'spread-over-word'?") == true)
    for text in ["Skill Retention", "a--b", "-a", "9"] {
      #expect(RuleMetric(name: text) == nil, "\(text)")
    }
    #expect(RuleMetric.derivedNames.allSatisfy { RuleMetric(name: $0) != nil })
    #expect(Set(RuleMetric.derivedNames).count >= 60)
    #expect(Set(RuleMetric.derivedNames).count == RuleMetric.derivedNames.count)
    #expect(RuleMetric.derivedNames.allSatisfy { Metric(rawValue: $0) == nil })
  }

  @Test("that no audit gives is refused, and what is made of a known name is taken")
  func unheardOf() throws {
    for name in ["nonsense", "performance", "word-error-rate"] {
      do {
        _ = try policy("metric: \(name), per: overall, at-least: 0.5")
        Issue.record("accepted: \(name)")
      } catch {
        #expect("\(error)".contains("rules[0].metric: found '\(name)', which no audit gives"))
        #expect("\(error)".contains("expected accuracy, uar, "), "\(error)")
      }
    }
    for name in [
      "inflation-uar-word-disjoint", "brier-resolution", "fairness-sex-uar-shift",
      "correctness-speaker-average", "uar-over-baseline, attribute: baseline",
      "risk, attribute: coverage", "accuracy-deviation, attribute: seeds",
      "ece-classwise-surviving-share, attribute: calibration",
    ] { #expect(throws: Never.self) { try policy("metric: \(name), per: overall, at-least: 0") } }
  }

  @Test("of a column whose groups are too small is told how large they must be")
  func smallGroups() throws {
    let rows = [row("uar", 0.7, attribute: "sex", subgroup: "female")]
    let rule = "metric: uar, per: subgroup, at-least: 0.5, attribute: device"
    let advice = Gate.decide(try policy(rule), rows: rows).findings.first?.advice ?? ""
    #expect(
      advice.hasSuffix(
        "There are: sex. Mend the name; where it is a column of the manifest, test more recordings, "
          + "as groups of fewer than 20 are not compared; or take the rule out of the policy."),
      "\(advice)")
  }

  @Test("refuses chance as a limit where guessing has none, and a subgroup without attribute")
  func refusals() {
    for (rule, words) in [
      ("metric: coverage, per: overall, at-least: chance", "guessing has no fixed coverage"),
      ("metric: uar, per: overall, subgroup: x, at-least: 0.5", "an attribute beside it"),
    ] {
      do {
        _ = try policy(rule)
        Issue.record("accepted: \(rule)")
      } catch { #expect("\(error)".contains(words), "\(error)") }
    }
  }

  /// A policy's hash in a ledger is of this text, so a rule must be written down as it always was.
  @Test("is written down as ever, its metric as a bare name and nothing of what it leaves out")
  func encoding() throws {
    let rule = LimitRule(
      name: "r", metric: RuleMetric(.accuracy), per: .speaker, direction: .atLeast,
      limit: .number(0.5),
      decidedOn: .lower, reason: "because")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    #expect(
      String(decoding: try encoder.encode(PolicyRule.limit(rule)), as: UTF8.self)
        == #"{"limit":{"_0":{"decidedOn":"lower","direction":"at-least","importance":"critical","#
        + #""leastCount":1,"limit":{"number":{"_0":0.5}},"metric":"accuracy","name":"r","#
        + #""per":"speaker","protocols":[],"reason":"because"}}}"#)
  }

  @Test("covers rows of all classes or of one as its `per` says, and both where that is subgroup")
  func classes() throws {
    // Of a name that only a later version gives, nothing is known that would refuse a rule.
    let rows = [nil, Emotion.sad].flatMap { emotion in
      [nil, "YAF"].map { speaker in
        var row = row(
          "coverage-later", 0.9, emotion: emotion, attribute: "conformal", subgroup: "aps marginal")
        row.speaker = speaker
        return row
      }
    }
    let (all, ofSpeaker, ofClass, ofBoth) = (rows[0], rows[1], rows[2], rows[3])
    for (per, covered) in [
      ("overall", [all]), ("speaker", [ofSpeaker]), ("class", [ofClass]),
      ("speaker-class", [ofBoth]), ("subgroup", [all, ofClass]),
    ] {
      let rule = "metric: coverage-later, per: \(per), attribute: conformal, at-least: 0.5"
      let findings = Gate.findings(of: try policy(rule), rows: rows)
      #expect(findings.map(\.evidence) == covered, "\(per)")
    }
  }
}
