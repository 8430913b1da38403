import Configuration
import Corpora
import Findings
import Metrics

extension Policy {
  /// The version of the file format that this reader knows.
  public static let formatVersion = 1

  /// Reads a policy from YAML; `docs/policy.example.yaml` documents the format.
  ///
  /// - Throws: `ConfigurationError` naming line, key, what was found and what was expected.
  public init(text: String, source: String = "policy") throws(ConfigurationError) {
    try self.init(try ConfigurationReader(text: text, source: source).root)
  }

  /// Reads a policy file.
  public init(path: String) throws(ConfigurationError) {
    try self.init(try ConfigurationReader(path: path).root)
  }

  private init(_ root: ConfigurationMapping) throws(ConfigurationError) {
    try root.expectOnly(["format", "name", "rules"])
    let version = Policy.formatVersion
    _ = try root.integer("format", in: version...version, default: version)
    let name = try root.text("name")
    let mappings = try root.mappings("rules")
    guard !mappings.isEmpty else { throw root.refusal(of: "rules", expected: "at least one rule") }
    var rules: [PolicyRule] = []
    for mapping in mappings {
      let rule = try PolicyRule(mapping)
      guard !rules.contains(where: { $0.name == rule.name }) else {
        throw mapping.refusal(of: "name", expected: "a name that no other rule has")
      }
      rules.append(rule)
    }
    self.init(name: name, rules: rules)
  }
}

extension PolicyRule {
  /// What a rule may forbid as a whole.
  private enum Forbidden: String, CaseIterable {
    case leakyEvidence = "leaky-evidence"
    case noBetterThanProbe = "no-better-than-probe"
  }

  init(_ rule: ConfigurationMapping) throws(ConfigurationError) {
    if rule.has("forbid") {
      try rule.expectOnly(["name", "forbid", "importance", "reason"])
      let forbidden: Forbidden = try rule.choice("forbid")
      _ = try rule.text("reason")
      let name = try rule.text("name")
      let importance: Importance = try rule.choice("importance", default: .critical)
      self =
        switch forbidden {
        case .leakyEvidence:
          .noLeakyEvidence(LeakageCheck(name: name, importance: importance))
        case .noBetterThanProbe:
          .betterThanProbes(ShortcutCheck(name: name, importance: importance))
        }
    } else {
      self = .limit(try LimitRule(rule))
    }
  }
}

extension LimitRule {
  private static let keys = [
    "name", "metric", "per", "protocols", "at-least", "at-most", "decided-on", "attribute",
    "perturbation", "severity", "least-count", "importance", "reason", "forbid",
  ]

  init(_ rule: ConfigurationMapping) throws(ConfigurationError) {
    try rule.expectOnly(Self.keys)
    let metric: Metric = try rule.choice("metric")
    let per = try Self.per(rule, metric)
    let (direction, limit) = try Self.limit(rule, metric)
    let perturbation = rule.has("perturbation") ? try rule.text("perturbation") : nil
    if rule.has("severity"), perturbation == nil {
      throw rule.refusal(of: "severity", expected: "a perturbation beside it")
    }
    self.init(
      name: try rule.text("name"), metric: metric, per: per, protocols: try Self.protocols(rule),
      direction: direction, limit: limit, decidedOn: try Self.decidedOn(rule, metric),
      attribute: per == .subgroup ? try rule.text("attribute") : nil, perturbation: perturbation,
      severity: rule.has("severity") ? try rule.integer("severity", in: 1...5) : nil,
      leastCount: try rule.integer("least-count", in: 1...1_000_000_000, default: 1),
      importance: try rule.choice("importance", default: .critical),
      reason: try rule.text("reason"))
  }

  private static func per(
    _ rule: ConfigurationMapping, _ metric: Metric
  ) throws(ConfigurationError) -> Per {
    let per: Per = try rule.choice("per")
    let isPerClass = per == .emotion || per == .speakerEmotion
    if metric.isPerClass, !isPerClass, per != .subgroup {
      throw rule.refusal(
        of: "per", expected: "class or speaker-class, as \(metric.rawValue) is of one class")
    }
    if !metric.isPerClass, isPerClass {
      throw rule.refusal(
        of: "per", expected: "overall, speaker or subgroup, as \(metric.rawValue) is of all classes"
      )
    }
    if per != .subgroup, rule.has("attribute") {
      throw rule.refusal(of: "attribute", expected: "it only where 'per' is subgroup")
    }
    return per
  }

  private static func limit(
    _ rule: ConfigurationMapping, _ metric: Metric
  ) throws(ConfigurationError) -> (Threshold.Direction, Limit) {
    let isAtLeast = rule.has("at-least")
    if isAtLeast, rule.has("at-most") {
      throw rule.refusal(of: "at-most", expected: "either at-least or at-most, not both")
    }
    let key = isAtLeast ? "at-least" : "at-most"
    guard rule.has(key) else {
      throw .missingKey(rule.placeOf("at-least"), expected: "at-least or at-most with a limit")
    }
    let direction: Threshold.Direction = isAtLeast ? .atLeast : .atMost
    if (try? rule.text(key)) == "chance" {
      guard metric.chance() != nil else {
        throw rule.refusal(
          of: key, expected: "a number, as guessing has no fixed \(metric.rawValue)")
      }
      return (direction, .chance)
    }
    let most = Double.greatestFiniteMagnitude
    let range = (metric.definition.least ?? -most)...(metric.definition.most ?? most)
    return (direction, .number(try rule.number(key, in: range)))
  }

  private static func protocols(
    _ rule: ConfigurationMapping
  ) throws(ConfigurationError) -> [EvaluationProtocol] {
    let protocols: [EvaluationProtocol] = try rule.choices("protocols", default: [])
    if let leaky = protocols.first(where: \.leaksByDesign) {
      let honest = EvaluationProtocol.allCases.filter { !$0.leaksByDesign }.map(\.rawValue)
      throw .refusedValue(
        rule.placeOf("protocols"), found: "'\(leaky.rawValue)', which leaks by design",
        expected: "rungs that may gate: \(honest.joined(separator: ", "))")
    }
    return protocols
  }

  private static func decidedOn(
    _ rule: ConfigurationMapping, _ metric: Metric
  ) throws(ConfigurationError) -> DecidedOn {
    let decidedOn: DecidedOn = try rule.choice("decided-on")
    if decidedOn != .value, !metric.hasInterval {
      throw rule.refusal(
        of: "decided-on", expected: "value, as \(metric.rawValue) comes without an interval")
    }
    return decidedOn
  }
}
