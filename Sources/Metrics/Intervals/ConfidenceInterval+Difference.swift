extension ConfidenceInterval {
  /// The interval of a difference of two values that were estimated apart.
  ///
  /// - Parameters:
  ///   - value: what is subtracted from, with its interval.
  ///   - subtrahend: what is subtracted, with its interval.
  /// - Returns: `nil` where a value or an interval is missing or the levels differ. Its unit is
  ///   what was resampled for one of them: it is an exact bound where both are.
  /// - Source: MOVER; Zou & Donner, "Construction of confidence limits about effect measures",
  ///   Statistics in Medicine 27 (2008) 1693.
  public static func difference(
    _ value: Double?, _ interval: ConfidenceInterval?, minus subtrahend: Double?,
    _ other: ConfidenceInterval?
  ) -> ConfidenceInterval? {
    guard let value, let interval, let subtrahend, let other, interval.level == other.level else {
      return nil
    }
    func root(_ first: Double, _ second: Double) -> Double {
      (first * first + second * second).squareRoot()
    }
    let difference = value - subtrahend
    return ConfidenceInterval(
      lower: difference - root(value - interval.lower, other.upper - subtrahend),
      upper: difference + root(interval.upper - value, subtrahend - other.lower),
      level: interval.level, unit: interval.unit == .exact ? other.unit : interval.unit)
  }
}
