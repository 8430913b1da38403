import Metrics

extension StatedAnswer {
  /// Digits behind the point of which rounding may explain a sum that is off 1 by more than the
  /// usual tolerance; one digit is none to know a distribution by, and four stay within it.
  private static let explainedDigits = 2...3

  /// How far rounding to the digits that are printed can put a sum off 1: half a unit of the last
  /// digit for each of the numbers; 0 where it explains nothing.
  ///
  /// - Parameter texts: the numbers as they are printed.
  static func rounding(of texts: [String]) -> Double {
    let digits = texts.map(Self.digits).max() ?? 0
    guard explainedDigits.contains(digits) else { return 0 }
    let unit = (0..<digits).reduce(1.0) { unit, _ in unit / 10 }
    // A hair for the rounding of the sum itself.
    return Double(texts.count) * unit / 2 + 1e-9
  }

  /// Whether probabilities were divided by their sum, which rounding had put off 1.
  static func isRounded(_ field: (String) -> String?) -> Bool {
    let values = probabilityNames.compactMap { field($0).flatMap(Double.init) }
    return values.count == probabilityNames.count
      && abs(values.reduce(0, +) - 1) > PredictionTable.sumTolerance
  }

  /// The digits behind the point, of `1e-05` five.
  private static func digits(_ text: String) -> Int {
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    let fraction =
      (parts.first ?? "").split(
        separator: ".", maxSplits: 1, omittingEmptySubsequences: false
      ).dropFirst().first ?? ""
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return max(0, fraction.filter(\.isNumber).count - exponent)
  }
}
