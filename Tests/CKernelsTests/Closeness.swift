import Testing

/// The greatest difference between `found` and `expected` beyond `relative` times the greatest
/// magnitude of `expected`: 0 or less where they agree.
func excess(_ found: [Float], over expected: [Float], relative: Float) -> Float {
  guard found.count == expected.count else { return .infinity }
  var worst: Float = 0
  var magnitude: Float = 0
  for (a, b) in zip(found, expected) {
    if a.isNaN || b.isNaN { return .infinity }
    worst = max(worst, abs(a - b))
    magnitude = max(magnitude, abs(b))
  }
  return worst - relative * magnitude
}

/// Expects all of `found` within `absolute + relative * max|expected|` of `expected`.
func expectClose(
  _ found: [Float], _ expected: [Float], relative: Float, absolute: Float = 1e-7,
  _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
) {
  let beyond = excess(found, over: expected, relative: relative)
  #expect(beyond <= absolute, comment, sourceLocation: sourceLocation)
}

/// The same for double sums.
func expectClose(
  _ found: [Double], _ expected: [Double], relative: Double, _ comment: Comment,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let magnitude = expected.map(abs).max() ?? 0
  let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? 0
  #expect(worst <= 1e-7 + relative * magnitude, comment, sourceLocation: sourceLocation)
}
