import Audio

extension Waveform {
  /// The mean frequency of each frame in Hz, weighted by magnitude, shape `[T]`; 0 in silence.
  ///
  /// - Throws: `FeatureError.invalidSetting` where the lengths do not make a transform.
  /// - Source: `librosa.feature.spectral_centroid` with reflected ends.
  public func spectralCentroids(
    fftLength: Int, hopLength: Int
  ) throws(FeatureError) -> [Float] {
    let transform = try STFT(frameLength: fftLength, fftLength: fftLength, hopLength: hopLength)
    let spacing = Double(sampleRate) / Double(fftLength)
    var result = [Float](
      repeating: 0, count: transform.frameCount(samples: samples.count))
    transform.forEachFrame(samples) { frame, spectrum in
      var weighted = 0.0
      var total = 0.0
      for bin in 0..<transform.bins {
        let real = spectrum[2 * bin]
        let imaginary = spectrum[2 * bin + 1]
        let magnitude = Double((real * real + imaginary * imaginary).squareRoot())
        weighted += magnitude * Double(bin) * spacing
        total += magnitude
      }
      result[frame] = total > 0 ? Float(weighted / total) : 0
    }
    return result
  }
}
