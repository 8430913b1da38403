import Foundation

extension LogMelSpectrogram {
  /// Mel-frequency cepstral coefficients: the orthonormal cosine transform (DCT-II) of each frame's
  /// band levels in decibels.
  ///
  /// - Parameter count: coefficients a frame, from the lowest; at most `bands`.
  /// - Returns: shape `[T, count]`, row-major, frames outer.
  /// - Throws: `FeatureError.invalidSetting` for a count outside `1...bands`.
  /// - Source: `librosa.feature.mfcc` with `dct_type=2, norm="ortho"` of `power_to_db`, which
  ///   floors 80 dB below the loudest cell as `FeatureSettings.dynamicRangeDecibels` does.
  public func cepstralCoefficients(_ count: Int) throws(FeatureError) -> [Float] {
    guard 1...max(1, bands) ~= count, bands > 0 else {
      throw .invalidSetting(
        name: "coefficients", found: "\(count)", expected: "1 to the number of bands, \(bands)")
    }
    let decibels = 10 / log(10.0 as Double)
    let basis = (0..<count).map { order in
      (0..<bands).map { band in
        let scale = (order == 0 ? 1.0 : 2.0) / Double(bands)
        let angle = Double.pi * Double(order) * (Double(band) + 0.5) / Double(bands)
        return scale.squareRoot() * cos(angle) * decibels
      }
    }
    var coefficients = [Float](repeating: 0, count: frames * count)
    values.withUnsafeBufferPointer { values in
      for (order, wave) in basis.enumerated() {
        for frame in 0..<frames {
          var sum = 0.0
          for band in 0..<bands { sum += Double(values[frame * bands + band]) * wave[band] }
          coefficients[frame * count + order] = Float(sum)
        }
      }
    }
    return coefficients
  }
}
