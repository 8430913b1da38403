import Foundation
import Metrics

/// A factor and an offset for each class's logit, so that confidence meets accuracy on dev data; it
/// may change decisions.
///
/// - Source: Guo, Pleiss, Sun & Weinberger, ICML 2017 (there without a penalty).
public struct VectorScaling: CalibrationMap, Codable, Sendable, Hashable {
  /// What each class's logit is multiplied by, shape `[K]`.
  public let factors: [Double]
  /// What is added to each class's logit then, shape `[K]`.
  public let offsets: [Double]
  /// The mean negative log likelihood of the dev data as the model gave them.
  public let before: Double
  /// The same with these factors and offsets.
  public let after: Double

  /// Half of this times the squared distance from "leave it as it is" is added to what is
  /// minimised: dev data of which every answer is right would drive the factors to infinity, and a
  /// constant added to all offsets changes nothing.
  public static let penalty = 1e-3

  /// Fits factors and offsets that minimise the negative log likelihood of dev predictions with the
  /// penalty. The sum is convex, so there is one minimum; Newton's steps are halved until they
  /// descend.
  ///
  /// - Throws: `MetricError` where there are no probabilities or no rows.
  public init(fitting predictions: [Prediction]) throws(MetricError) {
    let fit = try VectorFit(predictions)
    var point = fit.start
    for _ in 0..<100 {
      let (value, gradient, curvature) = fit.derivatives(at: point)
      guard let step = solveSymmetric(curvature, gradient) else { break }
      let promise = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      guard promise > 1e-18 else { break }
      var share = 1.0
      var next = zip(point, step).map { $0 - share * $1 }
      while fit.value(at: next) > value - 1e-4 * share * promise, share > 1e-10 {
        share /= 2
        next = zip(point, step).map { $0 - share * $1 }
      }
      point = next
    }
    factors = Array(point.prefix(fit.classCount))
    offsets = Array(point.suffix(fit.classCount))
    before = fit.likelihood(at: fit.start)
    after = fit.likelihood(at: point)
  }

  /// Calibrated probabilities, shape `[K]`.
  public func apply(to probabilities: [Double]) -> [Double] {
    softmax(logits(of: probabilities).enumerated().map { factors[$0] * $1 + offsets[$0] })
  }
}

/// The penalised likelihood of dev data as a function of factors and offsets, shape `[2 K]`.
private struct VectorFit {
  let logits: [Double]
  let truth: [Int]
  let classCount: Int

  init(_ predictions: [Prediction]) throws(MetricError) {
    let table = try PredictionTable(predictions)
    logits = Calibration.logits(of: try table.requireProbabilities())
    truth = table.truth
    classCount = table.classCount
  }

  /// Leaves everything as it is.
  var start: [Double] {
    Array(repeating: 1, count: classCount) + Array(repeating: 0, count: classCount)
  }

  func value(at point: [Double]) -> Double {
    let distance = zip(point, start).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return likelihood(at: point) + VectorScaling.penalty / 2 * distance
  }

  func likelihood(at point: [Double]) -> Double {
    let sum = truth.indices.reduce(0) { $0 - log(max(shares(of: $1, point)[truth[$1]], 1e-300)) }
    return sum / Double(truth.count)
  }

  /// The probabilities of a row, shape `[K]`.
  private func shares(of row: Int, _ point: [Double]) -> [Double] {
    let scaled = (0..<classCount).map {
      point[$0] * logits[row * classCount + $0] + point[classCount + $0]
    }
    return softmax(scaled)
  }

  /// The value with its gradient `[2 K]` and its second derivatives `[2 K][2 K]`.
  func derivatives(at point: [Double]) -> (Double, [Double], [[Double]]) {
    let size = 2 * classCount
    let n = Double(truth.count)
    var gradient = zip(point, start).map { VectorScaling.penalty * ($0 - $1) }
    var curvature = (0..<size).map { row in
      (0..<size).map { $0 == row ? VectorScaling.penalty : 0 }
    }
    for row in truth.indices {
      let shares = shares(of: row, point)
      let inputs = (0..<size).map { $0 < classCount ? logits[row * classCount + $0] : 1 }
      for first in 0..<size {
        let label = first % classCount
        let error = shares[label] - (label == truth[row] ? 1 : 0)
        gradient[first] += error * inputs[first] / n
        for second in 0...first {
          let other = second % classCount
          let spread = shares[label] * ((label == other ? 1 : 0) - shares[other])
          curvature[first][second] += spread * inputs[first] * inputs[second] / n
        }
      }
    }
    for first in 0..<size {
      for second in 0..<first { curvature[second][first] = curvature[first][second] }
    }
    return (value(at: point), gradient, curvature)
  }
}

/// The solution of a symmetric positive definite system by Cholesky's factors; `nil` where it is
/// not positive definite.
private func solveSymmetric(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
  let size = right.count
  var factor = matrix
  for column in 0..<size {
    for row in column..<size {
      var sum = matrix[row][column]
      for inner in 0..<column { sum -= factor[row][inner] * factor[column][inner] }
      if row == column {
        guard sum > 0 else { return nil }
        factor[row][column] = sum.squareRoot()
      } else {
        factor[row][column] = sum / factor[column][column]
      }
    }
  }
  var solution = right
  for row in 0..<size {
    for inner in 0..<row { solution[row] -= factor[row][inner] * solution[inner] }
    solution[row] /= factor[row][row]
  }
  for row in (0..<size).reversed() {
    for inner in row + 1..<max(size, row + 1) {
      solution[row] -= factor[inner][row] * solution[inner]
    }
    solution[row] /= factor[row][row]
  }
  return solution
}
