import CSoxr

/// How carefully a waveform is resampled; the names are those of the SoX resampler.
public enum ResamplingQuality: String, Sendable, Codable, CaseIterable {
  /// 16-bit with a wide transition band: fast.
  case low
  /// 20-bit, transition from .913 of the Nyquist frequency on: the default of librosa too.
  case high
  /// 28-bit, linear phase.
  case veryHigh

  fileprivate var recipe: UInt {
    switch self {
    case .low: UInt(SOXR_LQ)
    case .high: 4  // SOXR_HQ is a macro over SOXR_20_BITQ, which Swift does not see.
    case .veryHigh: 6  // SOXR_VHQ likewise.
    }
  }
}

extension Waveform {
  /// The same recording at another sample rate, by the SoX resampler.
  ///
  /// - Parameters:
  ///   - rate: samples a second afterwards, in Hz.
  ///   - quality: the resampler's recipe.
  /// - Returns: `round(samples * rate / sampleRate)` samples; the waveform itself at its own rate.
  /// - Throws: `AudioError.notResampled` for a rate that is not positive.
  /// - Source: the SoX Resampler library, one shot, linear phase, no dither.
  public func resampled(
    to rate: Int, quality: ResamplingQuality = .high
  ) throws(AudioError) -> Waveform {
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
    var specification = soxr_quality_spec(quality.recipe, 0)
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
