import CKernels
import Tensors

/// A block of any number of input channels: the convolution's output is kept, and overwritten by
/// its own gradient on the way back.
package struct ConvolutionBlock: NetworkBlock {
  package let shape: BlockShape
  package let input: ImageBatch
  package let dInput: ImageBatch?
  /// `[N][T+2][F+2][Co]`: the convolution's output, then its gradient.
  private let output: ImageBatch
  private let convolution: Conv2d
  private let norm: BatchNorm2d
  private let arrays: BlockArrays
  /// `[shards][partCount]`: each shard's part of the weight's gradient.
  private let parts: Floats

  package init(
    _ shape: BlockShape, arrays: BlockArrays, shards: Int, arena: Arena
  ) {
    self.shape = shape
    self.arrays = arrays
    input = shape.images(shape.inputs, arena)
    output = shape.images(shape.outputs, arena)
    dInput = shape.images(shape.inputs, arena)
    convolution = Conv2d(
      inputChannels: shape.inputs, outputChannels: shape.outputs, arena: arena)
    norm = BatchNorm2d(channels: shape.outputs, arrays: arrays, shards: shards, arena: arena)
    parts = arena.take(shards * convolution.partCount)
  }

  package func clear() {
    input.clearBorders()
    output.clearBorders()
  }

  package func prepare() { convolution.prepare(arrays.weight) }

  package func convolve(
    _ shard: Range<Int>, _ index: Int, scratch: Floats
  ) {
    convolution.forward(
      input, into: output, utterances: shard, centre: norm.centre,
      sums: norm.clearedSums(index), scratch: scratch)
  }

  package func settle(shards: Int) {
    norm.settle(shards: shards, elements: shape.statisticElements, centre: norm.centre)
  }

  package var isFinite: Bool { norm.isFinite }

  package func finish(_ shard: Range<Int>, dropout: Dropout, into pooled: PooledGrid) {
    kernels.block_forward(
      shape.kernelShape(shard, pooled), output.image(shard.lowerBound), norm.coefficients,
      shape.kernelDropout(dropout, shard), pooled.base + shard.lowerBound * pooled.imageStride)
  }

  package func reduce(
    _ shard: Range<Int>, _ index: Int, dropout: Dropout, pooled: PooledGrid, dPooled: PooledGrid
  ) {
    let first = shard.lowerBound
    // What the block gave is still in the cache, unlike the convolution's output.
    let suffices = NormCoefficients.isInvertible(channels: shape.outputs, norm: norm.coefficients)
    kernels.block_reduce(
      shape.kernelShape(shard, pooled), suffices ? nil : output.image(first), norm.coefficients,
      shape.kernelDropout(dropout, shard), pooled.base + first * pooled.imageStride,
      dPooled.base + first * dPooled.imageStride, norm.clearedSums(index))
  }

  package func settleGradient(shards: Int) {
    norm.settleGradient(shards: shards, elements: shape.statisticElements)
  }

  package func propagate(
    _ shard: Range<Int>, _ index: Int, dropout: Dropout, pooled: PooledGrid, dPooled: PooledGrid,
    scratch: Floats
  ) {
    let first = shard.lowerBound
    kernels.block_backward(
      shape.kernelShape(shard, pooled), output.image(first), norm.coefficients,
      shape.kernelDropout(dropout, shard), pooled.base + first * pooled.imageStride,
      dPooled.base + first * dPooled.imageStride)
    convolution.backward(
      input, dy: output, into: dInput, part: parts + index * convolution.partCount,
      utterances: shard, scratch: scratch)
  }

  package func finishGradient(shards: Int) {
    for shard in 1..<max(shards, 1) {
      kernels.axpy(convolution.partCount, 1, parts + shard * convolution.partCount, parts)
    }
    convolution.finishGradient(parts, into: arrays.dWeight)
  }

  package func updateStatistics() { norm.updateRunning(elements: shape.statisticElements) }
}
