import Configuration
import Corpora
import Findings
import Foundation
import Gates
import Metrics
import Perturbations
import Testing

private func problem(_ rule: String, head: String = "name: p\nrules:\n") -> String? {
  do throws(ConfigurationError) {
    _ = try Policy(text: head + rule, source: "p.yaml")
    return nil
  } catch {
    return error.description
  }
}

private let good = """
    - name: r
      metric: recall
      per: class
      at-least: chance
      decided-on: upper
      reason: because

  """

@Suite("Reading a policy")
struct PolicyTests {
  @Test("The default policy as a file says what the default policy is")
  func standard() throws {
    #expect(try Policy(text: Policy.standardText) == Policy.standard)
  }

  @Test("The example in docs is the default policy, letter by letter")
  func example() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/policy.example.yaml").standardized.path
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Policy.standardText)
    #expect(try Policy(path: path) == Policy.standard)
  }

  @Test("A policy with the name of the default one and other rules is called changed")
  func changed() throws {
    let rules = Policy.standard.rules
    #expect(Policy.standard.title == "standard")
    #expect(Policy(name: "Standard", rules: rules).title == "Standard")
    #expect(Policy(name: "mine", rules: Array(rules.dropLast())).title == "mine")
    let weaker = Policy(name: "standard", rules: Array(rules.dropFirst()))
    #expect(weaker.title == "standard (changed)")
    #expect(Gate.decide(weaker, rows: []).policy == "standard (changed)")
    #expect(Policy(name: "Standard", rules: rules.reversed()).title == "Standard (changed)")
    #expect(Policy(name: " standard ", rules: rules.reversed()).title == " standard  (changed)")
    #expect(Policy(name: "standard two", rules: rules.reversed()).title == "standard two")
    let lower = Policy.standardText.replacing("at-least: 0.60", with: "at-least: 0.50")
    #expect(try Policy(text: lower).title == "standard (changed)")
  }

  @Test("A rule with every key is read")
  func everyKey() throws {
    let policy = try Policy(
      text: """
        name: strict
        rules:
          - name: noisy
            metric: uar
            per: subgroup
            attribute: sex
            protocols: [speaker-disjoint, cross-corpus]
            at-most: 0.5
            decided-on: interval
            perturbation: white-noise
            severity: 3
            least-count: 50
            importance: warning
            reason: because
        """)
    #expect(
      policy
        == Policy(
          name: "strict",
          rules: [
            .limit(
              LimitRule(
                name: "noisy", metric: RuleMetric(.uar), per: .subgroup,
                protocols: [.speakerDisjoint, .crossCorpus], direction: .atMost,
                limit: .number(0.5), decidedOn: .interval, attribute: "sex",
                perturbation: "white-noise", severity: 3, leastCount: 50, importance: .warning,
                reason: "because"))
          ]))
  }

  @Test("What cannot be meant is refused with line, key and what was expected")
  func refusals() {
    let cases: [(from: String, to: String, words: String)] = [
      (
        "metric: recall", "metric: recal",
        "line 4, rules[0].metric: found 'recal'. Did you mean 'recall'?"
      ),
      ("metric: recall", "metrik: recall", "rules[0].metrik: unknown key. Did you mean 'metric'?"),
      ("metric: recall", "metric: uar", "overall, speaker or subgroup, as uar is of all classes"),
      ("per: class", "per: speaker", "class or speaker-class, as recall is of one class"),
      ("chance", "1.5", "found the number 1.5, expected a number from 0.0 to 1.0"),
      ("chance", "half", "found 'half', expected a number from 0.0 to 1.0"),
      ("at-least: chance", "", "Expected at-least or at-most with a limit"),
      ("at-least: chance", "at-least: chance\n    at-most: 0.5", "not both"),
      (
        "decided-on: upper", "",
        "decided-on: missing. Expected one of value, lower, upper, interval"
      ),
      ("reason: because", "", "reason: missing. Expected text"),
      ("reason: because", "reason: because\n    severity: 3", "a perturbation beside it"),
      (
        "reason: because", "reason: because\n    perturbation: white-nois",
        "rules[0].perturbation: found 'white-nois'. Did you mean 'white-noise'?"
      ),
      (
        "reason: because", "reason: because\n    perturbation: rain",
        "rules[0].perturbation: found 'rain'. The choices are: white-noise, pink-noise"
      ),
      ("reason: because", "reason: because\n    attribute: sex", "where 'per' is subgroup"),
      (
        "reason: because", "reason: because\n    speaker: OAF",
        "rules[0].speaker: found 'OAF', expected it only where 'per' is speaker or speaker-class"
      ),
      ("per: class", "per: speaker-class\n    speaker: []", "speaker: found an empty list"),
      ("per: class", "per: speaker-class\n    speaker: [A, A]", "speaker: found a speaker twice"),
      ("per: class", "per: speaker-class\n    speaker: 01", "expected text (quote it)"),
      (
        "reason: because", "reason: because\n    protocols: [random]",
        "found 'random', which leaks by design, expected rungs that may gate: speaker-disjoint"
      ),
      ("name: r", "name: r\n    forbid: leaky-evidence", "rules[0].metric: unknown key"),
    ]
    for (from, to, words) in cases {
      let text = problem(good.replacingOccurrences(of: from, with: to)) ?? "accepted"
      #expect(text.contains(words), "\(to): \(text)")
    }
    #expect(problem(good) == nil)
  }

  @Test("Every perturbation that a run may have is taken, and the schema lists the same")
  func perturbations() throws {
    let names = Perturbation.all.map(\.name) + [Transduction.name]
    for name in names {
      let more = "because\n    perturbation: \(name)"
      #expect(problem(good.replacingOccurrences(of: "because", with: more)) == nil, "\(name)")
    }
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/schema/policy.schema.json").standardized
    let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any]
    let definitions = try #require(schema?["$defs"] as? [String: [String: Any]])
    for kind in ["atLeast", "atMost"] {
      let properties = definitions[kind]?["properties"] as? [String: [String: Any]]
      #expect(properties?["perturbation"]?["enum"] as? [String] == names, "\(kind)")
    }
  }

  @Test("A policy as a whole is refused where it decides nothing or in two ways")
  func wholes() {
    #expect(problem("", head: "name: p\nrules: []\n")?.contains("at least one rule") == true)
    #expect(problem("", head: "name: p\n")?.contains("missing") == true)
    #expect(problem(good + good)?.contains("a name that no other rule has") == true)
    #expect(
      problem(good, head: "format: 2\nname: p\nrules:\n")
        == "p.yaml, line 1, format: found the number 2, expected 1.")
    let mce = good.replacingOccurrences(of: "recall", with: "mce")
      .replacingOccurrences(of: "per: class", with: "per: overall")
    #expect(problem(mce)?.contains("guessing has no fixed mce") == true)
    #expect(
      problem(mce.replacingOccurrences(of: "chance", with: "0.1"))?
        .contains("mce comes without an interval") == true)
  }
}
