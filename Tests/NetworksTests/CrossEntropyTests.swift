import Foundation
import Networks
import Testing

@Suite("Softmax and cross-entropy keep to their closed forms")
struct CrossEntropyTests {
  @Test("scores far from 0 give the probabilities of scores near it", arguments: [-4096, 0, 4096])
  func farFromZero(shift: Float) {
    let memory = EngineMemory(1 << 10)
    let probabilities = memory.floats(3)
    // Whole numbers of this size are exact, so their differences are those of 0, 1 and 3.
    let logSum = softmax([shift, shift + 1, shift + 3], count: 3, into: probabilities)
    let sum = 1 + exp(1.0) + exp(3.0)
    for (index, power) in [0.0, 1, 3].enumerated() {
      #expect(abs(Double(probabilities[index]) - exp(power) / sum) <= 1e-6)
    }
    let expected = Double(shift) + log(sum)
    #expect(abs(Double(logSum) - expected) <= 1e-6 + 1e-6 * abs(expected))
  }

  @Test("where the probabilities are the smoothed target, nothing pulls, whatever the weights")
  func minimum() throws {
    let memory = EngineMemory(1 << 10)
    let criterion = try CrossEntropy(
      LossSettings(labelSmoothing: 0.2, rowWeights: [2, 0.5, 1, 3]), classes: 4)
    let shares = [0.25, 0.65, 0.05, 0.05]
    // The second utterance's scores lie 1 higher throughout, which changes nothing.
    let scores = shares.map { Float(log($0)) } + shares.map { Float(log($0)) + 1 }
    let certain: [Float] = [0.25, 0.75, 0, 0]
    let (probabilities, gradient) = (memory.floats(8), memory.floats(8))
    let loss = criterion.evaluate(
      logits: scores, targets: certain + certain, count: 2, probabilities: probabilities,
      dLogits: gradient)
    // The utterance counts 0.25 * 2 + 0.75 * 0.5 times.
    let expected = -0.875 * shares.reduce(0) { $0 + $1 * log($1) }
    #expect(abs(Double(loss) - expected) <= 1e-6 + 1e-6 * expected)
    for index in 0..<8 {
      #expect(abs(Double(probabilities[index]) - shares[index % 4]) <= 1e-6)
      #expect(abs(gradient[index]) <= 1e-6)
    }
  }

  /// Loss, probabilities and gradient of some rows of three classes.
  private func evaluate(
    _ loss: LossSettings, _ scores: [Float], _ targets: [Float]
  ) throws -> (loss: Float, probabilities: [Float], gradient: [Float]) {
    let memory = EngineMemory(1 << 10)
    let (probabilities, gradient) = (memory.floats(scores.count), memory.floats(scores.count))
    let value = try CrossEntropy(loss, classes: 3).evaluate(
      logits: scores, targets: targets, count: scores.count / 3, probabilities: probabilities,
      dLogits: gradient)
    return (value, array(probabilities, scores.count), array(gradient, scores.count))
  }

  @Test("a batch's loss is the mean of its rows', each of which pulls by its share")
  func rows() throws {
    let scores = spread(41, 0, 12, scale: 4)
    let targets: [Float] = [1, 0, 0, 0.5, 0, 0.5, 0, 0.25, 0.75, 0, 1, 0]
    let loss = try LossSettings(labelSmoothing: 0.3, rowWeights: [1, 0.5, 4])
    let all = try evaluate(loss, scores, targets)
    let each = try (0..<4).map { row in
      let range = (row * 3)..<(row * 3 + 3)
      return try evaluate(loss, Array(scores[range]), Array(targets[range]))
    }
    #expect(all.probabilities == each.flatMap(\.probabilities))
    let shares = each.flatMap(\.gradient).map { $0 / 4 }
    #expect(all.gradient == shares)
    let mean = each.reduce(0) { $0 + $1.loss } / 4
    #expect(abs(all.loss - mean) <= 1e-6 + 1e-6 * mean)
    for row in each { #expect(abs(row.gradient.reduce(0, +)) <= 2e-6) }
  }

  /// Without smoothing, a class that no target names has no part in the loss, however it is scored.
  @Test("a class that is ruled out costs nothing where it is not the target, and all where it is")
  func ruledOut() throws {
    let scores: [Float] = [0, 0, -.infinity]
    let found = try evaluate(.plain, scores, [1, 0, 0])
    #expect(abs(Double(found.loss) - log(2)) <= 1e-6)
    #expect(found.probabilities == [0.5, 0.5, 0] && found.gradient == [-0.5, 0.5, 0])
    #expect(try evaluate(.plain, scores, [0, 0, 1]).loss == .infinity)
    let weightless = try LossSettings(rowWeights: [1, 1, 0])
    let missed = try evaluate(weightless, scores, [0, 0, 1])
    #expect(missed.loss == 0 && missed.gradient == [0, 0, 0])
  }

  @Test("a step reports the loss of the probabilities that it reports")
  func reported() throws {
    let network = try CRNN(Samples.configuration(), seed: 6, workers: 1)
    let weights: [Float] = [1, 2, 0.5]
    let targets: [Float] = [1, 0, 0, 0, 0.25, 0.75, 0, 0, 1, 0.5, 0.5, 0, 0, 1, 0]
    let result = try network.computeGradients(
      Samples.input(5), targets: targets,
      loss: LossSettings(labelSmoothing: 0.1, rowWeights: weights), step: 3)
    #expect(result.probabilities.count == 15)
    let losses = (0..<5).map { row in
      let places = (row * 3)..<(row * 3 + 3)
      let weight = places.reduce(0) { $0 + Double(targets[$1] * weights[$1 % 3]) }
      return places.reduce(0) { loss, place in
        let soft = Double(targets[place]) * 0.9 + 0.1 / 3
        return loss - weight * soft * log(Double(result.probabilities[place]))
      }
    }
    let expected = losses.reduce(0, +) / 5
    #expect(abs(Double(result.loss) - expected) <= 1e-5 * expected)
  }
}
