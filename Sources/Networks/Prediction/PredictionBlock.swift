import CKernels
import Tensors

/// A block in evaluation mode, one image at a time: running statistics normalise, nothing is
/// dropped, and nothing is kept that only a way back would need.
package struct PredictionBlock {
  /// The sizes of one image.
  package let shape: BlockShape
  private let arrays: BlockArrays
  private let norm: BatchNorm2d
  /// The weight in the Winograd domain; not used by a block that reads one channel.
  private let filters: Floats

  package init(_ shape: BlockShape, arrays: BlockArrays, arena: Arena) {
    self.shape = shape
    self.arrays = arrays
    norm = BatchNorm2d(channels: shape.outputs, arrays: arrays, shards: 0, arena: arena)
    filters = arena.take(
      shape.inputs == 1 ? 0 : WinogradFilters.size(inputs: shape.inputs, outputs: shape.outputs))
  }

  /// The same block, sharing its memory, for images of other sizes.
  package init(_ block: PredictionBlock, _ shape: BlockShape) {
    self.shape = shape
    (arrays, norm, filters) = (block.arrays, block.norm, block.filters)
  }

  /// Takes over the weight.
  package func prepare() {
    guard shape.inputs > 1 else { return }
    WinogradFilters.transform(
      inputs: shape.inputs, outputs: shape.outputs, arrays.weight, into: filters)
  }

  /// Takes over the running statistics.
  package func settle() { norm.settleRunning() }

  /// Whether the statistics are finite: an infinite variance would silence its channel.
  package var isFinite: Bool { norm.isFinite }

  /// Whether windows lie in the convolution's tiles of 4x4, so that it can pool them itself.
  private var fusesPool: Bool { 4 % shape.pool.frames == 0 && 4 % shape.pool.bands == 0 }

  /// Frames of a block's image between which it can be cut.
  private var grain: Int { 4 * shape.pool.frames }

  /// Floats of scratch memory that a worker needs.
  package var scratchCount: Int {
    if shape.inputs == 1 { return 0 }
    let image = ImageBatch.size(
      count: fusesPool ? 0 : 1, frames: shape.frames, bands: shape.bands, channels: shape.outputs)
    return Conv2d.scratchCount(inputs: shape.inputs, outputs: shape.outputs) + image
  }

  /// The frames that pooled frames `0..<pooled` rest on, as whole tiles.
  package func frames(for pooled: Int) -> Int {
    min(shape.frames, (pooled * shape.pool.frames + 3) / 4 * 4)
  }

  /// Part `part` of `parts` of the first `frames` frames, cut where tiles and windows end.
  package func frames(ofPart part: Int, of parts: Int, in frames: Int) -> Range<Int> {
    let grains = (frames + grain - 1) / grain
    func bound(_ part: Int) -> Int { min(frames, part * grains / parts * grain) }
    return bound(part)..<bound(part + 1)
  }

  /// Writes the pooled frames of `frames`, a range that `frames(ofPart:of:in:)` gives.
  ///
  /// - Parameters:
  ///   - image: `[T+2][F+2][Ci]` with a border of zeros.
  ///   - pooled: where the image's pooled frames go.
  package func forward(
    _ image: Floats, frames: Range<Int>, into pooled: PooledGrid, scratch: Floats
  ) {
    guard !frames.isEmpty else { return }
    let x = image + frames.lowerBound * (shape.bands + 2) * shape.inputs
    let out = pooled.base + frames.lowerBound / shape.pool.frames * pooled.frameStride
    let sizes = ser_block_shape(
      images: 1, frames: frames.count, bands: shape.bands, channels: shape.outputs,
      pool_frames: shape.pool.frames, pool_bands: shape.pool.bands, out_image: 0,
      out_frame: pooled.frameStride, out_band: pooled.bandStride)
    if shape.inputs == 1 {
      kernels.first_forward(sizes, x, arrays.weight, norm.coefficients, ser_dropout(), out, nil)
    } else if fusesPool {
      kernels.block_predict(sizes, shape.inputs, x, filters, norm.coefficients, out, scratch)
    } else {
      forwardUnfused(x, sizes, out, scratch)
    }
  }

  private func forwardUnfused(
    _ x: Floats, _ sizes: ser_block_shape, _ out: Floats, _ scratch: Floats
  ) {
    let convolution = ser_conv_shape(
      images: 1, frames: sizes.frames, bands: shape.bands, inputs: shape.inputs,
      outputs: shape.outputs)
    let y = scratch + Conv2d.scratchCount(inputs: shape.inputs, outputs: shape.outputs)
    kernels.conv_forward(convolution, x, filters, y, nil, nil, scratch)
    kernels.block_forward(sizes, y, norm.coefficients, ser_dropout(), out)
  }
}
