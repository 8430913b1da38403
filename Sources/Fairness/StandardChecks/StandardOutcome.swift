import Corpora
import Findings
import Wording

/// The answer to one standard check for one emotion and group.
public struct StandardOutcome: Codable, Sendable, Hashable {
  /// Why there is no answer.
  public enum Gap: Codable, Sendable, Hashable {
    /// No two groups of the attribute have predictions.
    case noGroups
    /// Too few speakers have enough utterances.
    case tooFewSpeakers(found: Int, expected: Int)
    /// The score is not defined: an emotion never occurs or is never said, or nothing varies.
    case noSupport
    /// Guessing alone gives more than the published limit with these sizes.
    case tooSmall(byChance: Double)
    /// The group holds other emotions than all groups together, by this share.
    case otherEmotions(difference: Double)
  }

  /// The check.
  public let check: StandardCheck
  /// The emotion, or `nil` for all.
  public let emotion: Emotion?
  /// The group, or `nil` for correctness.
  public let group: String?
  /// The score, not rounded; `nil` where it is not defined.
  public let score: Double?
  /// The limit that it was compared with: derived for these sizes, or the published one.
  public let limit: Double?
  /// The status, and whether a pass was taken off because the model has not shown skill.
  public let outcome: GatedStatus
  /// Why there is no answer, or `nil` where there is one.
  public let gap: Gap?

  /// One sentence: score, limit and what follows; where it is another number once it is rounded as
  /// it is compared, that as well.
  public var sentence: String {
    let whose = [group, emotion?.rawValue].compactMap { $0 }.joined(separator: ", ")
    let subject = whose.isEmpty ? check.name : "\(check.name) (\(whose))"
    if let gap { return "\(subject): undetermined. \(gap.sentence(published: check.published))" }
    guard let score, let limit else { return "\(subject): undetermined." }
    let side = check.isAbove ? "above" : "in magnitude below"
    let verb =
      outcome.doubt.map { "would pass, but \($0.reason)" }
      ?? (outcome.status == .passed ? "passes" : "fails")
    let rounded = StandardCheck.rounded(score)
    let compared =
      decimal(score) == decimal(rounded)
      ? "" : "rounded to two decimals, that is to \(decimal(rounded, places: 2)), "
    return "\(subject): \(decimal(score)) \(verb); \(compared)it has to be \(side) "
      + "\(decimal(limit))."
  }
}

extension StandardOutcome.Gap {
  /// What was found, what was expected.
  func sentence(published: Double) -> String {
    switch self {
    case .noGroups: "There are no two groups to compare."
    case .tooFewSpeakers(let found, let expected):
      "\(found, "speaker has", "speakers have") enough utterances; expected at least \(expected)."
    case .noSupport: "The score is not defined on these predictions."
    case .tooSmall(let byChance):
      "Guessing gives up to \(decimal(byChance)) with these sizes, and the published limit is "
        + "\(decimal(published)): more predictions are needed."
    case .otherEmotions(let difference):
      "The group's emotions differ from those of all by \(decimal(difference)), so that shares of "
        + "answers cannot be compared."
    }
  }
}
