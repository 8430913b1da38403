/// P values corrected for how many questions were asked.
public enum AdjustedPValues {
  /// Holm's step-down correction: the chance of any false finding among all is held. In the order
  /// given, each in `0...1`.
  ///
  /// - Source: Holm, Scandinavian Journal of Statistics 6, 1979.
  public static func holm(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var adjusted = values
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      largest = max(largest, Double(values.count - rank) * values[index])
      adjusted[index] = min(1, largest)
    }
    return adjusted
  }

  /// Which of several tests are worth asking together: those that can be a finding at `alpha` after
  /// Holm's correction over them. The others could never be one, and would only make the rest
  /// harder to find.
  ///
  /// - Parameter smallest: the smallest p that each test's data can give, which says nothing of its
  ///   outcome.
  /// - Source: Tarone, Biometrics 46, 1990.
  public static func testable(_ smallest: [Double], alpha: Double) -> [Bool] {
    func areInReach(_ count: Int) -> [Bool] { smallest.map { $0 * Double(count) <= alpha } }
    let counts = 1...max(1, smallest.count)
    let count = counts.first { count in areInReach(count).count { $0 } <= count }
    return areInReach(count ?? smallest.count)
  }

  /// Benjamini and Hochberg's step-up correction: the share of false ones among the findings is
  /// held, for independent or positively dependent questions. In the order given, each in `0...1`.
  ///
  /// - Source: Benjamini & Hochberg, Journal of the Royal Statistical Society B 57, 1995.
  public static func benjaminiHochberg(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var adjusted = values
    var least = 1.0
    for (rank, index) in order.enumerated().reversed() {
      least = min(least, Double(values.count) / Double(rank + 1) * values[index])
      adjusted[index] = least
    }
    return adjusted
  }
}
