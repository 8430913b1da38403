import CKernelTwins
import CKernels
import Networks
import Testing

extension Kernels {
  /// BatchNorm, ReLU, MaxPool2d and Dropout in one pass.
  @Suite struct Block {
    @Test(arguments: [(2, 2), (1, 2), (2, 1), (1, 1), (3, 2), (4, 5)], [1, 16, 21])
    func agreesWithItsTwinForwardAndBackward(pool: (Int, Int), channels: Int) {
      for dropout in [.none, BlockCase.hashed, BlockCase.injected] {
        let cases = BlockCase(pool: pool, channels: channels, dropout: dropout)
        for level in Kernels.levels {
          Kernels.with(level) {
            let found = cases.run()
            let comment = Comment(rawValue: "\(pool), \(channels), level \(level.rawValue)")
            expectClose(found.out, cases.out, relative: 1e-6, comment)
            expectClose(found.dsums, cases.dsums, relative: 1e-5, comment)
            expectClose(found.dy, cases.dy, relative: 2e-6, comment)
          }
        }
      }
    }

    @Test func aNumberThatIsNoneReachesTheOutputWhereverItStandsInTheWindow() {
      let shape = ser_block_shape(images: 1, frames: 2, bands: 2, channels: 1)
      var norm = [Float](repeating: 0, count: SER_NORM_ROWS)
      NormCoefficients.settle(
        channels: 1, mean: [0], variance: [1], gain: [1], bias: [0], epsilon: 0, norm: &norm)
      for level in Kernels.levels {
        Kernels.with(level) {
          for place in 0..<4 {
            var pixels: [Float] = [1, -2, 3, 4]
            pixels[place] = .nan
            let y = Samples.image([Array(pixels[..<2]), Array(pixels[2...])])
            var out: [Float] = [0], plain = out, first = out
            kernels.block_forward(shape, y, norm, ser_dropout(), &out)
            ser_block_forward_scalar(shape, y, norm, ser_dropout(), &plain)
            let centre = [Float]([0, 0, 0, 0, 1, 0, 0, 0, 0])
            kernels.first_forward(shape, y, centre, norm, ser_dropout(), &first, nil)
            #expect(out[0].isNaN && plain[0].isNaN && first[0].isNaN)
          }
        }
      }
    }

    @Test func aVanishingGammaLosesNothingOfTheGradient() {
      let cases = BlockCase(pool: (2, 2), channels: 19, dropout: .hashed, smallGamma: true)
      for level in Kernels.levels {
        Kernels.with(level) {
          let found = cases.run()
          expectClose(found.dsums, cases.dsums, relative: 1e-5, "level \(level.rawValue)")
          expectClose(found.dy, cases.dy, relative: 2e-6, "level \(level.rawValue)")
        }
      }
    }

    @Test func equalValuesSendTheGradientToTheFirstBandAndThenTheFirstFrame() {
      let shape = ser_block_shape(images: 1, frames: 2, bands: 2, channels: 1)
      for level in Kernels.levels {
        Kernels.with(level) {
          var norm = [Float](repeating: 0, count: SER_NORM_ROWS)
          NormCoefficients.settle(
            channels: 1, mean: [0], variance: [1], gain: [1], bias: [0], epsilon: 0, norm: &norm)
          // Frames 0 and 1 of band 1 tie: the first frame wins.
          var y = Samples.image([[1, 5], [2, 5]]), out: [Float] = [0]
          kernels.block_forward(shape, y, norm, ser_dropout(), &out)
          #expect(out == [5])
          kernels.block_backward(shape, &y, norm, ser_dropout(), out, [3])
          #expect(y == Samples.image([[0, 3], [0, 0]]))
          // Band 0 of frame 1 ties with band 1 of frame 0: the lower band wins.
          y = Samples.image([[1, 5], [5, 2]])
          kernels.block_backward(shape, &y, norm, ser_dropout(), out, [3])
          #expect(y == Samples.image([[0, 0], [3, 0]]))
        }
      }
    }
  }
}

extension Samples {
  /// One channel `[frame][band]` with a zero halo.
  static func image(_ frames: [[Float]]) -> [Float] {
    let empty = [Float](repeating: 0, count: frames[0].count + 2)
    return empty + frames.flatMap { [0] + $0 + [0] } + empty
  }
}

extension ser_block_shape {
  /// A block whose output is `[images][T'][F'][C]` without gaps, pooled 2x2.
  init(images: Int, frames: Int, bands: Int, channels: Int, pool: (Int, Int) = (2, 2)) {
    let width = bands / pool.1 * channels
    self.init(
      images: images, frames: frames, bands: bands, channels: channels, pool_frames: pool.0,
      pool_bands: pool.1, out_image: frames / pool.0 * width, out_frame: width,
      out_band: channels)
  }
}

