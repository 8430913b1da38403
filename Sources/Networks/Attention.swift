import Foundation
import Tensors

/// The arrays of the attention (weights, or their gradients).
package struct AttentionArrays: @unchecked Sendable {
  /// `W_h` and `W_c`, `[A, 2H]` each.
  package let state: Floats, context: Floats
  /// `b` and `v`, `[A]` each.
  package let bias: Floats, score: Floats

  package init(state: Floats, context: Floats, bias: Floats, score: Floats) {
    self.state = state
    self.context = context
    self.bias = bias
    self.score = score
  }
}

/// What attention keeps between forward and backward.
package struct AttentionMemory: @unchecked Sendable {
  /// `[T][N][A]`: `W_h h_t`, then the tanh, then (backward) the gradient of the tanh's argument.
  package let hidden: Floats
  /// `[N, T]`: attention weights, 0 in padding.
  package let weights: Floats
  /// `[N, 2H]`: the mean state c.
  package let means: Floats
  /// `[N, A]`: `W_c c + b`, then (backward) the sum over time of the tanh arguments' gradients.
  package let contexts: Floats
  /// `[N, A]`: one utterance's part of v's gradient.
  package let scoreParts: Floats
  /// `[N, 2H]`: the gradient of c.
  package let dMeans: Floats

  package init(
    hidden: Floats, weights: Floats, means: Floats, contexts: Floats, scoreParts: Floats,
    dMeans: Floats
  ) {
    self.hidden = hidden
    self.weights = weights
    self.means = means
    self.contexts = contexts
    self.scoreParts = scoreParts
    self.dMeans = dMeans
  }
}

