import Metrics

extension StatedAnswer {
  /// The fewest digits behind the point of which rounding may explain a sum that is off 1: one is
  /// none to know a distribution by.
  private static let fewestDigits = 2

  /// How far a sum may be off 1 by the arithmetic of Float32 alone, which nobody has to be told of.
  private static let arithmeticNoise = 1e-6

  /// Whether rounding to the digits that are printed is what put a sum off 1, so that it is divided
  /// by: off by more than arithmetic explains, and by no more than half a unit of the last digit
  /// for each of the numbers.
  ///
  /// - Parameter texts: the numbers as they are printed.
  static func isPutOff(sum: Double, byRoundingOf texts: [String]) -> Bool {
    let digits = texts.map(Self.digits).max() ?? 0
    guard digits >= fewestDigits else { return false }
    // A hair for the rounding of the sum itself.
    let most = Double(texts.count) * lastUnit(ofDigits: digits) / 2 + 1e-9
    return abs(sum - 1) > arithmeticNoise && abs(sum - 1) <= most
  }

  /// Whether probabilities that are taken were divided by their sum, which rounding had put off 1.
  static func isRounded(_ field: (String) -> String?) -> Bool {
    let texts = probabilityNames.compactMap(field)
    let values = texts.compactMap(Double.init)
    return values.count == probabilityNames.count
      && isPutOff(sum: values.reduce(0, +), byRoundingOf: texts)
  }

  /// A unit of the last of some digits behind the point, of two `0.01`.
  static func lastUnit(ofDigits digits: Int) -> Double {
    (0..<digits).reduce(1.0) { unit, _ in unit / 10 }
  }

  /// The largest exponent that is told apart: no number has digits so far from the point.
  private static let mostExponent = 400

  /// The digits behind the point, of `1e-05` five.
  static func digits(_ text: String) -> Int {
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    let fraction =
      (parts.first ?? "").split(
        separator: ".", maxSplits: 1, omittingEmptySubsequences: false
      ).dropFirst().first ?? ""
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let told = min(mostExponent, max(-mostExponent, exponent))
    return max(0, fraction.filter(\.isNumber).count - told)
  }
}
