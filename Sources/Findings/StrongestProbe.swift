/// Which of several probes is the strongest on a test set: one rule for findings and for pages.
package enum StrongestProbe {
  /// How far apart two strengths may lie that are the same number computed in two ways.
  private static let rounding = 1e-9

  /// The probe of greatest strength. Of equally strong ones that whose difference to the model has
  /// the least lower end, so that the answer is the cautious one, and of these the first.
  ///
  /// - Parameters:
  ///   - strength: how strong a probe is; one without a value counts as stronger than any.
  ///   - lowerEnd: the lower end of the interval of the model minus the probe; without one, the
  ///     probe counts as having the least.
  package static func of<Row>(
    _ rows: [Row], strength: (Row) -> Double?, lowerEnd: (Row) -> Double?
  ) -> Row? {
    let strengths = rows.map { strength($0) ?? .infinity }
    guard let most = strengths.max() else { return nil }
    let strongest = zip(rows, strengths).filter { $0.1 >= most - rounding }.map(\.0)
    return strongest.min {
      (lowerEnd($0) ?? -.infinity) < (lowerEnd($1) ?? -.infinity)
    }
  }
}
