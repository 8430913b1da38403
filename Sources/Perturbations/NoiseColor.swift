import Audio
import Randomness

/// A noise by its spectrum.
public enum NoiseColor: String, Sendable, Codable, CaseIterable {
  /// Equal power at every frequency: independent normal numbers of variance 1.
  case white
  /// Power falling by 3 dB an octave: white noise shaped in the frequency domain.
  ///
  /// The lowest 20 Hz are left as they are at 20 Hz, so that no drift carries the power; from there
  /// on the power is 20 Hz over the frequency, and the whole is much softer than white noise.
  case pink

  /// Noise before it is brought to a level, shape `[count]`.
  ///
  /// - Parameters:
  ///   - count: samples.
  ///   - sampleRate: in Hz.
  ///   - generator: where every sample comes from.
  public func samples(
    _ count: Int, sampleRate: Int, using generator: inout SplitMix64
  ) -> [Float] {
    switch self {
    case .white: generator.normals(count)
    case .pink: Self.pink(count, sampleRate: sampleRate, &generator)
    }
  }

  /// A recording with this noise at a signal-to-noise ratio in dB, as `SignalToNoise` defines it.
  public func added(
    to waveform: Waveform, decibels: Double, using generator: inout SplitMix64
  ) -> Waveform {
    let noise = samples(
      waveform.samples.count, sampleRate: waveform.sampleRate, using: &generator)
    return SignalToNoise.mix(waveform, with: noise, decibels: decibels)
  }

  private static func pink(
    _ count: Int, sampleRate: Int, _ generator: inout SplitMix64
  ) -> [Float] {
    guard let fft = RealFFT.holding(count) else {
      // Longer than any transform: two noises, one behind the other.
      return pink(count / 2, sampleRate: sampleRate, &generator)
        + pink(count - count / 2, sampleRate: sampleRate, &generator)
    }
    let buffers = fft.makeBuffers()
    for (index, value) in generator.normals(fft.length).enumerated() {
      buffers.samples[index] = value
    }
    fft.forward(buffers)
    let spacing = Double(sampleRate) / Double(fft.length)
    for bin in 0..<fft.bins {
      let hertz = max(20, Double(bin) * spacing)
      let gain = bin == 0 ? 0 : Float((20 / hertz).squareRoot())
      buffers.spectrum[2 * bin] *= gain
      buffers.spectrum[2 * bin + 1] *= gain
    }
    fft.inverse(buffers)
    let scale = 1 / Float(fft.length)
    return (0..<count).map { buffers.samples[$0] * scale }
  }
}
