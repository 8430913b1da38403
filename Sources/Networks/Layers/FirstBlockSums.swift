import CKernels

/// What normalisation and the filters of a first block need, from the moments `[10][9]` of its
/// input and the correlation `[10][C]` of the gradient with it.
///
/// A convolution from one channel is `y = sum over k of w_k x_k`, linear in nine pixels, so sums
/// over y are forms in the filters `[9][C]`.
package enum FirstBlockSums {
  /// The sum over pixels of x_a x_b, which stands once for both orders.
  private static func product(_ moments: UnsafePointer<Double>, _ a: Int, _ b: Int) -> Double {
    moments[9 + 9 * min(a, b) + max(a, b)]
  }

  /// The sums `[2][C]` of y and of its squares over all pixels.
  package static func sums(
    outputs: Int, weight: UnsafePointer<Float>, moments: UnsafePointer<Double>,
    into sums: UnsafeMutablePointer<Double>
  ) {
    for channel in 0..<outputs {
      var (sum, squares) = (0.0, 0.0)
      for tap in 0..<9 {
        let own = Double(weight[tap * outputs + channel])
        sum += own * moments[tap]
        for other in 0..<9 {
          squares +=
            own * Double(weight[other * outputs + channel]) * product(moments, tap, other)
        }
      }
      sums[channel] = sum
      sums[outputs + channel] = squares
    }
  }

  /// The gradient's sums `[2][C]`, of dz and of dz xhat, for `NormCoefficients.settleGradient`.
  package static func gradientSums(
    outputs: Int, weight: UnsafePointer<Float>, correlation: UnsafePointer<Double>,
    norm: UnsafePointer<Float>, into dSums: UnsafeMutablePointer<Double>
  ) {
    for channel in 0..<outputs {
      var withOutput = 0.0
      for tap in 0..<9 {
        withOutput +=
          Double(weight[tap * outputs + channel]) * correlation[(tap + 1) * outputs + channel]
      }
      let mean = Double(norm[SER_NORM_MEAN * outputs + channel])
      dSums[channel] = correlation[channel]
      dSums[outputs + channel] =
        (withOutput - mean * correlation[channel])
        * Double(norm[SER_NORM_INVERSE * outputs + channel])
    }
  }

  /// The filters' gradient `[9][C]`: dw_k is the sum over pixels of (scale dz + slope (y - mean) +
  /// shift) x_k, with all rows of `norm` settled.
  package static func weightGradient(
    outputs: Int, weight: UnsafePointer<Float>, moments: UnsafePointer<Double>,
    correlation: UnsafePointer<Double>, norm: UnsafePointer<Float>,
    into dWeight: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<outputs {
      func row(_ row: Int) -> Double { Double(norm[row * outputs + channel]) }
      for tap in 0..<9 {
        var withOutput = -row(SER_NORM_MEAN) * moments[tap]
        for other in 0..<9 {
          withOutput +=
            Double(weight[other * outputs + channel]) * product(moments, tap, other)
        }
        dWeight[tap * outputs + channel] = Float(
          row(SER_NORM_SCALE) * correlation[(tap + 1) * outputs + channel]
            + row(SER_NORM_SLOPE) * withOutput + row(SER_NORM_SHIFT) * moments[tap])
      }
    }
  }
}
