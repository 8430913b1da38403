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
    case declaredTraining = "declared-training"
    case noBetterThanProbe = "no-better-than-probe"
  }

  /// What a rule may ask for as a whole.
  private enum Required: String, CaseIterable {
    case notWorseThanBaseline = "not-worse-than-baseline"
  }

  /// Metrics that a model may be compared in: functions of sums over utterances, of all classes.
  enum Comparable: String, CaseIterable {
    case accuracy, uar
    case macroF1 = "macro-f1"
    case mcc, kappa
    case top2Accuracy = "top2-accuracy"
    case nll, brier, ece

    /// The metric itself.
    var metric: Metric { Metric(rawValue: rawValue) ?? .accuracy }
  }

  init(_ rule: ConfigurationMapping) throws(ConfigurationError) {
    if rule.has("require") {
      self = try Self.requirement(rule)
    } else if rule.has("forbid") {
      try rule.expectOnly(["name", "forbid", "importance", "reason"])
      let forbidden: Forbidden = try rule.choice("forbid")
      _ = try rule.text("reason")
      let name = try rule.text("name")
      let importance: Importance = try rule.choice("importance", default: .critical)
      self =
        switch forbidden {
        case .leakyEvidence:
          .noLeakyEvidence(LeakageCheck(name: name, importance: importance))
        case .declaredTraining:
          .noDeclaredTraining(DeclaredTrainingCheck(name: name, importance: importance))
        case .noBetterThanProbe:
          .betterThanProbes(ShortcutCheck(name: name, importance: importance))
        }
    } else {
      self = .limit(try LimitRule(rule))
    }
  }

  private static func requirement(
    _ rule: ConfigurationMapping
  ) throws(ConfigurationError) -> PolicyRule {
    try rule.expectOnly([
      "name", "require", "metric", "per", "protocols", "margin", "importance", "reason",
    ])
    let _: Required = try rule.choice("require")
    let metric: Comparable = try rule.choice("metric")
    return .notWorseThanBaseline(
      BaselineCheck(
        name: try rule.text("name"), metric: metric.metric,
        per: try rule.choice("per"), protocols: try LimitRule.protocols(rule),
        margin: try rule.number(
          "margin", in: 0...1, default: BaselineCheck.usualMargin),
        importance: try rule.choice("importance", default: .critical),
        reason: try rule.text("reason")))
  }
}
