/// Whether two numbers agree within `absolute + relative * |expected|`.
public func agrees(
  _ found: Double?, _ expected: Double, absolute: Double = 1e-12, relative: Double = 1e-9
) -> Bool {
  guard let found else { return false }
  return abs(found - expected) <= absolute + relative * abs(expected)
}
