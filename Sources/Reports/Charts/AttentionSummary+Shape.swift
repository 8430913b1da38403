import Corpora

extension AttentionSummary {
  /// The mean over speakers of an emotion, each weighing as many utterances as are behind it, or
  /// `nil` where the lines have no common number of steps.
  func mean(of emotion: Emotion) -> Line? {
    let lines = self.lines.filter { $0.emotion == emotion && $0.count > 0 }
    guard let steps = lines.first?.weights.count, lines.allSatisfy({ $0.weights.count == steps })
    else { return nil }
    let count = lines.reduce(0) { $0 + $1.count }
    let weights = (0..<steps).map { step in
      lines.reduce(0) { $0 + $1.weights[step] * Double($1.count) } / Double(count)
    }
    return Line(speaker: origin.testedOn, emotion: emotion, weights: weights, count: count)
  }
}

extension AttentionSummary.Line {
  /// Weights as multiples of an even spread; empty where there is nothing to spread.
  var multiples: [Double] {
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite, weights.allSatisfy({ $0 >= 0 }) else { return [] }
    return weights.map { $0 / total * Double(weights.count) }
  }

  /// The mean position, as a share of the utterance.
  var centre: Double? {
    let values = multiples
    guard !values.isEmpty else { return nil }
    let moments = values.enumerated().map { (Double($0) + 0.5) * $1 }
    return moments.reduce(0, +) / Double(values.count * values.count)
  }

  /// The share of the attention in the first, middle and last third.
  var thirds: [Double?] {
    let values = multiples
    guard !values.isEmpty else { return [nil, nil, nil] }
    var shares = [0.0, 0.0, 0.0]
    for (index, value) in values.enumerated() {
      let middle = (Double(index) + 0.5) / Double(values.count)
      shares[min(2, Int(middle * 3))] += value / Double(values.count)
    }
    return shares
  }
}
