import Metrics

/// A rising step function from each class's probability to how often the class was true on dev
/// data, one function a class; the results are normalised to a sum of 1.
///
/// It may change decisions. Between the points it was fitted to it is linear, beyond them constant.
///
/// - Source: Zadrozny & Elkan, KDD 2002 (one against the rest, normalised); the fit is the
///   pool-adjacent-violators algorithm of Ayer et al., Annals of Mathematical Statistics 26, 1955.
public struct IsotonicScaling: CalibrationMap, Codable, Sendable, Hashable {
  /// The rising function of one class, as points that are joined by lines.
  public struct Curve: Codable, Sendable, Hashable {
    /// Probabilities in rising order.
    public let inputs: [Double]
    /// Calibrated probabilities, rising, one for each input.
    public let outputs: [Double]

    /// The calibrated probability of a probability.
    public func value(at input: Double) -> Double {
      guard let first = inputs.first, let last = inputs.last else { return input }
      if input <= first { return outputs[0] }
      if input >= last { return outputs[outputs.count - 1] }
      var (low, high) = (0, inputs.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if inputs[middle] <= input { low = middle } else { high = middle }
      }
      let share = (input - inputs[low]) / (inputs[high] - inputs[low])
      return outputs[low] + share * (outputs[high] - outputs[low])
    }
  }

  /// One curve a class, shape `[K]`.
  public let curves: [Curve]

  /// Fits a curve for each class to dev predictions.
  ///
  /// - Throws: `MetricError` where there are no probabilities or no rows.
  public init(fitting predictions: [Prediction]) throws(MetricError) {
    let table = try PredictionTable(predictions)
    let values = try table.requireProbabilities()
    curves = (0..<table.classCount).map { label in
      Self.curve(
        scores: table.truth.indices.map { values[$0 * table.classCount + label] },
        hits: table.truth.map { $0 == label ? 1 : 0 })
    }
  }

  /// Calibrated probabilities, shape `[K]`; as they were where every class comes out as 0.
  public func apply(to probabilities: [Double]) -> [Double] {
    let raw = zip(curves, probabilities).map { $0.value(at: $1) }
    let sum = raw.reduce(0, +)
    return sum > 0 ? raw.map { $0 / sum } : probabilities
  }

  /// The least-squares rising function of hits on scores; equal scores share one value.
  static func curve(scores: [Double], hits: [Double]) -> Curve {
    var pooled: [(first: Double, last: Double, sum: Double, weight: Double)] = []
    let rows = Dictionary(grouping: scores.indices) { scores[$0] }
    for (score, own) in rows.sorted(by: { $0.key < $1.key }) {
      var block = (
        first: score, last: score, sum: own.reduce(0) { $0 + hits[$1] }, weight: Double(own.count)
      )
      while let left = pooled.last, left.sum / left.weight >= block.sum / block.weight {
        pooled.removeLast()
        block = (left.first, block.last, left.sum + block.sum, left.weight + block.weight)
      }
      pooled.append(block)
    }
    var (inputs, outputs): ([Double], [Double]) = ([], [])
    for block in pooled {
      for input in block.first == block.last ? [block.first] : [block.first, block.last] {
        inputs.append(input)
        outputs.append(block.sum / block.weight)
      }
    }
    return Curve(inputs: inputs, outputs: outputs)
  }
}
