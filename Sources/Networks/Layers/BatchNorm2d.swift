import CKernels
import Tensors

/// Batch normalisation of images: one mean and variance a channel over utterances, frames and
/// bands, padded frames included, as in PyTorch.
///
/// Sums run in double precision, shard by shard in a fixed order. The elementwise part is fused
/// into the passes of the blocks, which read `coefficients`.
package struct BatchNorm2d {
  /// Added to the variance before its root.
  package static let epsilon: Float = 1e-5
  /// The share of the running statistics that a batch replaces.
  package static let momentum: Float = 0.1

  package let channels: Int
  private let arrays: BlockArrays
  /// `[SER_NORM_ROWS][C]`: mean, variance and the maps of both directions.
  package let coefficients: Floats
  /// `[shards + 1][2, C]`: each shard's sums, then the batch's.
  private let sums: UnsafeMutablePointer<Double>

  package init(channels: Int, arrays: BlockArrays, shards: Int, arena: Arena) {
    self.channels = channels
    self.arrays = arrays
    coefficients = arena.take(SER_NORM_ROWS * channels)
    sums = arena.takeDoubles((shards + 1) * 2 * channels)
  }

  /// What sums are formed about, so that nothing cancels.
  package var centre: UnsafePointer<Float> { UnsafePointer(arrays.runningMean) }

  /// A shard's sums `[2, C]`, cleared to be added to.
  package func clearedSums(_ shard: Int) -> UnsafeMutablePointer<Double> {
    let sums = sums + shard * 2 * channels
    sums.update(repeating: 0, count: 2 * channels)
    return sums
  }

  /// Settles a batch's statistics from the shards' sums about `centre` (nil for 0).
  package func settle(shards: Int, elements: Int, centre: UnsafePointer<Float>?) {
    settle(total(shards), elements: elements, centre: centre)
  }

  /// Settles a batch's statistics from its sums.
  package func settle(
    _ sums: UnsafePointer<Double>, elements: Int, centre: UnsafePointer<Float>?
  ) {
    NormCoefficients.settle(
      channels: channels, count: Double(elements), sums: sums, centre: centre,
      gain: arrays.gain, bias: arrays.bias, epsilon: BatchNorm2d.epsilon, norm: coefficients)
  }

  /// Settles on the running statistics, for evaluation.
  package func settleRunning() {
    NormCoefficients.settle(
      channels: channels, mean: arrays.runningMean, variance: arrays.runningVariance,
      gain: arrays.gain, bias: arrays.bias, epsilon: BatchNorm2d.epsilon, norm: coefficients)
  }

  /// Whether mean and deviation of every channel are finite.
  package var isFinite: Bool {
    (0..<channels).allSatisfy { channel in
      coefficients[SER_NORM_SCALE * channels + channel].isFinite
        && coefficients[SER_NORM_OFFSET * channels + channel].isFinite
        && coefficients[SER_NORM_VARIANCE * channels + channel].isFinite
    }
  }

  /// Writes the gradients of gain and bias from the shards' gradient sums, and settles the way
  /// back.
  package func settleGradient(shards: Int, elements: Int) {
    settleGradient(total(shards), elements: elements)
  }

  /// The same from the batch's gradient sums.
  package func settleGradient(_ sums: UnsafePointer<Double>, elements: Int) {
    NormCoefficients.settleGradient(
      channels: channels, count: Double(elements), dSums: sums, norm: coefficients,
      dGain: arrays.dGain, dBias: arrays.dBias)
  }

  /// Moves running mean and (unbiased) variance towards the batch's, as PyTorch does.
  package func updateRunning(elements: Int) {
    let unbias = elements > 1 ? Float(elements) / Float(elements - 1) : 1
    let keep = 1 - BatchNorm2d.momentum
    for channel in 0..<channels {
      let mean = coefficients[SER_NORM_MEAN * channels + channel]
      let variance = coefficients[SER_NORM_VARIANCE * channels + channel] * unbias
      arrays.runningMean[channel] =
        keep * arrays.runningMean[channel] + BatchNorm2d.momentum * mean
      arrays.runningVariance[channel] =
        keep * arrays.runningVariance[channel] + BatchNorm2d.momentum * variance
    }
  }

  private func total(_ shards: Int) -> UnsafeMutablePointer<Double> {
    addInOrder(sums, parts: shards, count: 2 * channels)
  }
}
