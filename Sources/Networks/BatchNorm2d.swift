/// Batch normalisation of images, one mean and variance a channel over utterances, frames and bands.
///
/// Padded frames count, as they do in PyTorch. Sums run in double precision over fixed shards, so the
/// order of addition depends on the batch alone.
package struct BatchNorm2d {
  /// Added to the variance before its root.
  package static let epsilon: Float = 1e-5
  /// The share of the running statistics that a batch replaces.
  package static let momentum: Float = 0.1

  package let channels: Int

  package init(channels: Int) {
    self.channels = channels
  }

  /// Adds one utterance's sums of y and of y squared to `sums`, `[2, C]`.
  package func addStatistics(
    _ y: FrameGrid, frames: Int, bands: Int, to sums: UnsafeMutablePointer<Double>
  ) {
    for frame in 0..<frames {
      let row = y[frame]
      for band in 0..<bands {
        let pixel = row + band * channels
        for channel in 0..<channels {
          let value = Double(pixel[channel])
          sums[channel] += value
          sums[channels + channel] += value * value
        }
      }
    }
  }

  /// Turns summed statistics into mean and inverse standard deviation, both `[C]`.
  package func finish(
    sums: UnsafePointer<Double>, elements: Int, mean: Floats, inverseDeviation: Floats
  ) {
    let scale = 1 / Double(elements)
    for channel in 0..<channels {
      let average = sums[channel] * scale
      let variance = max(0, sums[channels + channel] * scale - average * average)
      mean[channel] = Float(average)
      inverseDeviation[channel] = Float(1 / (variance + Double(BatchNorm2d.epsilon)).squareRoot())
    }
  }

  /// Moves running mean and (unbiased) variance towards a batch's, as PyTorch does.
  package func updateRunning(
    sums: UnsafePointer<Double>, elements: Int, mean: Floats, variance: Floats
  ) {
    let count = Double(elements)
    let share = Double(BatchNorm2d.momentum)
    for channel in 0..<channels {
      let average = sums[channel] / count
      let spread = max(0, sums[channels + channel] / count - average * average)
      let unbiased = count > 1 ? spread * count / (count - 1) : spread
      mean[channel] = Float((1 - share) * Double(mean[channel]) + share * average)
      variance[channel] = Float((1 - share) * Double(variance[channel]) + share * unbiased)
    }
  }

  /// `scale` and `shift` that normalise with running statistics: `z = scale y + shift`.
  package func fold(
    gain: UnsafePointer<Float>, bias: UnsafePointer<Float>, mean: UnsafePointer<Float>,
    inverseDeviation: UnsafePointer<Float>, scale: Floats, shift: Floats
  ) {
    for channel in 0..<channels {
      scale[channel] = gain[channel] * inverseDeviation[channel]
      shift[channel] = bias[channel] - mean[channel] * scale[channel]
    }
  }

  /// Writes `z = relu(scale y + shift)` of one utterance to `z`, `[T, F, C]` without border.
  package func normalise(
    _ y: FrameGrid, frames: Int, bands: Int, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>, into z: Floats
  ) {
    for frame in 0..<frames {
      let source = y[frame]
      let target = z + frame * bands * channels
      for band in 0..<bands {
        let offset = band * channels
        for channel in 0..<channels {
          let value = source[offset + channel] * scale[channel] + shift[channel]
          target[offset + channel] = value > 0 ? value : 0
        }
      }
    }
  }

  /// Adds one utterance's sums of dz and of dz times the normalised y to `sums`, `[2, C]`: the
  /// gradients of bias and gain.
  package func addGradientSums(
    _ y: FrameGrid, dz: UnsafePointer<Float>, frames: Int, bands: Int, mean: UnsafePointer<Float>,
    inverseDeviation: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Double>
  ) {
    for frame in 0..<frames {
      let source = y[frame]
      let gradient = dz + frame * bands * channels
      for band in 0..<bands {
        let offset = band * channels
        for channel in 0..<channels {
          let incoming = gradient[offset + channel]
          let normal = (source[offset + channel] - mean[channel]) * inverseDeviation[channel]
          sums[channel] += Double(incoming)
          sums[channels + channel] += Double(incoming * normal)
        }
      }
    }
  }

  /// Overwrites y of one utterance with its gradient, given the sums of the whole batch.
  package func backward(
    _ y: FrameGrid, dz: UnsafePointer<Float>, frames: Int, bands: Int, elements: Int,
    gain: UnsafePointer<Float>, mean: UnsafePointer<Float>,
    inverseDeviation: UnsafePointer<Float>, sums: UnsafePointer<Double>
  ) {
    let share = 1 / Double(elements)
    for frame in 0..<frames {
      let row = y[frame]
      let gradient = dz + frame * bands * channels
      for band in 0..<bands {
        let offset = band * channels
        for channel in 0..<channels {
          let normal = (row[offset + channel] - mean[channel]) * inverseDeviation[channel]
          let centred =
            gradient[offset + channel] - Float(sums[channel] * share)
            - normal * Float(sums[channels + channel] * share)
          row[offset + channel] = gain[channel] * inverseDeviation[channel] * centred
        }
      }
    }
  }
}
