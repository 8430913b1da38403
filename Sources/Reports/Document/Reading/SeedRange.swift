/// From the least to the greatest of what single trainings reached.
struct SeedRange {
  let least: Double
  let greatest: Double

  /// `nil` where nothing was reached.
  init?(_ values: [Double]) {
    guard let least = values.min(), let greatest = values.max() else { return nil }
    self.least = least
    self.greatest = greatest
  }

  /// How far they lie apart.
  var width: Double { greatest - least }

  /// Whether two decimals show one number.
  var isOne: Bool { NumberText.decimal(least) == NumberText.decimal(greatest) }

  /// `.47 to .63`, or the one number.
  var text: String { NumberText.range([least, greatest]) }

  /// What single trainings reached: `.47 to .63 in 3 trainings`; `nil` where there is one.
  static func trainings(_ values: [Double]) -> String? {
    guard values.count > 1, let range = SeedRange(values) else { return nil }
    return range.text + (range.isOne ? " in each of" : " in") + " \(values.count) trainings"
  }
}
