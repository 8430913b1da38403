import Features

/// Another spacing of bands and frames, by linear interpolation of logarithms along both axes.
struct SpectrogramWarp {
  /// Where in the original each band is read, in bands.
  let places: [Double]
  /// Frames of the original from frame to frame.
  let tempo: Double

  /// The warped values, shape `[frames, M]`; beyond the edges the outermost value is repeated.
  func apply(to original: LogMelSpectrogram) -> (values: [Float], frames: Int) {
    let bands = original.bands
    guard original.frames > 0 else { return ([], 0) }
    let frames = max(1, Int((Double(original.frames) / tempo).rounded()))
    let source = alongBands(original)
    var values = [Float](repeating: 0, count: frames * bands)
    source.withUnsafeBufferPointer { source in
      values.withUnsafeMutableBufferPointer { values in
        guard let source = source.baseAddress, let values = values.baseAddress else { return }
        for frame in 0..<frames {
          let time = min(Double(frame) * tempo, Double(original.frames - 1))
          let early = source + Int(time) * bands
          let late = source + min(Int(time) + 1, original.frames - 1) * bands
          let weight = Float(time - Double(Int(time)))
          let row = values + frame * bands
          for band in 0..<bands { row[band] = early[band] * (1 - weight) + late[band] * weight }
        }
      }
    }
    return (values, frames)
  }

  /// Every frame of the original with its bands read at `places`.
  private func alongBands(_ original: LogMelSpectrogram) -> [Float] {
    let last = original.bands - 1
    let steps = places.map { place -> (low: Int, high: Int, weight: Float) in
      let inside = min(max(place, 0), Double(last))
      return (Int(inside), min(Int(inside) + 1, last), Float(inside - Double(Int(inside))))
    }
    var result = [Float](repeating: 0, count: original.values.count)
    original.values.withUnsafeBufferPointer { values in
      result.withUnsafeMutableBufferPointer { result in
        steps.withUnsafeBufferPointer { steps in
          guard let values = values.baseAddress, let result = result.baseAddress else { return }
          for frame in 0..<original.frames {
            let source = values + frame * original.bands
            let row = result + frame * original.bands
            for band in 0..<original.bands {
              let step = steps[band]
              row[band] = source[step.low] * (1 - step.weight) + source[step.high] * step.weight
            }
          }
        }
      }
    }
    return result
  }
}
