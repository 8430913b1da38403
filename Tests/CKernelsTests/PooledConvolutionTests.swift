import CKernels
import Networks
import Testing

extension Kernels {
  /// A block in prediction, which pools the convolution's tiles in registers.
  @Suite struct PooledConvolution {
    @Test(arguments: [
      ser_block_shape(2, 8, 8, 16), ser_block_shape(1, 21, 13, 35), ser_block_shape(3, 5, 2, 70),
      ser_block_shape(1, 64, 16, 32), ser_block_shape(1, 4, 4, 1),
    ])
    func givesTheBitsOfConvolutionAndBlockApart(shape: ser_block_shape) {
      let sizes = [1, 2, 4]
      for (frames, bands) in sizes.flatMap({ frames in sizes.map { (frames, $0) } }) {
        let one = PooledCase(shape, frames, bands)
        for level in Kernels.levels {
          Kernels.with(level) {
            let comment = Comment(rawValue: "\(frames) x \(bands), level \(level.rawValue)")
            #expect(one.together() == one.apart(), comment)
          }
        }
      }
    }

    @Test func cutAlongTimeGivesTheSameBits() {
      let one = PooledCase(ser_block_shape(1, 37, 9, 20), 2, 2)
      for level in Kernels.levels {
        Kernels.with(level) { #expect(one.together(cut: [8, 24]) == one.together()) }
      }
    }
  }
}

extension ser_block_shape {
  fileprivate init(_ images: Int, _ frames: Int, _ bands: Int, _ channels: Int) {
    self.init()
    (self.images, self.frames, self.bands, self.channels) = (images, frames, bands, channels)
  }
}

private struct PooledCase {
  static let inputs = 19
  private var shape: ser_block_shape
  private let x: [Float], u: [Float], norm: [Float]

  init(_ shape: ser_block_shape, _ poolFrames: Int, _ poolBands: Int) {
    self.shape = shape
    let (frames, bands) = (shape.frames / poolFrames, shape.bands / poolBands)
    (self.shape.pool_frames, self.shape.pool_bands) = (poolFrames, poolBands)
    self.shape.out_band = shape.channels
    self.shape.out_frame = bands * shape.channels
    self.shape.out_image = frames * bands * shape.channels
    var samples = Samples(seed: 5)
    x = samples.images(shape.images, shape.frames, shape.bands, Self.inputs)
    norm = samples.array(SER_NORM_ROWS * shape.channels)
    let w = samples.array(9 * Self.inputs * shape.channels)
    let size = WinogradFilters.size(inputs: Self.inputs, outputs: shape.channels)
    var u = [Float](repeating: .nan, count: size)
    WinogradFilters.transform(inputs: Self.inputs, outputs: shape.channels, w, into: &u)
    self.u = u
  }

  private var scratch: [Float] {
    [Float](repeating: .nan, count: ser_conv_scratch(Self.inputs, shape.channels))
  }
  private var outputs: [Float] {
    [Float](repeating: -1, count: max(1, shape.images * shape.out_image))
  }

  func apart() -> [Float] {
    let size = shape.images * (shape.frames + 2) * (shape.bands + 2) * shape.channels
    var (scratch, out, y) = (scratch, outputs, [Float](repeating: 0, count: size))
    let convolution = ser_conv_shape(
      images: shape.images, frames: shape.frames, bands: shape.bands, inputs: Self.inputs,
      outputs: shape.channels)
    kernels.conv_forward(convolution, x, u, &y, nil, nil, &scratch)
    kernels.block_forward(shape, y, norm, ser_dropout(), &out)
    return out
  }

  func together(cut: [Int] = []) -> [Float] {
    var (scratch, out, part) = (scratch, outputs, shape)
    for (first, end) in zip([0] + cut, cut + [shape.frames]) {
      part.frames = end - first
      x.withUnsafeBufferPointer { x in
        out.withUnsafeMutableBufferPointer { out in
          guard let x = x.baseAddress, let out = out.baseAddress else { return }
          kernels.block_predict(
            part, Self.inputs, x + first * (shape.bands + 2) * Self.inputs, u, norm,
            out + first / shape.pool_frames * shape.out_frame, &scratch)
        }
      }
    }
    return out
  }
}
