import Corpora

/// How often each true class (rows) was predicted as each class (columns).
public struct ConfusionMatrix: Codable, Sendable, Hashable {
  /// The number of classes `K`.
  public let classCount: Int
  /// Counts, row-major `[K, K]`: rows truth, columns predicted.
  public let counts: [Int]

  /// Counts the predictions of a table.
  public init(_ table: PredictionTable) {
    classCount = table.classCount
    var counts = Array(repeating: 0, count: classCount * classCount)
    for (truth, predicted) in zip(table.truth, table.predicted) {
      counts[truth * classCount + predicted] += 1
    }
    self.counts = counts
  }

  /// Counts predictions over the seven emotions; their probabilities are not looked at.
  public init(_ predictions: [Prediction]) {
    let size = Emotion.allCases.count
    var counts = Array(repeating: 0, count: size * size)
    for prediction in predictions {
      counts[prediction.truth.index * size + prediction.predicted.index] += 1
    }
    classCount = size
    self.counts = counts
  }

  /// Takes counts, row-major `[K, K]`.
  package init(classCount: Int, counts: [Int]) {
    self.classCount = classCount
    self.counts = counts
  }

  /// The counts of several matrices together; `nil` without any.
  package static func sum(_ matrices: some Sequence<ConfusionMatrix>) -> ConfusionMatrix? {
    var total: ConfusionMatrix?
    for matrix in matrices {
      total = ConfusionMatrix(
        classCount: matrix.classCount,
        counts: total.map { zip($0.counts, matrix.counts).map(+) } ?? matrix.counts)
    }
    return total
  }

  /// The number of predictions.
  public var total: Int { counts.reduce(0, +) }

  /// The number of predictions that are right.
  public var correct: Int { (0..<classCount).reduce(0) { $0 + self[$1, $1] } }

  /// The number of utterances of a true class that were predicted as a class.
  ///
  /// - Precondition: both are in `0..<classCount`; so are the classes of all metrics of a matrix.
  public subscript(truth: Int, predicted: Int) -> Int {
    guard 0..<classCount ~= truth, 0..<classCount ~= predicted else {
      fatalError("classes \(truth) and \(predicted); expected 0 to \(classCount - 1)")
    }
    return counts[truth * classCount + predicted]
  }

  /// The number of utterances of a true class.
  public func support(of label: Int) -> Int {
    (0..<classCount).reduce(0) { $0 + self[label, $1] }
  }

  /// The number of utterances that were predicted as a class.
  public func predictedCount(of label: Int) -> Int {
    (0..<classCount).reduce(0) { $0 + self[$1, label] }
  }

  /// The share of each true class that was predicted as each class, shape `[K][K]`; a row without
  /// support is `nil`, not zeros.
  public var rates: [[Double]?] {
    (0..<classCount).map { truth in
      let support = support(of: truth)
      guard support > 0 else { return nil }
      return (0..<classCount).map { Double(self[truth, $0]) / Double(support) }
    }
  }
}
