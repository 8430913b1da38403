/// Where a drawing of several test sets shows what guessing scores: test sets may have other
/// numbers of emotions.
enum ChanceLine: Equatable {
  /// One line for all, the same wherever it is known.
  case common(Double)
  /// Test sets differ, and each has its own.
  case differing([Double])

  /// `nil` where chance is nowhere known.
  init?(_ chances: some Sequence<Double?>) {
    let known = Set(chances.compactMap(\.self)).sorted()
    guard let first = known.first else { return nil }
    self = known.count == 1 ? .common(first) : .differing(known)
  }

  /// The one line for all, if there is one.
  var common: Double? {
    if case .common(let chance) = self { chance } else { nil }
  }

  /// What a drawing shows, as a sentence.
  var sentence: String {
    switch self {
    case .common(let chance): "The dashed line is chance, \(NumberText.decimal(chance))."
    case .differing(let chances):
      "A dashed line in each row is its chance, "
        + "\(NumberText.decimal(chances.first)) to \(NumberText.decimal(chances.last))."
    }
  }
}
