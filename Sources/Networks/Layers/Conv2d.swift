import CKernels
import Tensors

/// A 3x3 convolution with padding 1 and no bias (batch normalisation follows and would cancel it),
/// by Winograd's F(4x4, 3x3) in all three passes.
///
/// Weights lie as `[kt][kf][Ci][Co]`, where kt runs over time. Results are within about 1e-5 of the
/// direct sum, relative to the largest.
///
/// - Source: Lavin & Gray, "Fast algorithms for convolutional neural networks", CVPR 2016.
package struct Conv2d {
  package let inputChannels: Int
  package let outputChannels: Int
  /// The weight as the products need it, forward and transposed.
  private let filters: Floats, transposedFilters: Floats

  package init(inputChannels: Int, outputChannels: Int, arena: Arena) {
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    filters = arena.take(WinogradFilters.size(inputs: inputChannels, outputs: outputChannels))
    transposedFilters = arena.take(
      WinogradFilters.size(inputs: outputChannels, outputs: inputChannels))
  }

  /// Floats of the weight.
  package var weightCount: Int { 9 * inputChannels * outputChannels }
  /// Floats of a weight's gradient before `finishGradient`.
  package var partCount: Int {
    WinogradFilters.size(inputs: inputChannels, outputs: outputChannels)
  }

  /// Floats of scratch memory that a worker needs.
  package static func scratchCount(inputs: Int, outputs: Int) -> Int {
    max(ser_conv_scratch(inputs, outputs), ser_conv_scratch(outputs, inputs))
  }

  /// Takes over a weight; once before the passes that use it.
  package func prepare(_ weight: UnsafePointer<Float>) {
    WinogradFilters.transform(
      inputs: inputChannels, outputs: outputChannels, weight, into: filters)
    WinogradFilters.transpose(
      inputs: inputChannels, outputs: outputChannels, filters, into: transposedFilters)
  }

  /// Writes the convolution of some images of `x` to `y`, and adds to `sums` (`[2, Co]`, or nil)
  /// what `y` and its square sum to about `centre`, `[Co]`.
  package func forward(
    _ x: ImageBatch, into y: ImageBatch, utterances: Range<Int>, centre: UnsafePointer<Float>?,
    sums: UnsafeMutablePointer<Double>?, scratch: Floats
  ) {
    kernels.conv_forward(
      shape(x, utterances), x.image(utterances.lowerBound), filters,
      y.image(utterances.lowerBound), centre, sums, scratch)
  }

  /// Writes the input's gradient of some images to `dx` and their part of the weight's to `part`,
  /// from the output's gradient `dy`.
  package func backward(
    _ x: ImageBatch, dy: ImageBatch, into dx: ImageBatch?, part: Floats, utterances: Range<Int>,
    scratch: Floats
  ) {
    let first = utterances.lowerBound
    kernels.conv_backward(
      shape(x, utterances), x.image(first), dy.image(first), transposedFilters,
      dx?.image(first), part, scratch)
  }

  /// Writes the weight's gradient from the sum of all parts.
  package func finishGradient(_ part: UnsafePointer<Float>, into gradient: Floats) {
    WinogradFilters.gradient(
      inputs: inputChannels, outputs: outputChannels, part, into: gradient)
  }

  private func shape(_ x: ImageBatch, _ utterances: Range<Int>) -> ser_conv_shape {
    ser_conv_shape(
      images: utterances.count, frames: x.frames, bands: x.bands, inputs: inputChannels,
      outputs: outputChannels)
  }
}
