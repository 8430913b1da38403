import Configuration
import Findings
import Metrics

extension LimitRule {
  /// How many names a message lists.
  private static let most = 12

  /// What to do where the rule names an attribute, a subgroup or a speaker that no row has; `nil`
  /// where some have it. A column of a manifest may bear any name, so only the rows can tell.
  func unknownName(among rows: [MetricRow]) -> String? {
    let ofAttribute = rows.filter { $0.attribute == attribute }
    return unasked(ofAttribute)
      ?? Self.unknown("run has the attribute", attribute, among: rows.map(\.attribute))
      ?? Self.unknown(
        "attribute '\(attribute ?? "")' has the subgroup", subgroup,
        among: ofAttribute.map(\.subgroup))
      ?? unknownSpeaker(among: rows.map(\.speaker))
  }

  private func unknownSpeaker(among found: [String?]) -> String? {
    speakers?.lazy.compactMap { Self.unknown("run is of the speaker", $0, among: found) }.first
  }

  /// What to ask an audit for, by the attributes of which it has rows only where it is asked.
  private static let askedFor = [
    "seeds": "Audit with --seeds N, 2 or more",
    "ensemble": "Audit with --seeds N, 2 or more",
    BaselineCheck.attribute: "Name a baseline with --baseline RUN (or latest-passed)",
  ]

  private func unasked(_ ofAttribute: [MetricRow]) -> String? {
    guard let attribute, ofAttribute.isEmpty, let next = Self.askedFor[attribute] else {
      return nil
    }
    return "No number of the run has the attribute '\(attribute)'. \(next), or take the rule out "
      + "of the policy."
  }

  private static func unknown(
    _ place: String, _ name: String?, among found: [String?]
  ) -> String? {
    let known = Set(found.compactMap { $0 }).sorted()
    guard let name, !known.isEmpty, !known.contains(name) else { return nil }
    let meant = nearest(to: name, among: known).map { "Did you mean '\($0)'? " } ?? ""
    let more = known.count > most ? " and \(known.count - most) more" : ""
    return "No number of the \(place) '\(name)'. \(meant)There are: "
      + "\(known.prefix(most).joined(separator: ", "))\(more). Mend the name, run the audit that "
      + "gives this number, or take the rule out of the policy."
  }
}
