import CKernels

/// Batch normalisation's coefficients a channel, from sums over pixels to what one pass over the
/// pixels needs: the rows of a `norm` block, `[SER_NORM_ROWS][C]`.
package enum NormCoefficients {
  /// Training: the first five rows from a batch's sums; the last two become 0.
  ///
  /// - Parameters:
  ///   - channels: `C`.
  ///   - count: pixels behind the sums, all shards together.
  ///   - sums: `[2][C]`, of values and squares about `centre`.
  ///   - centre: `[C]`, or `nil` for 0.
  ///   - gain, bias: `[C]`.
  package static func settle(
    channels: Int, count: Double, sums: UnsafePointer<Double>, centre: UnsafePointer<Float>?,
    gain: UnsafePointer<Float>, bias: UnsafePointer<Float>, epsilon: Float,
    norm: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<channels {
      let offset = sums[channel] / count
      let variance = sums[channels + channel] / count - offset * offset
      norm[SER_NORM_MEAN * channels + channel] = Float(
        offset + Double(centre?[channel] ?? 0))
      // A variance that is no number stays none, so that the loss tells.
      norm[SER_NORM_VARIANCE * channels + channel] = variance < 0 ? 0 : Float(variance)
    }
    setMap(channels: channels, gain: gain, bias: bias, epsilon: epsilon, norm: norm)
  }

  /// Inference: the same from a given mean and variance, `[C]`.
  package static func settle(
    channels: Int, mean: UnsafePointer<Float>, variance: UnsafePointer<Float>,
    gain: UnsafePointer<Float>, bias: UnsafePointer<Float>, epsilon: Float,
    norm: UnsafeMutablePointer<Float>
  ) {
    (norm + SER_NORM_MEAN * channels).update(from: mean, count: channels)
    (norm + SER_NORM_VARIANCE * channels).update(from: variance, count: channels)
    setMap(channels: channels, gain: gain, bias: bias, epsilon: epsilon, norm: norm)
  }

  /// Training, backward: the last two rows, and the gradients of gain and bias, from `dSums`
  /// `[2][C]`: sum(dz) and sum(dz xhat) of all shards.
  package static func settleGradient(
    channels: Int, count: Double, dSums: UnsafePointer<Double>, norm: UnsafeMutablePointer<Float>,
    dGain: UnsafeMutablePointer<Float>, dBias: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<channels {
      let scale = Double(norm[SER_NORM_SCALE * channels + channel])
      let inverse = Double(norm[SER_NORM_INVERSE * channels + channel])
      let (sum, product) = (dSums[channel], dSums[channels + channel])
      dBias[channel] = Float(sum)
      dGain[channel] = Float(product)
      norm[SER_NORM_SLOPE * channels + channel] = Float(-scale * product * inverse / count)
      norm[SER_NORM_SHIFT * channels + channel] = Float(-scale * sum / count)
    }
  }

  /// Whether `y` can be had back from `z = gain xhat + bias` without loss: no channel's gain is
  /// small beside its bias.
  package static func isInvertible(channels: Int, norm: UnsafePointer<Float>) -> Bool {
    (0..<channels).allSatisfy { channel in
      let scale = norm[SER_NORM_SCALE * channels + channel]
      let gain = abs(scale / norm[SER_NORM_INVERSE * channels + channel])
      let mean = norm[SER_NORM_MEAN * channels + channel]
      let bias = abs(norm[SER_NORM_OFFSET * channels + channel] + mean * scale)
      return bias <= 32 * gain && gain > 1e-6
    }
  }

  /// `z = scale y + offset` from mean and variance.
  private static func setMap(
    channels: Int, gain: UnsafePointer<Float>, bias: UnsafePointer<Float>, epsilon: Float,
    norm: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<channels {
      let variance = Double(norm[SER_NORM_VARIANCE * channels + channel])
      let inverse = 1 / (variance + Double(epsilon)).squareRoot()
      let scale = Double(gain[channel]) * inverse
      let mean = Double(norm[SER_NORM_MEAN * channels + channel])
      norm[SER_NORM_INVERSE * channels + channel] = Float(inverse)
      norm[SER_NORM_SCALE * channels + channel] = Float(scale)
      norm[SER_NORM_OFFSET * channels + channel] = Float(Double(bias[channel]) - mean * scale)
      norm[SER_NORM_SLOPE * channels + channel] = 0
      norm[SER_NORM_SHIFT * channels + channel] = 0
    }
  }
}
