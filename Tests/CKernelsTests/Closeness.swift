import Testing

/// The greatest difference between `found` and `expected` beyond `relative` times the greatest
/// magnitude of `expected`: 0 or less where they agree, infinite where their counts differ or a
/// number is none.
func excess<Number: BinaryFloatingPoint>(
  _ found: [Number], over expected: [Number], relative: Number
) -> Number {
  guard found.count == expected.count else { return .infinity }
  var worst: Number = 0
  var magnitude: Number = 0
  for (a, b) in zip(found, expected) {
    if !(a - b).isFinite { return .infinity }
    worst = max(worst, abs(a - b))
    magnitude = max(magnitude, abs(b))
  }
  return worst - relative * magnitude
}

/// Expects all of `found` within `absolute + relative * max|expected|` of `expected`.
func expectClose<Number: BinaryFloatingPoint>(
  _ found: [Number], _ expected: [Number], relative: Number, absolute: Number = 1e-7,
  _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
) {
  let beyond = excess(found, over: expected, relative: relative)
  #expect(beyond <= absolute, comment, sourceLocation: sourceLocation)
}
