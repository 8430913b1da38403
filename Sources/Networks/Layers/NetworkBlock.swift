import CKernels
import Tensors

/// One block of the network in training: Conv2d 3x3, BatchNorm2d, ReLU, MaxPool2d and Dropout.
///
/// Each method that takes a shard touches that shard's utterances alone and can run beside other
/// shards; the `settle` methods stand between and add up the shards in order. `forward`: convolve
/// all shards, settle, finish all shards. `backward`: reduce all shards, settle, propagate all
/// shards, finish the gradient.
package protocol NetworkBlock {
  var shape: BlockShape { get }

  /// What the block reads; whoever comes before writes it.
  var input: ImageBatch { get }
  /// The gradient of the input, where the block gives one.
  var dInput: ImageBatch? { get }

  /// Writes the zeros that the layouts promise.
  func clear()
  /// Brings the weight into the form that the passes need.
  func prepare()

  func convolve(_ shard: Range<Int>, _ index: Int, scratch: Floats)
  func settle(shards: Int)
  /// Whether the statistics that were settled are finite: an infinite variance would silence its
  /// channel.
  var isFinite: Bool { get }
  func finish(_ shard: Range<Int>, dropout: Dropout, into pooled: PooledGrid)

  func reduce(
    _ shard: Range<Int>, _ index: Int, dropout: Dropout, pooled: PooledGrid, dPooled: PooledGrid)
  func settleGradient(shards: Int)
  func propagate(
    _ shard: Range<Int>, _ index: Int, dropout: Dropout, pooled: PooledGrid, dPooled: PooledGrid,
    scratch: Floats)
  func finishGradient(shards: Int)

  /// Moves the running statistics by the last batch's.
  func updateStatistics()
}

/// A block's sizes in one batch.
package struct BlockShape {
  package let count: Int, frames: Int, bands: Int, inputs: Int, outputs: Int
  package let pool: PoolSize

  package init(count: Int, frames: Int, bands: Int, inputs: Int, outputs: Int, pool: PoolSize) {
    self.count = count
    self.frames = frames
    self.bands = bands
    self.inputs = inputs
    self.outputs = outputs
    self.pool = pool
  }

  package var pooledFrames: Int { frames / pool.frames }
  package var pooledBands: Int { bands / pool.bands }
  /// Elements of an utterance after the pool.
  package var pooledCount: Int { pooledFrames * pooledBands * outputs }
  /// Elements that a channel's statistics rest on.
  package var statisticElements: Int { count * frames * bands }

  /// Images of `channels` before the pool, from an arena.
  func images(_ channels: Int, _ arena: Arena) -> ImageBatch {
    let size = ImageBatch.size(count: count, frames: frames, bands: bands, channels: channels)
    return ImageBatch(
      base: arena.take(size), count: count, frames: frames, bands: bands, channels: channels)
  }

  /// The sizes of one shard as the kernels take them.
  func kernelShape(_ shard: Range<Int>, _ grid: PooledGrid) -> ser_block_shape {
    ser_block_shape(
      images: shard.count, frames: frames, bands: bands, channels: outputs,
      pool_frames: pool.frames, pool_bands: pool.bands, out_image: grid.imageStride,
      out_frame: grid.frameStride, out_band: grid.bandStride)
  }

  /// The dropout of one shard's pooled elements.
  func kernelDropout(_ dropout: Dropout, _ shard: Range<Int>) -> ser_dropout {
    dropout.kernel(first: shard.lowerBound * pooledCount)
  }
}

extension CRNNConfiguration {
  /// The sizes of each block in a batch of so many utterances and frames.
  func blockShapes(count: Int, frames: Int) -> [BlockShape] {
    var (frames, bands, inputs) = (frames, melBands, 1)
    return zip(channels, pools).map { outputs, pool in
      let shape = BlockShape(
        count: count, frames: frames, bands: bands, inputs: inputs, outputs: outputs, pool: pool)
      (frames, bands, inputs) = (shape.pooledFrames, shape.pooledBands, outputs)
      return shape
    }
  }
}

/// A block's learned arrays, their gradients and its running statistics.
package struct BlockArrays {
  package let weight: Floats, gain: Floats, bias: Floats
  package let dWeight: Floats, dGain: Floats, dBias: Floats
  package let runningMean: Floats, runningVariance: Floats

  package init(
    weight: Floats, gain: Floats, bias: Floats, dWeight: Floats, dGain: Floats, dBias: Floats,
    runningMean: Floats, runningVariance: Floats
  ) {
    self.weight = weight
    self.gain = gain
    self.bias = bias
    self.dWeight = dWeight
    self.dGain = dGain
    self.dBias = dBias
    self.runningMean = runningMean
    self.runningVariance = runningVariance
  }
}
