import Tensors

/// A 3x3 convolution with padding 1 and no bias (batch normalisation follows and would cancel it).
///
/// The plain path: patches are copied to a matrix (im2col) and multiplied. It takes any size, and the
/// fast path is tested against it. Weights lie as `[kt][kf][Ci][Co]`, where kt runs over time.
package struct Conv2d {
  package let inputChannels: Int
  package let outputChannels: Int

  package init(inputChannels: Int, outputChannels: Int) {
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
  }

  /// Floats of the weight.
  package var weightCount: Int { 9 * inputChannels * outputChannels }

  /// Frames whose patches are multiplied at once: enough rows to keep the product efficient.
  private func frameBlock(bands: Int) -> Int { max(1, 512 / bands) }

  /// Floats of scratch memory that a unit of work needs: a block of patches and one of outputs.
  package func scratchCount(bands: Int) -> Int {
    frameBlock(bands: bands) * bands * 10 * max(inputChannels, outputChannels)
  }

  /// Writes the convolution of image `x` (`[T+2][F+2][Ci]`) to `y` (`[T+2][F+2][Co]`).
  package func forward(
    _ x: ImageBatch, weight: UnsafePointer<Float>, into y: ImageBatch, utterance: Int,
    scratch: Floats
  ) {
    let target = y.frames(of: utterance)
    let frameCount = y.bands * y.channels
    forEachPatchBlock(x, utterance, scratch) { first, frames, patches, outputs in
      MatrixProduct.multiply(
        rows: frames * x.bands, columns: y.channels, inner: 9 * x.channels,
        patches, aStride: 9 * x.channels, weight, bStride: y.channels,
        into: outputs, cStride: y.channels)
      for frame in 0..<frames {
        target[first + frame].update(from: outputs + frame * frameCount, count: frameCount)
      }
    }
  }

  /// Adds the weight's gradient of one utterance, from the input and the output's gradient `dy`.
  package func backwardWeight(
    _ x: ImageBatch, dy: ImageBatch, utterance: Int, gradient: Floats, scratch: Floats
  ) {
    let source = dy.frames(of: utterance)
    let frameCount = dy.bands * dy.channels
    forEachPatchBlock(x, utterance, scratch) { first, frames, patches, outputs in
      for frame in 0..<frames {
        (outputs + frame * frameCount).update(from: source[first + frame], count: frameCount)
      }
      MatrixProduct.multiply(
        rows: 9 * x.channels, columns: dy.channels, inner: frames * x.bands,
        patches, .transposed, aStride: 9 * x.channels, outputs, bStride: dy.channels,
        keep: 1, into: gradient, cStride: dy.channels)
    }
  }

  /// Writes the input's gradient of one utterance: the convolution of `dy` with `flipped` weights.
  package func backwardInput(
    dy: ImageBatch, flipped: UnsafePointer<Float>, into dx: ImageBatch, utterance: Int,
    scratch: Floats
  ) {
    Conv2d(inputChannels: outputChannels, outputChannels: inputChannels)
      .forward(dy, weight: flipped, into: dx, utterance: utterance, scratch: scratch)
  }

  /// The weight turned by half a turn with channels exchanged: `[kt][kf][Co][Ci]`.
  package func flip(_ weight: UnsafePointer<Float>, into flipped: Floats) {
    let plane = inputChannels * outputChannels
    for tap in 0..<9 {
      let source = weight + (8 - tap) * plane
      let target = flipped + tap * plane
      for input in 0..<inputChannels {
        for output in 0..<outputChannels {
          target[output * inputChannels + input] = source[input * outputChannels + output]
        }
      }
    }
  }

  /// Copies the patches of a few frames at a time to `scratch` as `[frames, F, 9 Ci]`.
  private func forEachPatchBlock(
    _ x: ImageBatch, _ utterance: Int, _ scratch: Floats,
    _ body: (_ first: Int, _ frames: Int, _ patches: Floats, _ outputs: Floats) -> Void
  ) {
    let image = x.image(utterance)
    let block = frameBlock(bands: x.bands)
    let span = 3 * x.channels
    for first in stride(from: 0, to: x.frames, by: block) {
      let frames = min(block, x.frames - first)
      var target = scratch
      for frame in first..<(first + frames) {
        for band in 0..<x.bands {
          for tap in 0..<3 {
            target.update(
              from: image + (frame + tap) * x.rowStride + band * x.channels, count: span)
            target += span
          }
        }
      }
      body(first, frames, scratch, scratch + block * x.bands * 9 * x.channels)
    }
  }
}
