/// What intervals are over, in words: each is about other ones of these, and of nothing else.
enum IntervalUnits {
  /// `words` or `speakers or utterances`; `nil` where there are no intervals. An exact bound stands
  /// for what would have been resampled, and says nothing of its own.
  static func text(_ measures: [Measure]) -> String? {
    let units = Set(measures.compactMap { $0.interval?.unit }).subtracting([.exact])
    return units.isEmpty
      ? nil : units.map { $0.rawValue + "s" }.sorted().joined(separator: " or ")
  }
}