/// A block on random data, 2 images of 7 frames and 9 bands, and what the plain loops make of it.
struct BlockCase {
  enum Dropout { case none, hashed, injected }

  struct Result {
    var out, dy: [Float]
    var dsums: [Double]
  }

  static let hashed = Dropout.hashed
  static let injected = Dropout.injected
  let shape: ser_block_shape
  let y, gamma, dout, mask: [Float]
  let kind: Dropout
  private(set) var norm: [Float]
  private(set) var out, dy: [Float]
  private(set) var dsums: [Double]

  init(pool: (Int, Int), channels C: Int, dropout: Dropout, smallGamma: Bool = false) {
    shape = ser_block_shape(images: 2, frames: 7, bands: 9, channels: C, pool: pool)
    kind = dropout
    var samples = Samples(seed: UInt64(C))
    y = samples.images(2, 7, 9, C)
    let usual = samples.array(C)
    gamma = usual.enumerated().map { smallGamma && $0 % 3 == 0 ? Float($0) * 1e-8 : $1 }
    let beta = samples.array(C)
    let size = 2 * shape.out_image, count = Double(2 * 7 * 9)
    dout = samples.array(size)
    mask = (0..<size).map { _ in samples.number() > 0.4 ? 1.5 : 0 }
    norm = [Float](repeating: .nan, count: SER_NORM_ROWS * C)
    var sums = [Double](repeating: 0, count: 2 * C)
    for i in y.indices {
      sums[i % C] += Double(y[i])
      sums[C + i % C] += Double(y[i]) * Double(y[i])
    }
    NormCoefficients.settle(
      channels: C, count: count, sums: sums, centre: nil, gain: gamma, bias: beta, epsilon: 1e-5,
      norm: &norm)
    out = [Float](repeating: .nan, count: size)
    dsums = [Double](repeating: 0, count: 2 * C)
    dy = y
    var dz = [Float](repeating: .nan, count: y.count)
    var dgamma = beta, dbeta = beta
    (out, dsums, dz) = mask.withUnsafeBufferPointer {
      let dropout = BlockCase.options(dropout, $0)
      var (out, dsums, dz) = (out, dsums, dz)
      ser_block_forward_scalar(shape, y, norm, dropout, &out)
      ser_block_backward_scalar(shape, y, norm, dropout, out, dout, &dsums, &dz)
      return (out, dsums, dz)
    }
    NormCoefficients.settleGradient(
      channels: C, count: count, dSums: dsums, norm: &norm, dGain: &dgamma, dBias: &dbeta)
    let inside = samples.images(2, 7, 9, C, halo: 9)
    let (means, inverses) = (row(SER_NORM_MEAN), row(SER_NORM_INVERSE))
    for i in dy.indices where inside[i] < 9 {
      let xhat = (y[i] - means[i % C]) * inverses[i % C]
      let mean = Float(dsums[i % C] / count), slope = Float(dsums[C + i % C] / count)
      dy[i] = gamma[i % C] * inverses[i % C] * (dz[i] - mean - xhat * slope)
    }
  }

  private func row(_ row: Int) -> [Float] {
    Array(norm[row * shape.channels..<(row + 1) * shape.channels])
  }

  private static func options(
    _ kind: Dropout, _ mask: UnsafeBufferPointer<Float>
  ) -> ser_dropout {
    var options = ser_dropout()
    if kind == .injected { options.mask = mask.baseAddress }
    if kind == .hashed {
      (options.threshold, options.factor) = (1_288_490_188, 1 / 0.7)
      (options.key0, options.key1, options.first_index) = (77, 0xDEAD_BEEF, .max - 100)
    }
    return options
  }

  func run() -> Result {
    var result = Result(
      out: [Float](repeating: .nan, count: out.count), dy: y,
      dsums: [Double](repeating: 0, count: dsums.count))
    mask.withUnsafeBufferPointer {
      let dropout = BlockCase.options(kind, $0)
      kernels.block_forward(shape, y, norm, dropout, &result.out)
      let suffices = NormCoefficients.isInvertible(channels: shape.channels, norm: norm)
      y.withUnsafeBufferPointer { y in
        kernels.block_reduce(
          shape, suffices ? nil : y.baseAddress, norm, dropout, result.out, dout, &result.dsums)
      }
      kernels.block_backward(shape, &result.dy, norm, dropout, result.out, dout)
    }
    return result
  }
}
