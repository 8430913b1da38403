extension LogMelSpectrogram {
  /// Bands and how they move: the mean of each pair of neighbouring bands in the lower half, and in
  /// the upper half its slope over nine frames, all slopes brought to mean square 1. An odd last
  /// band goes.
  ///
  /// What a voice does over time depends less on whose it is than how it is. The size of the
  /// spectrogram stays, so that the network costs the same.
  ///
  /// - Source: the first derivative of Chen et al., "3-D convolutional recurrent neural networks
  ///   with attention model for speech emotion recognition", IEEE SPL 2018; slopes are those of
  ///   `librosa.feature.delta` with mode `nearest`.
  public var withSlopes: LogMelSpectrogram {
    let half = bands / 2
    guard half > 0, frames > 0 else { return self }
    var result = [Float](repeating: 0, count: values.count)
    for frame in 0..<frames {
      for band in 0..<half {
        let place = frame * bands + 2 * band
        result[frame * bands + band] = 0.5 * (values[place] + values[place + 1])
      }
    }
    var squares = 0.0
    for frame in 0..<frames {
      for band in 0..<half {
        var slope: Float = 0
        for step in 1...Self.reach {
          let later = result[min(frames - 1, frame + step) * bands + band]
          let earlier = result[max(0, frame - step) * bands + band]
          slope += Float(step) * (later - earlier)
        }
        slope /= Self.norm
        result[frame * bands + half + band] = slope
        squares += Double(slope * slope)
      }
    }
    let deviation = (squares / Double(frames * half)).squareRoot()
    let scale = deviation > Self.smallestSlope ? Float(1 / deviation) : 0
    for frame in 0..<frames {
      for band in half..<2 * half { result[frame * bands + band] *= scale }
    }
    return LogMelSpectrogram(values: result, frames: frames, bands: bands)
  }

  /// Frames before and behind that a slope is fitted to.
  private static let reach = 4
  /// Twice the sum of the squares of 1 to `reach`.
  private static let norm: Float = 60
  /// Below this, slopes of what was standardised are rounding.
  private static let smallestSlope = 1e-6
}
