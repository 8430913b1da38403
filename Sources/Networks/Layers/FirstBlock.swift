import CKernels
import Tensors

/// The block that reads the features: one input channel, so that nothing of the convolution's
/// output, the largest image of the network, is ever stored.
///
/// What normalisation asks of the output follows from sums and products of input pixels, and the
/// weight's gradient from their correlation with the gradient behind ReLU.
package struct FirstBlock: NetworkBlock {
  package let shape: BlockShape
  package let input: ImageBatch
  package var dInput: ImageBatch? { nil }
  private let norm: BatchNorm2d
  private let arrays: BlockArrays
  /// `[shards + 1][10, 9]`: sums and products of pixels.
  private let moments: UnsafeMutablePointer<Double>
  /// `[shards + 1][10, C]`: the gradient's sum and its correlation with the nine pixels.
  private let correlations: UnsafeMutablePointer<Double>
  /// `[2, C]`.
  private let sums: UnsafeMutablePointer<Double>
  /// `[N][T'][F'][C]` bytes: which element of each window won.
  private let winners: UnsafeMutablePointer<UInt8>

  package init(
    _ shape: BlockShape, arrays: BlockArrays, shards: Int, arena: Arena
  ) {
    self.shape = shape
    self.arrays = arrays
    input = shape.images(1, arena)
    norm = BatchNorm2d(channels: shape.outputs, arrays: arrays, shards: 0, arena: arena)
    moments = arena.takeDoubles((shards + 1) * SER_FIRST_MOMENTS)
    correlations = arena.takeDoubles((shards + 1) * 10 * shape.outputs)
    sums = arena.takeDoubles(2 * shape.outputs)
    winners = arena.takeBytes(shape.count * shape.pooledCount)
  }

  package func clear() { input.clearBorders() }

  package func prepare() {}

  package func convolve(
    _ shard: Range<Int>, _ index: Int, scratch: Floats
  ) {
    let count = SER_FIRST_MOMENTS
    let moments = moments + index * count
    moments.update(repeating: 0, count: count)
    kernels.first_moments(
      shard.count, shape.frames, shape.bands, input.image(shard.lowerBound), moments)
  }

  package func settle(shards: Int) {
    let total = addInOrder(moments, parts: shards, count: SER_FIRST_MOMENTS)
    FirstBlockSums.sums(
      outputs: shape.outputs, weight: arrays.weight, moments: total, into: sums)
    norm.settle(sums, elements: shape.statisticElements, centre: nil)
  }

  package var isFinite: Bool { norm.isFinite }

  package func finish(_ shard: Range<Int>, dropout: Dropout, into pooled: PooledGrid) {
    kernels.first_forward(
      shape.kernelShape(shard, pooled), input.image(shard.lowerBound), arrays.weight,
      norm.coefficients, shape.kernelDropout(dropout, shard),
      pooled.base + shard.lowerBound * pooled.imageStride,
      winners(shard))
  }

  package func reduce(
    _ shard: Range<Int>, _ index: Int, dropout: Dropout, pooled: PooledGrid, dPooled: PooledGrid
  ) {
    let correlation = correlations + index * 10 * shape.outputs
    correlation.update(repeating: 0, count: 10 * shape.outputs)
    kernels.first_backward(
      shape.kernelShape(shard, dPooled), input.image(shard.lowerBound),
      shape.kernelDropout(dropout, shard), winners(shard),
      dPooled.base + shard.lowerBound * dPooled.imageStride, correlation)
  }

  package func settleGradient(shards: Int) {
    let total = addInOrder(correlations, parts: shards, count: 10 * shape.outputs)
    FirstBlockSums.gradientSums(
      outputs: shape.outputs, weight: arrays.weight, correlation: total, norm: norm.coefficients,
      into: sums)
    norm.settleGradient(sums, elements: shape.statisticElements)
    FirstBlockSums.weightGradient(
      outputs: shape.outputs, weight: arrays.weight,
      moments: moments + shards * SER_FIRST_MOMENTS, correlation: total, norm: norm.coefficients,
      into: arrays.dWeight)
  }

  package func propagate(
    _ shard: Range<Int>, _ index: Int, dropout: Dropout, pooled: PooledGrid, dPooled: PooledGrid,
    scratch: Floats
  ) {}

  package func finishGradient(shards: Int) {}

  package func updateStatistics() { norm.updateRunning(elements: shape.statisticElements) }

  private func winners(_ shard: Range<Int>) -> UnsafeMutablePointer<UInt8> {
    winners + shard.lowerBound * shape.pooledCount
  }
}
