import Corpora

/// What sets of labels are worth on unseen speakers, in a sentence that can be quoted.
enum ConformalReading {
  /// How often sets that promise something held the intended emotion of an unseen speaker, and the
  /// emotion of which they held it least; `nil` where no honest test has a number.
  static func sentence(_ summary: ConformalSummary) -> String? {
    let honest = summary.rows.filter { !$0.origin.isLeaky }
    let covered = honest.filter { $0.emotion == nil }.compactMap(\.unseen.value)
    guard let least = covered.min(), let most = covered.max() else { return nil }
    let (low, high) = (NumberText.decimal(least), NumberText.decimal(most))
    return
      "A set that promises \(NumberText.decimal(summary.nominal)) holds the intended emotion in "
      + (low == high ? low : "\(low) to \(high)") + " of utterances of unseen speakers, by model "
      + "and kind of set" + (worst(honest).map { "; \($0)" } ?? "") + "."
  }

  /// Sets of which the emotions are told apart.
  private static let sets = "aps marginal"

  /// The most test sets that are named.
  private static let most = 4

  /// The emotion with the least coverage anywhere, with its coverage for each model.
  private static func worst(_ honest: [ConformalSummary.Row]) -> String? {
    let rows = honest.filter { $0.sets == sets && $0.emotion != nil && $0.unseen.value != nil }
    let lowest = rows.min { ($0.unseen.value ?? 1) < ($1.unseen.value ?? 1) }
    guard let emotion = lowest?.emotion else { return nil }
    let own = rows.filter { $0.emotion == emotion }
      .sorted { ($0.unseen.value ?? 1) < ($1.unseen.value ?? 1) }
    let parts = own.prefix(most).map {
      "\(NumberText.decimal($0.unseen.value)) (\($0.origin.detail))"
    }
    let more = own.count - parts.count
    return "\(emotion.rawValue) in \(parts.joined(separator: ", "))"
      + (more > 0 ? " and more in \(more) others" : "") + " (APS marginal)"
  }
}
