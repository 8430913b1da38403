import Corpora
import Findings
import Metrics

/// A set of rules that decide on a release.
public struct Policy: Codable, Sendable, Hashable {
  /// What the policy is called in a verdict.
  public let name: String
  /// The rules, in the order they are written.
  public let rules: [PolicyRule]

  /// Creates a policy.
  public init(name: String, rules: [PolicyRule]) {
    self.name = name
    self.rules = rules
  }
}

/// One rule of a policy.
public enum PolicyRule: Codable, Sendable, Hashable {
  /// A limit on a metric.
  case limit(LimitRule)
  /// Nothing that leaks is shown as evidence.
  case noLeakyEvidence(LeakageCheck)
  /// The model is better than the strongest probe on every honest rung.
  case betterThanProbes(ShortcutCheck)

  /// The rule's name, which its findings bear.
  public var name: String {
    switch self {
    case .limit(let rule): rule.name
    case .noLeakyEvidence(let check): check.name
    case .betterThanProbes(let check): check.name
    }
  }
}

/// A limit on a metric, and on which rows it holds.
public struct LimitRule: Codable, Sendable, Hashable {
  /// Of whom a number is.
  public enum Per: String, CaseIterable, Codable, Sendable {
    case overall, speaker
    case emotion = "class"
    case speakerEmotion = "speaker-class"
    /// Each value of an attribute.
    case subgroup
  }

  /// What a limit is.
  public enum Limit: Codable, Sendable, Hashable {
    case number(Double)
    /// What guessing scores.
    case chance
  }

  /// The rule's name, in kebab case.
  public let name: String
  /// The metric.
  public let metric: Metric
  /// Of whom.
  public let per: Per
  /// The rungs that must be there and hold; empty for every honest rung that is there.
  public let protocols: [EvaluationProtocol]
  /// On which side of the limit a number passes.
  public let direction: Threshold.Direction
  /// The limit.
  public let limit: Limit
  /// Which number is compared with the limit.
  public let decidedOn: DecidedOn
  /// The attribute whose values are the subgroups.
  public let attribute: String?
  /// The perturbation, or `nil` for clean audio.
  public let perturbation: String?
  /// The severity of the perturbation, or `nil` for all of them.
  public let severity: Int?
  /// The fewest predictions that are enough for an answer.
  public let leastCount: Int
  /// How much it matters.
  public let importance: Importance
  /// Why the limit stands where it does.
  public let reason: String

  /// Creates a rule.
  public init(
    name: String, metric: Metric, per: Per, protocols: [EvaluationProtocol] = [],
    direction: Threshold.Direction, limit: Limit, decidedOn: DecidedOn, attribute: String? = nil,
    perturbation: String? = nil, severity: Int? = nil, leastCount: Int = 1,
    importance: Importance = .critical, reason: String
  ) {
    self.name = name
    self.metric = metric
    self.per = per
    self.protocols = protocols
    self.direction = direction
    self.limit = limit
    self.decidedOn = decidedOn
    self.attribute = attribute
    self.perturbation = perturbation
    self.severity = severity
    self.leastCount = leastCount
    self.importance = importance
    self.reason = reason
  }

  /// The check that the rule asks of each of its rows.
  public var check: Check {
    let number =
      switch limit {
      case .number(let number): number
      case .chance: metric.chance() ?? 0
      }
    return Check(
      name: name, threshold: Threshold(direction, number, reason: reason), decidedOn: decidedOn,
      importance: importance, leastCount: leastCount)
  }

  /// Whether the rule is about a row. A row that leaks is no evidence and never matches.
  public func covers(_ row: MetricRow) -> Bool {
    row.metric == metric.rawValue && !row.isLeaky && !row.evaluationProtocol.leaksByDesign
      && (protocols.isEmpty || protocols.contains(row.evaluationProtocol))
      && (row.speaker != nil) == (per == .speaker || per == .speakerEmotion)
      && (row.emotion != nil) == metric.isPerClass
      && row.attribute == (per == .subgroup ? attribute : nil)
      && row.perturbation == perturbation && (severity == nil || row.severity == severity)
  }
}