/// Additive attention over valid frames that hears the whole sequence: `c = mean_t h_t`,
/// `e_t = v . tanh(W_h h_t + W_c c + b)`, `a = softmax(e)`, `z = sum_t a_t h_t`.
package struct Attention {
  /// 2H.
  package let width: Int
  /// A.
  package let size: Int

  package init(width: Int, size: Int) {
    self.width = width
    self.size = size
  }

  /// Writes `W_h h_t` of some steps.
  package func project(
    _ states: SequenceBatch, _ arrays: AttentionArrays, steps: Range<Int>,
    into memory: AttentionMemory
  ) {
    MatrixProduct.multiply(
      rows: steps.count * states.count, columns: size, inner: width,
      states.step(steps.lowerBound), aStride: width, arrays.state, .transposed, bStride: width,
      into: memory.hidden + steps.lowerBound * states.count * size, cStride: size)
  }

  /// Writes one utterance's attention weights and its pooled state `z`, `[2H]`.
  package func forward(
    _ states: SequenceBatch, _ arrays: AttentionArrays, memory: AttentionMemory, utterance: Int,
    length: Int, into z: Floats
  ) {
    let frames = states.frames(of: utterance)
    let mean = memory.means + utterance * width
    mean.update(repeating: 0, count: width)
    for step in 0..<length { add(frames[step], scale: 1 / Float(length), to: mean) }
    let context = memory.contexts + utterance * size
    context.update(from: arrays.bias, count: size)
    MatrixProduct.multiply(
      rows: 1, columns: size, inner: width, mean, aStride: width,
      arrays.context, .transposed, bStride: width, keep: 1, into: context, cStride: size)
    let weights = memory.weights + utterance * states.steps
    for step in 0..<length {
      let hidden = row(memory, step, utterance, states.count)
      var score: Float = 0
      for index in 0..<size {
        hidden[index] = tanhf(hidden[index] + context[index])
        score += arrays.score[index] * hidden[index]
      }
      weights[step] = score
    }
    softmax(weights, count: length, into: weights)
    (weights + length).update(repeating: 0, count: states.steps - length)
    z.update(repeating: 0, count: width)
    for step in 0..<length { add(frames[step], scale: weights[step], to: z) }
  }

  /// Turns one utterance's `dz` into the gradients of the tanh arguments and of c, and writes the part
  /// of the states' gradient that does not pass through `W_h`.
  package func backward(
    _ states: SequenceBatch, _ arrays: AttentionArrays, memory: AttentionMemory, utterance: Int,
    length: Int, dz: UnsafePointer<Float>, into dStates: SequenceBatch
  ) {
    let weights = memory.weights + utterance * states.steps
    let frames = states.frames(of: utterance)
    var expected: Float = 0
    for step in 0..<length { expected += weights[step] * dot(dz, frames[step]) }
    let total = memory.contexts + utterance * size
    let score = memory.scoreParts + utterance * size
    total.update(repeating: 0, count: size)
    score.update(repeating: 0, count: size)
    for step in 0..<states.steps {
      let hidden = row(memory, step, utterance, states.count)
      guard step < length else {
        hidden.update(repeating: 0, count: size)
        continue
      }
      let dScore = weights[step] * (dot(dz, frames[step]) - expected)
      for index in 0..<size {
        let value = hidden[index]
        score[index] += dScore * value
        hidden[index] = dScore * arrays.score[index] * (1 - value * value)
        total[index] += hidden[index]
      }
    }
    let dMean = memory.dMeans + utterance * width
    MatrixProduct.multiply(
      rows: 1, columns: width, inner: size, total, aStride: size, arrays.context, bStride: width,
      into: dMean, cStride: width)
    let dFrames = dStates.frames(of: utterance)
    for step in 0..<states.steps {
      dFrames[step].update(repeating: 0, count: width)
      guard step < length else { continue }
      add(dMean, scale: 1 / Float(length), to: dFrames[step])
      add(dz, scale: weights[step], to: dFrames[step])
    }
  }

  /// Adds the part of the states' gradient of some steps that passes through `W_h`.
  package func backwardProjection(
    _ memory: AttentionMemory, _ arrays: AttentionArrays, steps: Range<Int>,
    into dStates: SequenceBatch
  ) {
    MatrixProduct.multiply(
      rows: steps.count * dStates.count, columns: width, inner: size,
      memory.hidden + steps.lowerBound * dStates.count * size, aStride: size,
      arrays.state, bStride: width, keep: 1, into: dStates.step(steps.lowerBound), cStride: width)
  }

  /// Writes the gradients of all arrays, after every utterance's `backward`.
  package func backwardWeights(
    _ states: SequenceBatch, _ memory: AttentionMemory, into gradient: AttentionArrays
  ) {
    MatrixProduct.multiply(
      rows: size, columns: width, inner: states.steps * states.count,
      memory.hidden, .transposed, aStride: size, states.step(0), bStride: width,
      into: gradient.state, cStride: width)
    MatrixProduct.multiply(
      rows: size, columns: width, inner: states.count, memory.contexts, .transposed, aStride: size,
      memory.means, bStride: width, into: gradient.context, cStride: width)
    gradient.bias.update(repeating: 0, count: size)
    gradient.score.update(repeating: 0, count: size)
    for utterance in 0..<states.count {
      for index in 0..<size {
        gradient.bias[index] += memory.contexts[utterance * size + index]
        gradient.score[index] += memory.scoreParts[utterance * size + index]
      }
    }
  }

  private func row(_ memory: AttentionMemory, _ step: Int, _ utterance: Int, _ count: Int) -> Floats
  {
    memory.hidden + (step * count + utterance) * size
  }

  private func add(_ source: UnsafePointer<Float>, scale: Float, to target: Floats) {
    for index in 0..<width { target[index] += source[index] * scale }
  }

  private func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Float {
    var sum = SIMD8<Float>.zero
    var index = 0
    while index + 8 <= width {
      for lane in 0..<8 { sum[lane] += a[index + lane] * b[index + lane] }
      index += 8
    }
    var rest = sum.sum()
    while index < width {
      rest += a[index] * b[index]
      index += 1
    }
    return rest
  }
}
