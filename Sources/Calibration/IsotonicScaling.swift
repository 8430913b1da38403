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
  public init(fitting table: PredictionTable) throws(MetricError) {
    let values = try table.requireProbabilities()
    curves = (0..<table.classCount).map { label in
      Self.curve(
        scores: table.truth.indices.map { values[$0 * table.classCount + label] },
        hits: table.truth.map { $0 == label ? 1 : 0 })
    }
  }

  /// Fits to predictions over the seven emotions.
  public init(fitting predictions: [Prediction]) throws(MetricError) {
    try self.init(fitting: try PredictionTable(predictions))
  }

  /// Calibrated probabilities, shape `[K]`; as they were where every class comes out as 0.
  public func apply(to probabilities: [Double]) -> [Double] {
    let raw = zip(curves, probabilities).map { $0.value(at: $1) }
    let sum = raw.reduce(0, +)
    return sum > 0 ? raw.map { $0 / sum } : probabilities
  }

  /// The least-squares rising function of hits on scores; equal scores share one value.
  static func curve(scores: [Double], hits: [Double]) -> Curve {
    var blocks: [(inputs: [Double], sum: Double, weight: Double)] = []
    var previous: Double?
    for row in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
      if scores[row] == previous {
        blocks[blocks.count - 1].sum += hits[row]
        blocks[blocks.count - 1].weight += 1
      } else {
        blocks.append(([scores[row]], hits[row], 1))
        previous = scores[row]
      }
    }
    var pooled: [(inputs: [Double], sum: Double, weight: Double)] = []
    for block in blocks {
      pooled.append(block)
      while pooled.count > 1 {
        let (left, right) = (pooled[pooled.count - 2], pooled[pooled.count - 1])
        guard left.sum / left.weight >= right.sum / right.weight else { break }
        pooled.removeLast(2)
        pooled.append(
          (left.inputs + right.inputs, left.sum + right.sum, left.weight + right.weight))
      }
    }
    var (inputs, outputs): ([Double], [Double]) = ([], [])
    for block in pooled {
      guard let first = block.inputs.first, let last = block.inputs.last else { continue }
      for input in first == last ? [first] : [first, last] {
        inputs.append(input)
        outputs.append(block.sum / block.weight)
      }
    }
    return Curve(inputs: inputs, outputs: outputs)
  }
}
