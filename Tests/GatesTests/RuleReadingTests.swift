import Configuration
import Findings
import Foundation
import Gates
import Metrics
import Testing

@Suite("Keys of a rule and what they may be")
struct RuleReadingTests {
  /// The rules of a policy, or what is wrong with it.
  private func read(_ rule: String) -> Result<[PolicyRule], ConfigurationError> {
    Result { () throws(ConfigurationError) in
      try Policy(text: "name: p\nrules:\n  - {\(rule)}\n", source: "p.yaml").rules
    }
  }

  private func problem(_ rule: String) -> String {
    switch read(rule) {
    case .success(let rules): "accepted \(rules)"
    case .failure(let error): "\(error)"
    }
  }

  private let head = "name: r, metric: uar, per: overall, decided-on: value, reason: because"

  @Test("What is left out of a rule is the rule for every row, critical, with one prediction")
  func defaults() throws {
    guard case .limit(let rule) = try read("\(head), at-least: 0.5").get()[0] else {
      Issue.record("no limit")
      return
    }
    #expect(rule.protocols.isEmpty && rule.attribute == nil && rule.subgroup == nil)
    #expect(rule.perturbation == nil && rule.severity == nil)
    #expect(rule.leastCount == 1 && rule.importance == .critical)
    #expect(rule.limit == .number(0.5) && rule.direction == .atLeast && rule.decidedOn == .value)
  }

  @Test("A list of no rungs is refused: it would mean all of them")
  func noRungs() {
    #expect(problem("\(head), at-least: 0.5, protocols: []").contains("found an empty list"))
    #expect(problem("\(head), at-least: 0.5, protocols: [speaker-disjoint]").hasPrefix("accepted"))
  }

  @Test("A severity is from 1 to 5, and the fewest predictions at least one")
  func numbers() {
    for severity in 0...6 {
      let text = problem("\(head), at-least: 0.5, perturbation: low-pass, severity: \(severity)")
      #expect(text.contains("expected a whole number from 1 to 5") == !(1...5).contains(severity))
    }
    #expect(problem("\(head), at-least: 0.5, least-count: 0").contains("from 1 to"))
    #expect(problem("\(head), at-least: 0.5, least-count: 1").hasPrefix("accepted"))
  }

  @Test("A limit lies in the range of its metric, whose ends may be asked for")
  func ranges() {
    for metric in Metric.allCases {
      let definition = metric.definition
      let per = metric.isPerClass ? "class" : "overall"
      func isAccepted(_ limit: Double) -> Bool {
        problem(
          "name: r, metric: \(metric.rawValue), per: \(per), decided-on: value, reason: because, "
            + "at-least: \(limit)"
        ).hasPrefix("accepted")
      }
      #expect(RuleMetric(metric).range.contains(0), "\(metric)")
      if let least = definition.least {
        #expect(isAccepted(least) && !isAccepted(least - 0.001), "\(metric)")
      }
      if let most = definition.most {
        #expect(isAccepted(most) && !isAccepted(most + 0.001), "\(metric)")
      } else {
        #expect(isAccepted(1_000_000), "\(metric)")
      }
    }
    let derived = "metric: inflation-uar, per: overall, decided-on: value, reason: because"
    #expect(problem("name: r, \(derived), at-least: -5").hasPrefix("accepted"))
  }

  @Test("An attribute is of subgroups alone, which must have one; of other numbers it may be any")
  func attributes() {
    let rule = "name: r, decided-on: value, reason: because, at-least: 0.5"
    let missing = problem("\(rule), metric: uar, per: subgroup")
    #expect(missing.contains("attribute: missing. Expected the name of an attribute"))
    #expect(missing.contains("'per: subgroup'"), "\(missing)")
    for per in ["overall", "speaker"] {
      #expect(
        problem("\(rule), metric: uar, per: \(per), attribute: sex").contains(
          "it only where 'per' is subgroup"))
    }
    #expect(
      problem("\(rule), metric: coverage, per: class, attribute: conformal").hasPrefix("accepted"))
    #expect(
      problem("\(rule), metric: recall, per: subgroup, attribute: sex").hasPrefix("accepted"))
  }

  @Test("What is forbidden or required as a whole is one of a few words, with its reason")
  func wholes() throws {
    for (forbid, name) in [
      ("leaky-evidence", "a"), ("declared-training", "b"), ("no-better-than-probe", "c"),
    ] {
      let rules = try read("name: \(name), forbid: \(forbid), importance: warning, reason: r").get()
      #expect(rules.map(\.name) == [name])
      #expect(problem("name: r, forbid: \(forbid)").contains("reason: missing"))
    }
    #expect(
      problem("name: r, forbid: leaks, reason: r").contains(
        "leaky-evidence, declared-training, no-better-than-probe"))
    #expect(
      problem("name: r, forbid: leaky-evidence, reason: r, margin: 0.1").contains("unknown key"))
    #expect(
      problem("name: r, require: not-worse-than-baseline, reason: r, per: overall")
        .contains("metric: missing"))
    guard
      case .notWorseThanBaseline(let check) = try read(
        "name: r, require: not-worse-than-baseline, reason: r, per: overall, metric: ece"
      ).get()[0]
    else {
      Issue.record("no requirement")
      return
    }
    #expect(check.margin == 0.02 && check.metric == .ece && check.importance == .critical)
    #expect(check.protocols.isEmpty && check.per == .overall)
  }

  @Test("Two rules of different kinds may not share a name, as their findings bear it")
  func names() {
    let both =
      "\(head), at-least: 0.5}\n  - {name: r, forbid: leaky-evidence, reason: because"
    #expect(
      problem(both).contains("rules[1].name: found 'r', expected a name that no other rule has"))
  }

  @Test("A name of a number is letters, digits and single hyphens, and comes back from JSON")
  func metricNames() throws {
    for name in ["a", "a1", "top2-accuracy", "a-1", "spread-between-speakers"] {
      let metric = try #require(RuleMetric(name: name))
      let data = try JSONEncoder().encode([metric])
      #expect(String(decoding: data, as: UTF8.self) == "[\"\(name)\"]")
      #expect(try JSONDecoder().decode([RuleMetric].self, from: data) == [metric])
    }
    for name in ["", "-", "a-", "-a", "a--b", "1a", "A", "a_b", "a b", "é", "a.b", "a\n"] {
      #expect(RuleMetric(name: name) == nil, "\(name)")
    }
  }
}
