import Findings

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

  /// What a verdict calls it: its name, and `standard (changed)` where it has the name of the
  /// default policy, in any case of letters, and other rules.
  public var title: String {
    let isNamedSo =
      name.lowercased().split(whereSeparator: \.isWhitespace) == [Policy.standard.name[...]]
    return isNamedSo && rules != Policy.standard.rules ? "\(name) (changed)" : name
  }
}

/// One rule of a policy.
public enum PolicyRule: Codable, Sendable, Hashable {
  /// A limit on a metric.
  case limit(LimitRule)
  /// Nothing that leaks is shown as evidence.
  case noLeakyEvidence(LeakageCheck)
  /// Nothing rests on what somebody declares that the model was trained on.
  case noDeclaredTraining(DeclaredTrainingCheck)
  /// The model is better than the strongest probe on every honest rung.
  case betterThanProbes(ShortcutCheck)
  /// The model is not worse than that of a baseline run.
  case notWorseThanBaseline(BaselineCheck)

  /// The rule's name, which its findings bear.
  public var name: String {
    switch self {
    case .limit(let rule): rule.name
    case .noLeakyEvidence(let check): check.name
    case .noDeclaredTraining(let check): check.name
    case .betterThanProbes(let check): check.name
    case .notWorseThanBaseline(let check): check.name
    }
  }
}
