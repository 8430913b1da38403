import CKernels
import Networks
import Testing

extension Kernels {
  /// What accumulates adds to what was there, so that shards may follow each other into one target;
  /// what is written does not depend on it.
  @Suite struct Accumulation {
    private static let size = (frames: 9, bands: 7, channels: 19)
    private static let pool = (2, 2)

    private func expectTwice(_ one: [Double], _ two: [Double], _ what: String) {
      let greatest = one.map(abs).max() ?? 0
      #expect(greatest > 0, "\(what)")
      let isTwice = zip(one, two).allSatisfy { abs(2 * $0 - $1) <= 1e-9 + 1e-12 * greatest }
      #expect(isTwice, "\(what)")
    }

    /// Runs `body`, which adds to its argument, once and again.
    private func twice(
      _ count: Int, _ what: String, _ body: (UnsafeMutablePointer<Double>) -> Void
    ) {
      var sums = [Double](repeating: 0, count: count)
      body(&sums)
      let once = sums
      body(&sums)
      expectTwice(once, sums, what)
    }

    @Test func sumsOfASecondShardAreAddedToThoseOfTheFirst() {
      let (T, F, C) = Self.size
      var samples = Samples(seed: 12)
      let x = samples.images(2, T, F, C), first = samples.images(2, T, F, 1)
      let w = samples.array(9 * C * C)
      let shape = ser_block_shape(images: 2, frames: T, bands: F, channels: C, pool: Self.pool)
      let conv = ser_conv_shape(images: 2, frames: T, bands: F, inputs: C, outputs: C)
      let out = samples.array(2 * shape.out_image), dout = samples.array(2 * shape.out_image)
      let winners = out.indices.map { UInt8($0 % 4) }
      let norm = samples.array(SER_NORM_ROWS * C).map { abs($0) + 0.5 }
      for level in Kernels.levels {
        Kernels.with(level) {
          var u = [Float](repeating: 0, count: WinogradFilters.size(inputs: C, outputs: C))
          var scratch = [Float](repeating: 0, count: ser_conv_scratch(C, C))
          var y = [Float](repeating: 0, count: x.count)
          WinogradFilters.transform(inputs: C, outputs: C, w, into: &u)
          twice(2 * C, "convolution") {
            kernels.conv_forward(conv, x, u, &y, norm, $0, &scratch)
          }
          twice(SER_FIRST_MOMENTS, "moments") { kernels.first_moments(2, T, F, first, $0) }
          twice(10 * C, "correlation") {
            kernels.first_backward(shape, first, ser_dropout(), winners, dout, $0)
          }
          twice(2 * C, "block") {
            kernels.block_reduce(shape, x, norm, ser_dropout(), out, dout, $0)
          }
        }
      }
    }

    /// The sums go through the outputs where no gain is next to nothing, and else through y.
    @Test func bothWaysOfABlocksSumsGiveTheSame() {
      let (T, F, C) = Self.size
      var samples = Samples(seed: 13)
      let shape = ser_block_shape(images: 2, frames: T, bands: F, channels: C, pool: Self.pool)
      let y = samples.images(2, T, F, C), dout = samples.array(2 * shape.out_image)
      let (zeros, ones) = ([Float](repeating: 0, count: C), [Float](repeating: 1, count: C))
      let gain = samples.array(C).map { abs($0) + 0.5 }, bias = samples.array(C)
      var dropout = ser_dropout()
      (dropout.threshold, dropout.factor, dropout.key0) = (1 << 30, 4 / 3, 5)
      var norm = [Float](repeating: 0, count: SER_NORM_ROWS * C)
      NormCoefficients.settle(
        channels: C, mean: zeros, variance: ones, gain: gain, bias: bias, epsilon: 0, norm: &norm)
      #expect(NormCoefficients.isInvertible(channels: C, norm: norm))
      for level in Kernels.levels {
        Kernels.with(level) {
          var out = dout
          kernels.block_forward(shape, y, norm, dropout, &out)
          func sums(_ y: [Float]?) -> [Double] {
            var sums = [Double](repeating: 0, count: 2 * C)
            kernels.block_reduce(shape, y, norm, dropout, out, dout, &sums)
            return sums
          }
          for (short, long) in zip(sums(nil), sums(y)) {
            #expect(abs(short - long) <= 2e-4 + 2e-5 * abs(long))
          }
        }
      }
    }

    @Test func aGainNextToNothingOfOneChannelCannotBeInverted() {
      func isInvertible(gain: Float, bias: Float) -> Bool {
        var norm = [Float](repeating: 0, count: SER_NORM_ROWS * 2)
        NormCoefficients.settle(
          channels: 2, mean: [3, 3], variance: [4, 4], gain: [1, gain], bias: [0, bias], epsilon: 0,
          norm: &norm)
        return NormCoefficients.isInvertible(channels: 2, norm: norm)
      }
      #expect(isInvertible(gain: 0.5, bias: 15) && isInvertible(gain: -0.5, bias: -15))
      #expect(!isInvertible(gain: 0.5, bias: 17) && !isInvertible(gain: -0.5, bias: -17))
      #expect(!isInvertible(gain: 0, bias: 0) && !isInvertible(gain: 1e-7, bias: 0))
      #expect(!isInvertible(gain: .nan, bias: 0) && !isInvertible(gain: 1, bias: .nan))
    }
  }
}
