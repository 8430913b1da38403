import Foundation

/// Softmax cross-entropy against soft targets: `-sum_k w_k q_k log p_k`, averaged over utterances.
///
/// `q = (1 - e) target + e / K` with smoothing e and class weights w: PyTorch's `cross_entropy`
/// with targets that are probabilities, which divides by N and not by the sum of weights. With
/// weights of rows v, an utterance's loss counts `sum_k v_k target_k` times.
package struct CrossEntropy {
  package let settings: LossSettings
  package let classes: Int

  package init(_ settings: LossSettings, classes: Int) throws(NetworkError) {
    for (name, weights) in [
      ("classWeights", settings.classWeights), ("rowWeights", settings.rowWeights),
    ] {
      guard let weights, weights.count != classes else { continue }
      throw .elementCount(of: name, found: weights.count, expected: classes)
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
        let weighted = rowWeight * weightedTarget(targets[place + index], index)
        weightSum += weighted
        if weighted != 0 { total -= Double(weighted) * Double(logits[place + index] - logSum) }
      }
      for index in 0..<classes {
        let weighted = rowWeight * weightedTarget(targets[place + index], index)
        dLogits[place + index] = (probabilities[place + index] * weightSum - weighted) * share
      }
    }
    return Float(total / Double(count))
  }

  private func rowWeight(_ target: UnsafePointer<Float>) -> Float {
    guard let weights = settings.rowWeights else { return 1 }
    return weights.indices.reduce(0) { $0 + weights[$1] * target[$1] }
  }

  private func weightedTarget(_ target: Float, _ index: Int) -> Float {
    let smoothing = settings.labelSmoothing
    let soft = target * (1 - smoothing) + smoothing / Float(classes)
    return soft * (settings.classWeights?[index] ?? 1)
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
