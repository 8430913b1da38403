import Foundation

/// Metrics that read the probabilities. All throw `MetricError.missingProbabilities` where only
/// labels are known and `MetricError.noPredictions` for an empty table.
extension PredictionTable {
  /// The least probability that a logarithm is taken of (the machine epsilon of Double, as
  /// scikit-learn's `log_loss`), so that one certain mistake does not make a mean infinite.
  public static let leastProbability = 2.220446049250313e-16

  /// The probability of the predicted class of each row, shape `[N]`.
  public func confidences() throws(MetricError) -> [Double] {
    let values = try requireProbabilities()
    return predicted.indices.map { min(1, values[$0 * classCount + predicted[$0]]) }
  }

  /// The share of rows whose true class is among the `k` likeliest, `0...1`. Of equal
  /// probabilities the first class comes first.
  public func topAccuracy(_ k: Int) throws(MetricError) -> Double {
    let values = try requireProbabilities()
    var hits = 0
    for row in truth.indices where Self.rank(values, row, truth[row], classCount) < k { hits += 1 }
    return Double(hits) / Double(count)
  }

  /// The mean negative natural logarithm of the true class's probability, at least 0; NaN where a
  /// rounded answer hides one.
  public func negativeLogLikelihood() throws(MetricError) -> Double {
    let values = try requireProbabilities()
    var sum = 0.0
    for row in truth.indices { sum += surprise(values, row) }
    return sum / Double(count)
  }

  /// The mean squared distance between the probabilities and the one-hot truth, `0...2`.
  ///
  /// - Source: Brier, Monthly Weather Review 78, 1950 (the original sum over classes).
  public func brierScore() throws(MetricError) -> Double {
    let values = try requireProbabilities()
    var sum = 0.0
    for row in truth.indices { sum += Self.squaredDistance(values, row, truth[row], classCount) }
    return sum / Double(count)
  }

  /// How many classes of a row stand before a class: those likelier, and those as likely and
  /// earlier.
  package static func rank(_ values: [Double], _ row: Int, _ label: Int, _ classCount: Int) -> Int {
    let start = row * classCount
    let own = values[start + label]
    var rank = 0
    for other in 0..<classCount {
      let value = values[start + other]
      if value > own || (value == own && other < label) { rank += 1 }
    }
    return rank
  }

  /// The negative logarithm of the probability of a row's true class; NaN where it is hidden.
  func surprise(_ values: [Double], _ row: Int) -> Double {
    guard !hiddenTruths.contains(row) else { return .nan }
    return -log(min(1, max(values[row * classCount + truth[row]], Self.leastProbability)))
  }

  static func squaredDistance(
    _ values: [Double], _ row: Int, _ label: Int, _ classCount: Int
  ) -> Double {
    var sum = 0.0
    for other in 0..<classCount {
      let distance = values[row * classCount + other] - (other == label ? 1 : 0)
      sum += distance * distance
    }
    return sum
  }
}
