import Corpora

/// Predictions as class indices and one flat matrix, checked once: what every metric reads.
public struct PredictionTable: Sendable {
  /// The number of classes `K`.
  public let classCount: Int
  /// True class indices, shape `[N]`.
  public let truth: [Int]
  /// Predicted class indices, shape `[N]`.
  public let predicted: [Int]
  /// Probabilities, row-major `[N, K]`; `nil` where any prediction is a bare label.
  public let probabilities: [Double]?
  /// The rows of which it is not known how likely the truth was thought (`Prediction.hidesTruth`).
  package let hiddenTruths: Set<Int>

  /// How far from 1 a row of probabilities may sum: room for Float32 and for four printed digits.
  public static let sumTolerance = 1e-3

  /// Whether a row of probabilities sums to 1 as nearly as it must; a hair more, as the sum is
  /// rounded itself and 0.999 would be further off 1 than a thousandth.
  package static func isWhole(sum: Double) -> Bool { abs(sum - 1) <= sumTolerance + 1e-9 }

  /// The number of predictions `N`.
  public var count: Int { truth.count }

  /// Reads predictions over the seven emotions.
  ///
  /// - Throws: `MetricError.badProbabilities` for a row that is no distribution.
  public init(_ predictions: [Prediction]) throws(MetricError) {
    classCount = Emotion.allCases.count
    truth = predictions.map(\.truth.index)
    predicted = predictions.map(\.predicted.index)
    hiddenTruths = Set(predictions.indices.filter { predictions[$0].hidesTruth })
    guard predictions.allSatisfy({ $0.probabilities != nil }) else {
      probabilities = nil
      for prediction in predictions { try Self.check(prediction) }
      return
    }
    var flat: [Double] = []
    flat.reserveCapacity(predictions.count * classCount)
    for prediction in predictions {
      try Self.check(prediction)
      flat += prediction.probabilities ?? []
    }
    probabilities = flat
  }

  /// Takes class indices and, where known, probabilities.
  ///
  /// - Parameters:
  ///   - truth: true class indices, shape `[N]`.
  ///   - predicted: predicted class indices, shape `[N]`.
  ///   - probabilities: row-major `[N, K]`, or `nil`.
  ///   - classCount: `K`, at least 1.
  /// - Throws: `MetricError` where there is no class, lengths differ, an index is out of range or a
  ///   row is no distribution.
  public init(
    truth: [Int], predicted: [Int], probabilities: [Double]? = nil, classCount: Int
  ) throws(MetricError) {
    guard classCount > 0 else { throw .tooFew(of: "classes", found: classCount) }
    guard truth.count == predicted.count else {
      throw .differentCounts(truth: truth.count, other: predicted.count)
    }
    for index in truth + predicted where index < 0 || index >= classCount {
      throw .classOutOfRange(index: index, classCount: classCount)
    }
    if let probabilities {
      guard probabilities.count == truth.count * classCount else {
        throw .differentCounts(truth: truth.count, other: probabilities.count / classCount)
      }
      for row in truth.indices {
        let values = probabilities[row * classCount..<(row + 1) * classCount]
        if let problem = Self.problem(values, classCount: classCount) {
          throw .badProbabilities(utterance: "row \(row)", problem: problem)
        }
      }
    }
    self.truth = truth
    self.predicted = predicted
    self.probabilities = probabilities
    self.classCount = classCount
    hiddenTruths = []
  }

  /// Takes columns that were checked before.
  init(
    classCount: Int, truth: [Int], predicted: [Int], probabilities: [Double]?,
    hiddenTruths: Set<Int>
  ) {
    self.classCount = classCount
    self.truth = truth
    self.predicted = predicted
    self.probabilities = probabilities
    self.hiddenTruths = hiddenTruths
  }

  /// Probabilities, or the error that only labels are known.
  package func requireProbabilities() throws(MetricError) -> [Double] {
    guard let probabilities else { throw .missingProbabilities(utterance: "a prediction") }
    guard count > 0 else { throw .noPredictions }
    return probabilities
  }

  private static func check(_ prediction: Prediction) throws(MetricError) {
    guard let values = prediction.probabilities else { return }
    if let problem = problem(values[...], classCount: Emotion.allCases.count) {
      throw .badProbabilities(utterance: prediction.utterance, problem: problem)
    }
  }

  private static func problem(
    _ values: ArraySlice<Double>, classCount: Int
  ) -> MetricError.ProbabilityProblem? {
    guard values.count == classCount else {
      return .count(found: values.count, expected: classCount)
    }
    var sum = 0.0
    for value in values {
      guard value >= 0, value <= 1 + sumTolerance else { return .outOfRange(value) }
      sum += value
    }
    return isWhole(sum: sum) ? nil : .sum(sum)
  }
}
