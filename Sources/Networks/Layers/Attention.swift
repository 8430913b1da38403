import CKernels
import Tensors

/// The arrays of the attention (weights, or their gradients).
package struct AttentionArrays {
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

/// Additive attention over valid frames that hears the whole sequence: `c = mean_t h_t`,
/// `e_t = v . tanh(W_h h_t + W_c c + b)`, `a = softmax(e)`, `z = sum_t a_t h_t`.
package struct Attention {
  /// 2H, and A.
  package let width: Int, size: Int
  package let count: Int, steps: Int
  /// `[N, T]`: attention weights, 0 in padding.
  package let weights: Floats
  /// `[T][N][A]`: `W_h h_t`, then the tanh, then (backward) the gradient of the tanh's argument.
  private let hidden: Floats
  /// `[N, 2H]`: the mean state c, and its gradient.
  private let means: Floats, dMeans: Floats
  /// `[N, A]`: `W_c c + b`, then (backward) the sum over time of the tanh arguments' gradients.
  private let contexts: Floats
  /// `[N, A]`: one utterance's part of v's gradient.
  private let scoreParts: Floats
  private let projection: PackedMatrix, projectionBack: PackedMatrix

  /// - Parameter projection: `W_h` packed already, for prediction, which takes no memory for the
  ///   way back; nil in training.
  package init(
    width: Int, size: Int, count: Int, steps: Int, projection: PackedMatrix? = nil, arena: Arena
  ) {
    let isTraining = projection == nil
    self.width = width
    self.size = size
    self.count = count
    self.steps = steps
    weights = arena.take(count * steps)
    hidden = arena.take(steps * count * size)
    means = arena.take(count * width)
    dMeans = arena.take(isTraining ? count * width : 0)
    contexts = arena.take(count * size)
    scoreParts = arena.take(isTraining ? count * size : 0)
    self.projection = projection ?? PackedMatrix(inner: width, columns: size, arena: arena)
    projectionBack = PackedMatrix(inner: isTraining ? size : 0, columns: width, arena: arena)
  }

  /// Brings the weights into the form that the products read.
  package func prepare(_ arrays: AttentionArrays) {
    projection.packTransposed(arrays.state)
    projectionBack.pack(arrays.state)
  }

  /// Writes `W_h h_t` of some steps.
  package func project(_ states: SequenceBatch, steps: Range<Int>, scratch: Floats) {
    projection.multiply(
      rows: steps.count * count, states.step(steps.lowerBound), aStride: width,
      into: row(0, steps.lowerBound), cStride: size, scratch: scratch)
  }

  /// Writes one utterance's attention weights and its pooled state `z`, `[2H]`.
  package func forward(
    _ states: SequenceBatch, _ arrays: AttentionArrays, utterance: Int, length: Int, into z: Floats
  ) {
    let mean = means + utterance * width
    mean.update(repeating: 0, count: width)
    for step in 0..<length {
      kernels.axpy(width, 1 / Float(length), states.frame(utterance, step), mean)
    }
    let context = contexts + utterance * size
    for index in 0..<size {
      context[index] = arrays.bias[index] + dot(mean, arrays.context + index * width, width)
    }
    let weights = weights + utterance * steps
    for step in 0..<length {
      let hidden = row(utterance, step)
      kernels.axpy(size, 1, context, hidden)
      kernels.tanh(size, hidden, hidden)
      weights[step] = dot(arrays.score, hidden, size)
    }
    softmax(weights, count: length, into: weights)
    (weights + length).update(repeating: 0, count: steps - length)
    z.update(repeating: 0, count: width)
    for step in 0..<length { kernels.axpy(width, weights[step], states.frame(utterance, step), z) }
  }

  /// Turns one utterance's `dz` into the gradients of the tanh arguments and of c, and writes the
  /// part of the states' gradient that does not pass through `W_h`.
  package func backward(
    _ states: SequenceBatch, _ arrays: AttentionArrays, utterance: Int, length: Int,
    dz: UnsafePointer<Float>, into dStates: SequenceBatch
  ) {
    backwardScores(states, arrays, utterance: utterance, length: length, dz: dz)
    let dMean = dMeans + utterance * width
    dMean.update(repeating: 0, count: width)
    for index in 0..<size {
      kernels.axpy(
        width, contexts[utterance * size + index], arrays.context + index * width, dMean)
    }
    let weights = weights + utterance * steps
    for step in 0..<steps {
      let frame = dStates.frame(utterance, step)
      frame.update(repeating: 0, count: width)
      guard step < length else { continue }
      kernels.axpy(width, 1 / Float(length), dMean, frame)
      kernels.axpy(width, weights[step], dz, frame)
    }
  }

  private func backwardScores(
    _ states: SequenceBatch, _ arrays: AttentionArrays, utterance: Int, length: Int,
    dz: UnsafePointer<Float>
  ) {
    let weights = weights + utterance * steps
    var expected: Float = 0
    for step in 0..<length {
      expected += weights[step] * dot(dz, states.frame(utterance, step), width)
    }
    let total = contexts + utterance * size
    let score = scoreParts + utterance * size
    total.update(repeating: 0, count: size)
    score.update(repeating: 0, count: size)
    for step in 0..<steps {
      let hidden = row(utterance, step)
      guard step < length else {
        hidden.update(repeating: 0, count: size)
        continue
      }
      let dScore = weights[step] * (dot(dz, states.frame(utterance, step), width) - expected)
      kernels.axpy(size, dScore, hidden, score)
      for index in 0..<size {
        hidden[index] = dScore * arrays.score[index] * (1 - hidden[index] * hidden[index])
      }
      kernels.axpy(size, 1, hidden, total)
    }
  }

  /// Adds the part of the states' gradient of some steps that passes through `W_h`.
  package func backwardProjection(
    steps: Range<Int>, into dStates: SequenceBatch, scratch: Floats
  ) {
    projectionBack.multiply(
      rows: steps.count * count, row(0, steps.lowerBound), aStride: size,
      into: dStates.step(steps.lowerBound), cStride: width, adds: true, scratch: scratch)
  }

  /// Writes the gradients of all arrays, after every utterance's `backward`.
  package func backwardWeights(
    _ states: SequenceBatch, into gradient: AttentionArrays, scratch: Floats
  ) {
    MatrixProduct.multiply(
      rows: size, columns: width, inner: steps * count, hidden, .transposed, aStride: size,
      states.step(0), bStride: width, into: gradient.state, cStride: width, scratch: scratch)
    MatrixProduct.multiply(
      rows: size, columns: width, inner: count, contexts, .transposed, aStride: size, means,
      bStride: width, into: gradient.context, cStride: width, scratch: scratch)
    gradient.bias.update(repeating: 0, count: size)
    gradient.score.update(repeating: 0, count: size)
    for utterance in 0..<count {
      kernels.axpy(size, 1, contexts + utterance * size, gradient.bias)
      kernels.axpy(size, 1, scoreParts + utterance * size, gradient.score)
    }
  }

  private func row(_ utterance: Int, _ step: Int) -> Floats {
    hidden + (step * count + utterance) * size
  }
}
