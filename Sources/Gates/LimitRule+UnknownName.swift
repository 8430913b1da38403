import Configuration
import Metrics

extension LimitRule {
  /// How many names a message lists.
  private static let most = 12

  /// What to do where the rule names an attribute or a subgroup that no row has; `nil` where some
  /// have it. A column of a manifest may bear any name, so only the rows can tell.
  func unknownName(among rows: [MetricRow]) -> String? {
    let ofAttribute = rows.filter { $0.attribute == attribute }
    return Self.unknown("attribute", attribute, among: rows.map(\.attribute))
      ?? Self.unknown("subgroup", subgroup, among: ofAttribute.map(\.subgroup))
  }

  private static func unknown(
    _ kind: String, _ name: String?, among found: [String?]
  ) -> String? {
    let known = Set(found.compactMap { $0 }).sorted()
    guard let name, !known.isEmpty, !known.contains(name) else { return nil }
    let meant = nearest(to: name, among: known).map { "Did you mean '\($0)'? " } ?? ""
    let more = known.count > most ? " and \(known.count - most) more" : ""
    return "No number of the run has the \(kind) '\(name)'. \(meant)There are: "
      + "\(known.prefix(most).joined(separator: ", "))\(more). Mend the name, run the audit that "
      + "gives this number, or take the rule out of the policy."
  }
}
