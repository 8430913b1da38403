import Configuration
import Corpora
import Findings
import Metrics
import Perturbations
import Wording

extension LimitRule {
  private static let keys = [
    "name", "metric", "per", "speaker", "protocols", "at-least", "at-most", "decided-on",
    "attribute", "subgroup", "perturbation", "severity", "least-count", "importance", "reason",
    "forbid", "require",
  ]

  init(_ rule: ConfigurationMapping) throws(ConfigurationError) {
    try rule.expectOnly(Self.keys)
    let metric = try Self.metric(rule)
    let per = try Self.per(rule, metric)
    let (direction, limit) = try Self.limit(rule, metric)
    let perturbation = try Self.perturbation(rule)
    if rule.has("severity"), perturbation == nil {
      throw rule.refusal(of: "severity", expected: "a perturbation beside it")
    }
    let attribute = try Self.attribute(rule, per)
    try DerivedNumbers.named(metric.name)?.expectRows(of: per, under: attribute, rule)
    self.init(
      name: try rule.text("name"), metric: metric, per: per, speakers: try Self.speakers(rule, per),
      protocols: try Self.protocols(rule), direction: direction, limit: limit,
      decidedOn: try Self.decidedOn(rule, metric), attribute: attribute,
      subgroup: try Self.subgroup(rule), perturbation: perturbation,
      severity: rule.has("severity") ? try rule.integer("severity", in: 1...5) : nil,
      leastCount: try rule.integer("least-count", in: 1...1_000_000_000, default: 1),
      importance: try rule.choice("importance", default: .critical),
      reason: try rule.text("reason"))
  }

  /// A metric of the suite, or another name of the ledger that is not a slip of the pen.
  private static func metric(
    _ rule: ConfigurationMapping
  ) throws(ConfigurationError) -> RuleMetric {
    let name = try rule.text("metric")
    let known = Metric.allCases.map(\.rawValue) + RuleMetric.derivedNames
    guard let metric = RuleMetric(name: name) else {
      throw rule.refusal(of: "metric", expected: "a name in kebab case, for example accuracy")
    }
    if !known.contains(name), let nearest = nearest(to: name, among: known) {
      throw .unknownChoice(
        rule.placeOf("metric"), found: name, nearest: nearest, known: known)
    }
    guard metric.isOfKnownFamily else {
      throw .refusedValue(
        rule.placeOf("metric"), found: "'\(name)', which no audit gives",
        expected: Metric.allCases.map(\.rawValue).joined(separator: ", ")
          + ", or another name of the ledger's view reported_metrics, for example skill-retention"
          + (nearest(to: name, among: known, within: { max($0, $1) * 2 / 3 })
            .map { " (nearest: \($0))" } ?? ""))
    }
    return metric
  }

  /// Everything that the ledger's column `perturbation` may hold.
  static let perturbations = Perturbation.all.map(\.name) + [Transduction.name]

  private static func perturbation(
    _ rule: ConfigurationMapping
  ) throws(ConfigurationError) -> String? {
    guard rule.has("perturbation") else { return nil }
    let name = try rule.text("perturbation")
    guard perturbations.contains(name) else {
      throw .unknownChoice(
        rule.placeOf("perturbation"), found: name, nearest: nearest(to: name, among: perturbations),
        known: perturbations)
    }
    return name
  }

  /// The speakers that a rule is narrowed to.
  private static func speakers(
    _ rule: ConfigurationMapping, _ per: Per
  ) throws(ConfigurationError) -> [String]? {
    guard rule.has("speaker") else { return nil }
    guard per.isOfSpeakers else {
      throw rule.refusal(of: "speaker", expected: "it only where 'per' is speaker or speaker-class")
    }
    let names = try rule.texts("speaker")
    guard !names.isEmpty, Set(names).count == names.count else {
      throw .refusedValue(
        rule.placeOf("speaker"),
        found: names.isEmpty ? "an empty list" : "a speaker twice",
        expected: "a speaker or a list of them, each once, or no such line for every speaker")
    }
    return names
  }

  private static func attribute(
    _ rule: ConfigurationMapping, _ per: Per
  ) throws(ConfigurationError) -> String? {
    if per == .subgroup, !rule.has("attribute") {
      throw .missingKey(
        rule.placeOf("attribute"),
        expected: "the name of an attribute, for example sex, as 'per: subgroup' is of each of its "
          + "values")
    }
    return rule.has("attribute") ? try rule.text("attribute") : nil
  }

  private static func subgroup(
    _ rule: ConfigurationMapping
  ) throws(ConfigurationError) -> String? {
    guard rule.has("subgroup") else { return nil }
    guard rule.has("attribute") else {
      throw rule.refusal(of: "subgroup", expected: "an attribute beside it")
    }
    return try rule.text("subgroup")
  }

  private static func per(
    _ rule: ConfigurationMapping, _ number: RuleMetric
  ) throws(ConfigurationError) -> Per {
    let per: Per = try rule.choice("per")
    guard let metric = number.metric else { return per }
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
    _ rule: ConfigurationMapping, _ metric: RuleMetric
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
      guard metric.metric?.chance() != nil else {
        throw rule.refusal(
          of: key, expected: "a number, as guessing has no fixed \(metric.name)")
      }
      return (direction, .chance)
    }
    return (direction, .number(try rule.number(key, in: metric.range)))
  }

  /// The rungs that a rule names.
  static func protocols(
    _ rule: ConfigurationMapping
  ) throws(ConfigurationError) -> [EvaluationProtocol] {
    let protocols: [EvaluationProtocol] = try rule.choices("protocols", default: [])
    guard !protocols.isEmpty || !rule.has("protocols") else {
      throw .refusedValue(
        rule.placeOf("protocols"), found: "an empty list",
        expected: "one rung or more, or no such line for all of them")
    }
    if let leaky = protocols.first(where: \.leaksByDesign) {
      let honest = EvaluationProtocol.allCases.filter { !$0.leaksByDesign }.map(\.rawValue)
      throw .refusedValue(
        rule.placeOf("protocols"), found: "'\(leaky.rawValue)', which leaks by design",
        expected: "rungs that may gate: \(honest.joined(separator: ", "))")
    }
    return protocols
  }

  private static func decidedOn(
    _ rule: ConfigurationMapping, _ number: RuleMetric
  ) throws(ConfigurationError) -> DecidedOn {
    let decidedOn: DecidedOn = try rule.choice("decided-on")
    if decidedOn != .value, let metric = number.metric, !metric.hasInterval {
      throw rule.refusal(
        of: "decided-on", expected: "value, as \(metric.rawValue) comes without an interval")
    }
    return decidedOn
  }
}
