import Foundation
import Metrics

/// One number that every logit is divided by, so that confidence meets accuracy on dev data. It
/// changes no decision.
///
/// - Source: Guo, Pleiss, Sun & Weinberger, ICML 2017.
public struct Temperature: CalibrationMap, Codable, Sendable, Hashable {
  /// The temperature, in `Temperature.range`; above 1 where the model was over-confident.
  public let value: Double
  /// The mean negative log likelihood of the dev data as the model gave them.
  public let before: Double
  /// The same at this temperature.
  public let after: Double

  /// Where a temperature is sought.
  public static let range = 0.05...20.0

  /// Whether a temperature lies inside the range, not at an end of it, which a fit runs into where
  /// every dev answer is right.
  public static func isInside(_ value: Double) -> Bool {
    value > range.lowerBound && value < range.upperBound
  }

  /// A temperature that is known already.
  ///
  /// - Returns: `nil` outside `Temperature.range`.
  public init?(value: Double, before: Double, after: Double) {
    guard Self.range.contains(value) else { return nil }
    self.value = value
    self.before = before
    self.after = after
  }

  /// Fits the temperature that minimises the negative log likelihood of dev predictions, to about
  /// 1e-10. The likelihood is convex in the inverse temperature, so there is one minimum.
  ///
  /// - Throws: `MetricError` where there are no probabilities or no rows.
  public init(fitting predictions: [Prediction]) throws(MetricError) {
    let fit = try LogitTable(predictions)
    var lower = 1 / Self.range.upperBound
    var upper = 1 / Self.range.lowerBound
    var inverse = 1.0
    if fit.slope(at: lower).first >= 0 {
      inverse = lower
    } else if fit.slope(at: upper).first <= 0 {
      inverse = upper
    } else {
      for _ in 0..<100 where upper - lower > 1e-12 * upper {
        let (first, second) = fit.slope(at: inverse)
        if first > 0 { upper = inverse } else { lower = inverse }
        let newton = second > 0 ? inverse - first / second : lower
        let isInside = newton > lower && newton < upper
        let next = isInside ? newton : (lower + upper) / 2
        if abs(next - inverse) < 1e-13 * inverse { break }
        inverse = next
      }
    }
    value = min(max(1 / inverse, Self.range.lowerBound), Self.range.upperBound)
    before = fit.negativeLogLikelihood(at: 1)
    after = fit.negativeLogLikelihood(at: inverse)
  }

  /// Probabilities at this temperature, shape `[K]`.
  public func apply(to probabilities: [Double]) -> [Double] {
    softmax(logits(of: probabilities).map { $0 / value })
  }
}

/// Logarithms of probabilities, and the likelihood of the truth when they are scaled.
private struct LogitTable {
  let logits: [Double]
  let truth: [Int]
  let classCount: Int

  init(_ predictions: [Prediction]) throws(MetricError) {
    let table = try PredictionTable(predictions)
    logits = Calibration.logits(of: try table.requireProbabilities())
    truth = table.truth
    classCount = table.classCount
  }

  func negativeLogLikelihood(at inverse: Double) -> Double {
    var sum = 0.0
    for row in truth.indices {
      let own = logits[row * classCount..<(row + 1) * classCount]
      let top = (own.max() ?? 0) * inverse
      let partition = own.reduce(0) { $0 + exp($1 * inverse - top) }
      sum += log(partition) + top - inverse * own[own.startIndex + truth[row]]
    }
    return sum / Double(truth.count)
  }

  /// The first and second derivative of the likelihood in the inverse temperature.
  func slope(at inverse: Double) -> (first: Double, second: Double) {
    var (first, second) = (0.0, 0.0)
    for row in truth.indices {
      let own = logits[row * classCount..<(row + 1) * classCount]
      let top = (own.max() ?? 0) * inverse
      var (weight, mean, square) = (0.0, 0.0, 0.0)
      for logit in own {
        let share = exp(logit * inverse - top)
        weight += share
        mean += share * logit
        square += share * logit * logit
      }
      mean /= weight
      first += mean - own[own.startIndex + truth[row]]
      second += square / weight - mean * mean
    }
    return (first / Double(truth.count), second / Double(truth.count))
  }
}
