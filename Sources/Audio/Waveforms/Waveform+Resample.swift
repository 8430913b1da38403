import CSoxr

extension Waveform {
  /// SoX' high quality, `SOXR_HQ`, the default of librosa too: 20 bits, transition from .913 of the
  /// Nyquist frequency on. It is a macro over another, which Swift does not see.
  private static let highQuality: UInt = 4

  /// The same recording at another sample rate, by the SoX resampler.
  ///
  /// - Parameter rate: samples a second afterwards, in Hz.
  /// - Returns: `round(samples * rate / sampleRate)` samples; the waveform itself at its own rate.
  /// - Throws: `AudioError.notResampled` for a rate that is not positive.
  /// - Source: the SoX Resampler library, one shot, linear phase, no dither.
  public func resampled(to rate: Int) throws(AudioError) -> Waveform {
    guard rate != sampleRate else { return self }
    guard rate > 0, sampleRate > 0 else {
      throw .notResampled(from: sampleRate, to: rate, reason: "a rate is not positive")
    }
    let exact = Double(samples.count) * Double(rate) / Double(sampleRate)
    guard exact < Double(Int32.max) else {
      throw .notResampled(from: sampleRate, to: rate, reason: "the result would be too long")
    }
    let length = Int(exact.rounded())
    guard length > 0 else { return Waveform(samples: [], sampleRate: rate) }
    var specification = soxr_quality_spec(Self.highQuality, 0)
    var result = [Float](repeating: 0, count: length)
    var written = 0
    let failure = soxr_oneshot(
      Double(sampleRate), Double(rate), 1, samples, samples.count, nil, &result, length, &written,
      nil, &specification, nil)
    if let failure {
      throw .notResampled(from: sampleRate, to: rate, reason: String(cString: failure))
    }
    return Waveform(samples: result, sampleRate: rate)
  }
}
