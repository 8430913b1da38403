import Foundation

/// The least probability that a logit is made of.
private let leastProbability = 1e-12

/// The logits that probabilities stand for, in their order.
func logits(of probabilities: [Double]) -> [Double] {
  probabilities.map { log(max($0, leastProbability)) }
}

/// The probabilities that logits stand for, shape `[K]`.
func softmax(_ logits: [Double]) -> [Double] {
  let top = logits.max() ?? 0
  let weights = logits.map { exp($0 - top) }
  let sum = weights.reduce(0, +)
  return weights.map { $0 / sum }
}
