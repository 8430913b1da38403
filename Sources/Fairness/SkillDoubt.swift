import Findings

/// What keeps a pass from counting: the test leaks, or UAR does not show that the model does better
/// than guessing.
public enum SkillDoubt: String, Codable, Sendable, CaseIterable {
  /// The test leaks, so that nothing on it is evidence of skill.
  case leaky
  /// UAR has no value, or lies above chance and has no interval.
  case unmeasured
  /// The interval of UAR has chance in it.
  case unsure
  /// UAR is chance, as that of a constant answer is, or not above it and without an interval.
  case atChance = "at-chance"
  /// All of the interval lies below chance.
  case belowChance = "below-chance"

  /// What is known of the model, as a part of a sentence.
  var sentence: String {
    switch self {
    case .unmeasured, .unsure: "nothing says that the model does better than guessing"
    case .leaky, .atChance, .belowChance: reason
    }
  }

  /// Why a pass was taken off, as the end of a sentence.
  var reason: String {
    switch self {
    case .leaky: "the test is LEAKY, which is no evidence of skill"
    case .unmeasured, .unsure: "that the model beats guessing is not shown"
    case .atChance: "the model does no better than guessing"
    case .belowChance: "the model does worse than guessing"
    }
  }

  /// When to ask again for a pass that counts.
  var advice: String {
    switch self {
    case .leaky: "Ask again on a test that does not leak."
    case .unmeasured: "Ask again once UAR has an interval, and all of it lies above chance."
    case .unsure: "Ask again once all of UAR's interval lies above chance."
    case .atChance, .belowChance: "Ask again once the model does better than guessing."
    }
  }
}

extension Finding {
  /// Why a pass does not count; `nil` of a finding that is none.
  package var skillDoubt: SkillDoubt? { ground.flatMap(SkillDoubt.init(rawValue:)) }
}
