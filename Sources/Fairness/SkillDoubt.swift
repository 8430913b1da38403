/// What keeps a model's UAR from showing that it does better than guessing.
public enum SkillDoubt: String, Codable, Sendable, CaseIterable {
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
    case .atChance, .belowChance: reason
    }
  }

  /// Why a pass was taken off, as the end of a sentence.
  var reason: String {
    switch self {
    case .unmeasured, .unsure: "that the model beats guessing is not shown"
    case .atChance: "the model does no better than guessing"
    case .belowChance: "the model does worse than guessing"
    }
  }

  /// When to ask again for a pass that counts.
  var advice: String {
    switch self {
    case .unmeasured: "Ask again once UAR has an interval, and all of it lies above chance."
    case .unsure: "Ask again once all of UAR's interval lies above chance."
    case .atChance, .belowChance: "Ask again once the model does better than guessing."
    }
  }
}
