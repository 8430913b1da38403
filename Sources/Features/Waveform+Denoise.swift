import Audio

extension Waveform {
  /// The recording with stationary noise reduced by a soft spectral gate.
  ///
  /// The noise's spectrum is the mean over the quietest tenth of the frames. Each bin is scaled by
  /// `snr / (1 + snr)`, at least .1 (-20 dB), with the signal-to-noise ratio followed from frame to
  /// frame, so that no musical tones arise. A recording whose pauses are digital silence comes back
  /// as it was.
  ///
  /// - Throws: `FeatureError.invalidSetting` only if the transform cannot be planned.
  /// - Source: the decision-directed estimate of Ephraim & Malah (1984) with Wiener's gain.
  public func denoised() throws(FeatureError) -> Waveform {
    let length = Swift.max(64, sampleRate * 32 / 1_000 / 4 * 4)
    let transform = try STFT(frameLength: length, fftLength: length, hopLength: length / 4)
    guard samples.count > length else { return self }
    var spectrum = transform.spectrum(samples)
    let noise = SpectralGate.noisePower(spectrum, bins: transform.bins)
    SpectralGate.apply(&spectrum, noise: noise, bins: transform.bins)
    return Waveform(
      samples: transform.inverse(spectrum, count: samples.count), sampleRate: sampleRate)
  }
}

/// The arithmetic of `denoised()` on a spectrum of shape `[T, F, 2]`.
enum SpectralGate {
  /// The smallest gain: -20 dB keeps a natural floor.
  private static let smallestGain: Float = 0.1
  /// How slowly the signal-to-noise ratio follows, Ephraim & Malah's value.
  private static let smoothing: Float = 0.98
  /// The part of the frames that is taken for pauses.
  private static let quietPart = 0.1

  /// The mean power of each bin over the quietest frames, smoothed over three bins, shape `[F]`.
  static func noisePower(_ spectrum: [Float], bins: Int) -> [Float] {
    let frames = spectrum.count / (2 * bins)
    let energies = (0..<frames).map { frame in
      let cells = spectrum[frame * 2 * bins..<(frame + 1) * 2 * bins]
      return cells.reduce(0.0) { $0 + Double($1) * Double($1) }
    }
    let count = Swift.max(1, Int(Double(frames) * quietPart))
    let quiet = (0..<frames).sorted { (energies[$0], $0) < (energies[$1], $1) }.prefix(count)
    var sums = [Float](repeating: 0, count: bins)
    for frame in quiet {
      for bin in 0..<bins { sums[bin] += power(spectrum, frame * bins + bin) }
    }
    return (0..<bins).map { bin in
      let near = Swift.max(0, bin - 1)...Swift.min(bins - 1, bin + 1)
      return near.reduce(0) { $0 + sums[$1] } / Float(near.count * count)
    }
  }

  /// Scales every bin by its gain, frame after frame.
  static func apply(_ spectrum: inout [Float], noise: [Float], bins: Int) {
    let frames = spectrum.count / (2 * bins)
    for bin in 0..<bins where noise[bin] > Float.leastNormalMagnitude {
      var previous: Float = 0
      for frame in 0..<frames {
        let index = frame * bins + bin
        let posterior = power(spectrum, index) / noise[bin]
        let prior = smoothing * previous + (1 - smoothing) * Swift.max(posterior - 1, 0)
        let gain = Swift.max(smallestGain, prior / (1 + prior))
        previous = gain * gain * posterior
        spectrum[2 * index] *= gain
        spectrum[2 * index + 1] *= gain
      }
    }
  }

  private static func power(_ spectrum: [Float], _ index: Int) -> Float {
    spectrum[2 * index] * spectrum[2 * index] + spectrum[2 * index + 1] * spectrum[2 * index + 1]
  }
}
