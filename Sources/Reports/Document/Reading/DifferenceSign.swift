/// On which side of 0 a difference lies, its whole interval included.
enum DifferenceSign {
  case positive, undecided, negative

  /// Undecided, too, without a value or an interval.
  init(_ difference: Measure) {
    guard difference.value != nil, let interval = difference.interval else {
      self = .undecided
      return
    }
    self = interval.lower > 0 ? .positive : interval.upper < 0 ? .negative : .undecided
  }
}
