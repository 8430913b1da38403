import CKernels
import Networks
import Testing

@Suite("Normalisation of two channels, worked out by hand")
struct NormByHandTests {
  private func row(_ row: Int, _ norm: [Float]) -> [Float] { Array(norm[(row * 2)...].prefix(2)) }

  /// Values 1, 2, 3, 6 have mean 3 and variance 3.5; values -1, -1, 1, 1 have 0 and 1.
  @Test("sums about any centre give the same mean and variance", arguments: [nil, -2, 3, 10])
  func centres(centre: Float?) {
    let channels: [[Double]] = [[1, 2, 3, 6], [-1, -1, 1, 1]]
    let middle = Double(centre ?? 0)
    let sums =
      channels.map { $0.reduce(0) { $0 + $1 - middle } }
      + channels.map { $0.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } }
    var norm = [Float](repeating: .nan, count: 2 * SER_NORM_ROWS)
    func settle(_ centre: UnsafePointer<Float>?) {
      NormCoefficients.settle(
        channels: 2, count: 4, sums: sums, centre: centre, gain: [2, -3], bias: [10, 20],
        epsilon: 0.5, norm: &norm)
    }
    if let centre { settle([centre, centre]) } else { settle(nil) }
    #expect(row(SER_NORM_MEAN, norm) == [3, 0])
    #expect(row(SER_NORM_VARIANCE, norm) == [3.5, 1])
    let inverse = 1 / 1.5.squareRoot()
    for (found, expected) in zip(
      row(SER_NORM_INVERSE, norm) + row(SER_NORM_SCALE, norm) + row(SER_NORM_OFFSET, norm),
      [0.5, inverse, 1, -3 * inverse, 7, 20])
    {
      #expect(abs(Double(found) - expected) <= 1e-6 * abs(expected))
    }
    #expect(row(SER_NORM_SLOPE, norm) == [0, 0] && row(SER_NORM_SHIFT, norm) == [0, 0])
  }

  @Test("a given mean and variance are taken as they are")
  func inference() {
    var norm = [Float](repeating: .nan, count: 2 * SER_NORM_ROWS)
    NormCoefficients.settle(
      channels: 2, mean: [3, -1], variance: [3, 0], gain: [6, 0.5], bias: [1, 2], epsilon: 1,
      norm: &norm)
    #expect(norm == [3, -1, 3, 0, 0.5, 1, 3, 0.5, -8, 2.5, 0, 0, 0, 0])
  }

  /// slope = -scale product inverse / count, shift = -scale sum / count.
  @Test("the way back: what mean and variance pass on of a gradient")
  func gradient() {
    var norm = [Float](repeating: 7, count: 2 * SER_NORM_ROWS)
    norm.replaceSubrange((2 * SER_NORM_INVERSE)..., with: [0.5, 4, 2, -3, 7, 7, 7, 7, 7, 7])
    var (dGain, dBias) = ([Float](repeating: 0, count: 2), [Float](repeating: 0, count: 2))
    NormCoefficients.settleGradient(
      channels: 2, count: 4, dSums: [8, -4, 6, 2], norm: &norm, dGain: &dGain, dBias: &dBias)
    #expect(dBias == [8, -4] && dGain == [6, 2])
    #expect(row(SER_NORM_SLOPE, norm) == [-1.5, 6])
    #expect(row(SER_NORM_SHIFT, norm) == [-4, -3])
    #expect(row(SER_NORM_MEAN, norm) == [7, 7] && row(SER_NORM_SCALE, norm) == [2, -3])
  }

  /// Pixels 0 and 4 of the filter alone meet sound: sums 1 and 2, products 3, 5 and 7. The second
  /// channel's filter is 2 and -1 there; the first one's is 0.
  @Test("a first block's statistics and gradients are forms in the moments of its input")
  func firstBlock() {
    var moments = [Double](repeating: 0, count: SER_FIRST_MOMENTS)
    var correlation = [Double](repeating: 0, count: 20)
    for (place, value) in [(0, 1.0), (4, 2), (9, 3), (13, 5), (45, 5), (49, 7)] {
      moments[place] = value
    }
    // Of the gradient itself, and with pixels 0 and 4, for the second channel.
    for (place, value) in [(1, 6.0), (3, 10), (11, 20)] { correlation[place] = value }
    var weight = [Float](repeating: 0, count: 18)
    (weight[1], weight[9]) = (2, -1)
    var sums = [Double](repeating: 9, count: 4)
    FirstBlockSums.sums(outputs: 2, weight: weight, moments: moments, into: &sums)
    // 2 - 2, and 4 * 3 - 2 * 2 * 5 + 7: moments of no image, but of the formula.
    #expect(sums == [0, 0, 0, -1])
    var norm = [Float](repeating: 0, count: 2 * SER_NORM_ROWS)
    for (row, value) in [
      (SER_NORM_MEAN, 0.5), (SER_NORM_INVERSE, 2), (SER_NORM_SCALE, 2), (SER_NORM_SLOPE, 3),
      (SER_NORM_SHIFT, 4),
    ] as [(Int, Float)] { norm[row * 2 + 1] = value }
    FirstBlockSums.gradientSums(
      outputs: 2, weight: weight, correlation: correlation, norm: norm, into: &sums)
    // (2 * 10 - 20 - mean * 6) * inverse.
    #expect(sums == [0, 6, 0, -6])
    var dWeight = [Float](repeating: 9, count: 18)
    FirstBlockSums.weightGradient(
      outputs: 2, weight: weight, moments: moments, correlation: correlation, norm: norm,
      into: &dWeight)
    var expected = [Float](repeating: 0, count: 18)
    // scale * correlation + slope * (w x x - mean * x) + shift * x, at pixels 0 and 4.
    // 20 + 3 * (6 - 5 - .5) + 4, and 40 + 3 * (10 - 7 - 1) + 8.
    (expected[1], expected[9]) = (25.5, 54)
    #expect(dWeight == expected)
  }
}
