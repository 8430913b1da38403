import Metrics

/// Why answers about gaps are undetermined: each reason once, with how many it is of and by which
/// attributes.
enum GapReasons {
  private struct Key: Hashable {
    let reason: String
    let advice: String?
  }

  /// A sentence a reason, that of most gaps first.
  static func sentences(_ gaps: [FairnessSummary.Gap]) -> [String] {
    let open = gaps.filter { $0.status == .undetermined && $0.reason != nil }
    let groups = open.grouped { Key(reason: $0.reason ?? "", advice: $0.advice) }
    let asked = gaps.count { $0.status != nil }
    return groups.enumerated().sorted {
      ($1.element.elements.count, $0.offset) < ($0.element.elements.count, $1.offset)
    }.map { _, group in
      let next = group.key.advice.map { " Next: \($0)" } ?? ""
      let names = group.elements.grouped(by: \.attribute).map(\.0).joined(separator: ", ")
      return "Undetermined, \(NumberText.count(group.elements.count)) of "
        + "\(NumberText.count(asked, of: "gap")) (\(names)): \(group.key.reason).\(next)"
    }
  }
}
