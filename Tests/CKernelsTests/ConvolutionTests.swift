import CKernelTwins
import CKernels
import Networks
import Testing

extension Kernels {
  /// Winograd sums in another order and with factors up to 8, hence 2e-5 of the greatest value.
  @Suite struct Convolution {
    static let shapes = [
      ser_conv_shape(images: 1, frames: 1, bands: 1, inputs: 1, outputs: 1),
      ser_conv_shape(images: 2, frames: 3, bands: 2, inputs: 2, outputs: 3),
      ser_conv_shape(images: 2, frames: 5, bands: 7, inputs: 3, outputs: 5),
      ser_conv_shape(images: 1, frames: 4, bands: 4, inputs: 16, outputs: 16),
      ser_conv_shape(images: 3, frames: 8, bands: 8, inputs: 16, outputs: 48),
      ser_conv_shape(images: 1, frames: 9, bands: 4, inputs: 17, outputs: 33),
      ser_conv_shape(images: 2, frames: 17, bands: 1, inputs: 40, outputs: 24),
      ser_conv_shape(images: 1, frames: 30, bands: 34, inputs: 8, outputs: 64),
      ser_conv_shape(images: 5, frames: 12, bands: 8, inputs: 96, outputs: 128),
    ]

    @Test(arguments: shapes) func agreesWithTheDirectSumForwardAndBackward(shape: ser_conv_shape) {
      let cases = Case(shape)
      for level in Kernels.levels {
        Kernels.with(level) {
          let found = cases.run()
          expectClose(found.y, cases.y, relative: 2e-5, "y, level \(level.rawValue)")
          expectClose(found.dx, cases.dx, relative: 2e-5, "dx, level \(level.rawValue)")
          expectClose(found.dw, cases.dw, relative: 2e-5, "dw, level \(level.rawValue)")
          expectClose(found.sums, cases.sums, relative: 2e-5, "sums, level \(level.rawValue)")
        }
      }
    }

    @Test func aShardGivesTheSameBitsAsTheWholeBatchDoesForItsImages() {
      let shape = ser_conv_shape(images: 4, frames: 10, bands: 6, inputs: 5, outputs: 20)
      let cases = Case(shape)
      for level in Kernels.levels {
        Kernels.with(level) {
          let whole = cases.run()
          let parts = (0..<4).map { cases.run(images: $0..<$0 + 1) }
          #expect(parts.flatMap(\.y) == whole.y)
          #expect(parts.flatMap(\.dx) == whole.dx)
        }
      }
    }

    @Test func theHaloOfTheOutputIsNotTouchedAndThatOfItsGradientNotRead() {
      let shape = ser_conv_shape(images: 2, frames: 6, bands: 5, inputs: 4, outputs: 18)
      var cases = Case(shape)
      let clean = cases.run()
      var samples = Samples(seed: 3)
      let noisy = samples.images(2, 6, 5, 18, halo: .nan)
      for i in cases.dy.indices where noisy[i].isNaN { cases.dy[i] = .nan }
      let found = cases.run(outputHalo: 7)
      #expect(found.dx == clean.dx && found.dw == clean.dw)
      for i in noisy.indices where noisy[i].isNaN { #expect(found.y[i] == 7) }
    }
  }
}

extension ser_conv_shape: @retroactive CustomTestStringConvertible {
  /// The shape in words, for the test log.
  public var testDescription: String {
    "\(images) images of \(frames)x\(bands), \(inputs) to \(outputs) channels"
  }
}

/// A convolution with random data and what the direct sums make of it.
private struct Case {
  struct Result {
    var y, dx, dw: [Float]
    var sums: [Double]
  }

  let shape: ser_conv_shape
  let x, w, centre: [Float]
  var dy: [Float]
  private(set) var y, dx, dw: [Float]
  private(set) var sums: [Double]

  init(_ shape: ser_conv_shape) {
    self.shape = shape
    var samples = Samples(seed: UInt64(shape.frames * 100 + shape.outputs))
    x = samples.images(shape.images, shape.frames, shape.bands, shape.inputs)
    dy = samples.images(shape.images, shape.frames, shape.bands, shape.outputs)
    w = samples.array(9 * shape.inputs * shape.outputs)
    centre = samples.array(shape.outputs)
    y = [Float](repeating: 0, count: dy.count)
    dx = [Float](repeating: 0, count: x.count)
    dw = [Float](repeating: 0, count: w.count)
    sums = [Double](repeating: 0, count: 2 * shape.outputs)
    ser_conv_forward_scalar(shape, x, w, &y)
    ser_conv_backward_scalar(shape, x, dy, w, &dx, &dw)
    let inside = samples.images(shape.images, shape.frames, shape.bands, shape.outputs, halo: 9)
    for i in y.indices where inside[i] < 9 {
      let channel = i % shape.outputs
      let difference = Double(y[i]) - Double(centre[channel])
      sums[channel] += difference
      sums[shape.outputs + channel] += difference * difference
    }
  }

  func run(images: Range<Int>? = nil, outputHalo: Float = 0) -> Result {
    let (C, O) = (shape.inputs, shape.outputs)
    var part = shape
    part.images = images?.count ?? shape.images
    let pixels = (shape.frames + 2) * (shape.bands + 2), first = images?.lowerBound ?? 0
    let size = part.images * pixels
    let count = WinogradFilters.size(inputs: C, outputs: O)
    let exchanged = WinogradFilters.size(inputs: O, outputs: C)
    var u = [Float](repeating: .nan, count: count), du = u
    var ut = [Float](repeating: .nan, count: exchanged)
    var scratch = [Float](repeating: .nan, count: ser_conv_scratch(C, O))
    var result = Result(
      y: [Float](repeating: outputHalo, count: size * O),
      dx: [Float](repeating: .nan, count: size * C), dw: [Float](repeating: .nan, count: 9 * C * O),
      sums: [Double](repeating: 0, count: 2 * O))
    WinogradFilters.transform(inputs: C, outputs: O, w, into: &u)
    WinogradFilters.transpose(inputs: C, outputs: O, u, into: &ut)
    x.withUnsafeBufferPointer { x in
      dy.withUnsafeBufferPointer { dy in
        guard let x = x.baseAddress, let dy = dy.baseAddress else { return }
        let shard = x + first * pixels * C
        let y = UnsafeMutableBufferPointer<Float>.allocateAligned(copying: result.y)
        defer { UnsafeMutableRawPointer(y.baseAddress)?.deallocate() }
        kernels.conv_forward(part, shard, u, y.baseAddress, centre, &result.sums, &scratch)
        result.y = Array(y)
        kernels.conv_backward(
          part, shard, dy + first * pixels * O, ut, &result.dx, &du, &scratch)
      }
    }
    WinogradFilters.gradient(inputs: C, outputs: O, du, into: &result.dw)
    return result
  }
}

extension UnsafeMutableBufferPointer<Float> {
  /// A copy at the start of a cache line, where kernels may write past the cache.
  fileprivate static func allocateAligned(copying values: [Float]) -> Self {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: 4 * values.count, alignment: 64)
    let result = Self(
      start: memory.bindMemory(to: Float.self, capacity: values.count), count: values.count)
    _ = result.initialize(from: values)
    return result
  }
}
