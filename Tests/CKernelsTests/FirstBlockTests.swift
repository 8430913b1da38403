import CKernelTwins
import CKernels
import Networks
import Testing

extension Kernels {
  /// The first block never stores its convolution's output; the plain way through the direct
  /// convolution, the block's twin and the full gradient dy must give the same numbers.
  @Suite struct FirstBlock {
    @Test(arguments: [(2, 2), (1, 2), (3, 4)], [(8, 6, 16), (9, 11, 5), (4, 4, 33)])
    func agreesWithAPlainConvolutionFollowedByAPlainBlock(
      pool: (Int, Int), size: (frames: Int, bands: Int, channels: Int)
    ) {
      expectAgreement(
        FirstBlockCase(pool, size.frames, size.bands, size.channels), "\(pool), \(size)")
    }

    /// The place of a window's winner is a byte, of which one value says that there is none.
    @Test func theLargestWindowKeepsItsWinnerWhereverItStands() {
      expectAgreement(FirstBlockCase((15, 17), 31, 35, 37), "255 pixels")
    }

    private func expectAgreement(_ cases: FirstBlockCase, _ name: String) {
      let expected = cases.plain()
      for level in Kernels.levels {
        Kernels.with(level) {
          let found = cases.run()
          let comment = Comment(rawValue: "\(name), level \(level.rawValue)")
          expectClose(found.norm, expected.norm, relative: 1e-5, comment)
          expectClose(found.out, expected.out, relative: 1e-5, comment)
          expectClose(found.dgamma, expected.dgamma, relative: 1e-5, comment)
          expectClose(found.dbeta, expected.dbeta, relative: 1e-5, comment)
          expectClose(found.dw, expected.dw, relative: 2e-5, absolute: 1e-5, comment)
        }
      }
    }
  }
}

/// A first block on 3 random images, by way of the kernels `first_...` and by way of the twins.
private struct FirstBlockCase {
  struct Result {
    var norm, out, dgamma, dbeta, dw: [Float]

    init(channels: Int, outputs: Int) {
      norm = [Float](repeating: .nan, count: SER_NORM_ROWS * channels)
      out = [Float](repeating: .nan, count: outputs)
      dgamma = [Float](repeating: .nan, count: channels)
      dbeta = dgamma
      dw = [Float](repeating: 0, count: 9 * channels)
    }
  }

  let shape: ser_block_shape
  let x, w, gamma, beta, dout: [Float]
  var dropout = ser_dropout()
  let count: Double
  var C: Int { shape.channels }

  init(_ pool: (Int, Int), _ frames: Int, _ bands: Int, _ channels: Int) {
    shape = ser_block_shape(
      images: 3, frames: frames, bands: bands, channels: channels, pool: pool)
    count = Double(3 * frames * bands)
    var samples = Samples(seed: 5)
    x = samples.images(3, frames, bands, 1)
    w = samples.array(9 * channels)
    gamma = samples.array(channels)
    beta = samples.array(channels)
    dout = samples.array(3 * shape.out_image)
    (dropout.threshold, dropout.factor, dropout.key0, dropout.key1) = (1 << 30, 4 / 3, 1, 2)
  }

  func run() -> Result {
    var result = Result(channels: C, outputs: dout.count)
    var moments = [Double](repeating: 0, count: SER_FIRST_MOMENTS)
    var sums = [Double](repeating: 0, count: 2 * C), dsums = sums
    var correlation = [Double](repeating: 0, count: 10 * C)
    var winner = [UInt8](repeating: 99, count: dout.count)
    kernels.first_moments(3, shape.frames, shape.bands, x, &moments)
    FirstBlockSums.sums(outputs: C, weight: w, moments: moments, into: &sums)
    NormCoefficients.settle(
      channels: C, count: count, sums: sums, centre: nil, gain: gamma, bias: beta, epsilon: 1e-5,
      norm: &result.norm)
    kernels.first_forward(shape, x, w, result.norm, dropout, &result.out, &winner)
    kernels.first_backward(shape, x, dropout, winner, dout, &correlation)
    FirstBlockSums.gradientSums(
      outputs: C, weight: w, correlation: correlation, norm: result.norm, into: &dsums)
    NormCoefficients.settleGradient(
      channels: C, count: count, dSums: dsums, norm: &result.norm, dGain: &result.dgamma,
      dBias: &result.dbeta)
    FirstBlockSums.weightGradient(
      outputs: C, weight: w, moments: moments, correlation: correlation, norm: result.norm,
      into: &result.dw)
    return result
  }

  func plain() -> Result {
    var result = Result(channels: C, outputs: dout.count)
    let conv = ser_conv_shape(
      images: 3, frames: shape.frames, bands: shape.bands, inputs: 1, outputs: C)
    var y = [Float](repeating: 0, count: x.count * C), dz = y, dy = y
    var sums = [Double](repeating: 0, count: 2 * C), dsums = sums
    ser_conv_forward_scalar(conv, x, w, &y)
    for i in y.indices {
      sums[i % C] += Double(y[i])
      sums[C + i % C] += Double(y[i]) * Double(y[i])
    }
    NormCoefficients.settle(
      channels: C, count: count, sums: sums, centre: nil, gain: gamma, bias: beta, epsilon: 1e-5,
      norm: &result.norm)
    ser_block_forward_scalar(shape, y, result.norm, dropout, &result.out)
    ser_block_backward_scalar(shape, y, result.norm, dropout, result.out, dout, &dsums, &dz)
    NormCoefficients.settleGradient(
      channels: C, count: count, dSums: dsums, norm: &result.norm, dGain: &result.dgamma,
      dBias: &result.dbeta)
    let rows = stride(from: 0, to: result.norm.count, by: C).map {
      Array(result.norm[$0..<$0 + C])
    }
    for i in dy.indices {
      dy[i] = rows[3][i % C] * dz[i] + rows[5][i % C] * (y[i] - rows[0][i % C]) + rows[6][i % C]
    }
    ser_conv_backward_scalar(conv, x, dy, w, nil, &result.dw)
    return result
  }
}
