import Corpora
import Foundation

/// Multinomial logistic regression with an L2 penalty on the weights and none on the intercepts.
///
/// Minimises `sum of losses + |W|² / (2 C)`, scikit-learn's objective, by L-BFGS from zero: the
/// same numbers on every run. A class that training never saw has probability 0.
public struct LogisticRegression: Sendable {
  /// The features' weights by class, then the intercepts, shape `[D + 1]`, a lane a class.
  private let weights: [Lanes]
  private let seen: SIMDMask<Lanes.MaskStorage>

  typealias Lanes = SIMD8<Double>

  /// Fits rows of `D` standardised features.
  ///
  /// - Parameters:
  ///   - rows: shape `[N][D]`.
  ///   - labels: the emotion of each row.
  ///   - c: the inverse of the penalty's strength.
  public init(_ rows: [[Double]], labels: [Emotion], c: Double = 1) {
    let width = rows.first?.count ?? 0
    var seen = SIMDMask<Lanes.MaskStorage>(repeating: false)
    for label in labels { seen[label.index] = true }
    let data = TrainingRows(
      values: rows.flatMap { $0 + [1] }, width: width + 1, labels: labels.map(\.index),
      seen: seen, penalty: 1 / c)
    let minimiser = LimitedMemoryBFGS(
      gradientTolerance: 1e-6 * Double(max(1, rows.count)), iterationLimit: 1_000)
    weights = minimiser.minimise(from: [Lanes](repeating: .zero, count: width + 1)) {
      data.lossAndGradient(at: $0)
    }
    self.seen = seen
  }

  /// Probabilities of one row, in the order of `Emotion.allCases`.
  public func probabilities(of row: [Double]) -> [Double] {
    var logits = weights[row.count]
    for (value, weight) in zip(row, weights) { logits += value * weight }
    let shares = softmax(logits, seen: seen).shares
    return Emotion.allCases.map { shares[$0.index] }
  }

  /// The weight of a feature for an emotion; feature `D` is the intercept.
  public func weight(of feature: Int, for emotion: Emotion) -> Double {
    weights[feature][emotion.index]
  }
}

/// The training part with its objective.
private struct TrainingRows: Sendable {
  /// Shape `[N, D + 1]`, the last column 1.
  let values: [Double]
  let width: Int
  let labels: [Int]
  let seen: SIMDMask<LogisticRegression.Lanes.MaskStorage>
  let penalty: Double

  func lossAndGradient(
    at weights: [LogisticRegression.Lanes]
  ) -> (loss: Double, gradient: [LogisticRegression.Lanes]) {
    var gradient = [LogisticRegression.Lanes](repeating: .zero, count: width)
    var loss = 0.0
    values.withUnsafeBufferPointer { values in
      weights.withUnsafeBufferPointer { weights in
        gradient.withUnsafeMutableBufferPointer { gradient in
          for (row, label) in labels.enumerated() {
            let start = row * width
            var logits = LogisticRegression.Lanes.zero
            for column in 0..<width { logits += values[start + column] * weights[column] }
            var (shares, logSum) = softmax(logits, seen: seen)
            loss += logSum - logits[label]
            shares[label] -= 1
            for column in 0..<width { gradient[column] += values[start + column] * shares }
          }
        }
      }
    }
    for column in 0..<width - 1 {
      loss += penalty / 2 * (weights[column] * weights[column]).sum()
      gradient[column] += penalty * weights[column]
    }
    return (loss, gradient)
  }
}

/// Probabilities over the classes that were seen, and the logarithm of their normaliser.
private func softmax(
  _ logits: LogisticRegression.Lanes, seen: SIMDMask<LogisticRegression.Lanes.MaskStorage>
) -> (shares: LogisticRegression.Lanes, logSum: Double) {
  var highest = -Double.infinity
  for lane in 0..<8 where seen[lane] { highest = max(highest, logits[lane]) }
  var shares = LogisticRegression.Lanes.zero
  for lane in 0..<8 where seen[lane] { shares[lane] = exp(logits[lane] - highest) }
  let sum = shares.sum()
  return (shares / sum, highest + log(sum))
}
