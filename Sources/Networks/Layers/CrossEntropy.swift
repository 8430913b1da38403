import Foundation

/// Softmax cross-entropy against soft targets: `-v sum_k q_k log p_k`, averaged over utterances.
///
/// `q = (1 - e) target + e / K` with smoothing e: PyTorch's `cross_entropy` with targets that are
/// probabilities. With weights of classes w, an utterance's loss counts `v = sum_k w_k target_k`
/// times, and the mean divides by N and not by the sum of weights.
package struct CrossEntropy {
  package let settings: LossSettings
  package let classes: Int

  package init(_ settings: LossSettings, classes: Int) throws(NetworkError) {
    if let weights = settings.rowWeights, weights.count != classes {
      throw .elementCount(of: "rowWeights", found: weights.count, expected: classes)
    }
    self.settings = settings
    self.classes = classes
  }

  /// Writes probabilities and the logits' gradient, both `[N, K]`, and returns the mean loss.
  package func evaluate(
    logits: UnsafePointer<Float>, targets: UnsafePointer<Float>, count: Int,
    probabilities: Floats, dLogits: Floats
  ) -> Float {
    let share = 1 / Float(count)
    var total = 0.0
    for row in 0..<count {
      let place = row * classes
      let logSum = softmax(logits + place, count: classes, into: probabilities + place)
      let rowWeight = rowWeight(targets + place)
      var weightSum: Float = 0
      for index in 0..<classes {
        let weighted = rowWeight * smoothed(targets[place + index])
        weightSum += weighted
        if weighted != 0 { total -= Double(weighted) * Double(logits[place + index] - logSum) }
      }
      for index in 0..<classes {
        let weighted = rowWeight * smoothed(targets[place + index])
        dLogits[place + index] = (probabilities[place + index] * weightSum - weighted) * share
      }
    }
    return Float(total / Double(count))
  }

  private func rowWeight(_ target: UnsafePointer<Float>) -> Float {
    guard let weights = settings.rowWeights else { return 1 }
    return weights.indices.reduce(0) { $0 + weights[$1] * target[$1] }
  }

  private func smoothed(_ target: Float) -> Float {
    target * (1 - settings.labelSmoothing) + settings.labelSmoothing / Float(classes)
  }
}

/// Writes the softmax of `count` scores and returns the logarithm of the sum of exponentials.
@discardableResult
package func softmax(_ scores: UnsafePointer<Float>, count: Int, into result: Floats) -> Float {
  var largest = scores[0]
  for index in 1..<max(count, 1) { largest = max(largest, scores[index]) }
  var sum: Float = 0
  for index in 0..<count {
    result[index] = expf(scores[index] - largest)
    sum += result[index]
  }
  let scale = 1 / sum
  for index in 0..<count { result[index] *= scale }
  return largest + logf(sum)
}
