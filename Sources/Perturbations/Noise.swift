import Audio
import Randomness

/// A noise by its spectrum.
public enum NoiseColor: String, Sendable, Codable, CaseIterable {
  /// Equal power at every frequency.
  case white
  /// Power falling by 3 dB an octave.
  case pink

  /// Noise of no level in particular, shape `[count]`: white has a variance of about 1, pink what
  /// is left of it. `SignalToNoise.mix` brings it to a level.
  ///
  /// - Parameters:
  ///   - count: samples.
  ///   - sampleRate: in Hz.
  ///   - generator: where every sample comes from.
  public func samples(
    _ count: Int, sampleRate: Int, using generator: inout SplitMix64
  ) -> [Float] {
    switch self {
    case .white: Noise.white(count, &generator)
    case .pink: Noise.pink(count, sampleRate: sampleRate, &generator)
    }
  }
}

/// Noises from a generator, before they are brought to a level.
enum Noise {
  /// Equal power at every frequency: independent normal numbers of variance 1.
  static func white(_ count: Int, _ generator: inout SplitMix64) -> [Float] {
    generator.normals(count)
  }

  /// Power falling by 3 dB an octave, white noise shaped in the frequency domain.
  ///
  /// The lowest 20 Hz are left as they are at 20 Hz, so that no drift carries the power; from there
  /// on the power is 20 Hz over the frequency, and the whole is much softer than white noise.
  static func pink(
    _ count: Int, sampleRate: Int, _ generator: inout SplitMix64
  ) -> [Float] {
    var length = 2
    while length < count { length *= 2 }
    guard let fft = RealFFT.ofLength(length) else { return white(count, &generator) }
    let buffers = fft.makeBuffers()
    for (index, value) in white(length, &generator).enumerated() { buffers.samples[index] = value }
    fft.forward(buffers)
    let spacing = Double(sampleRate) / Double(length)
    for bin in 0..<fft.bins {
      let hertz = max(20, Double(bin) * spacing)
      let gain = bin == 0 ? 0 : Float((20 / hertz).squareRoot())
      buffers.spectrum[2 * bin] *= gain
      buffers.spectrum[2 * bin + 1] *= gain
    }
    fft.inverse(buffers)
    let scale = 1 / Float(length)
    return (0..<count).map { buffers.samples[$0] * scale }
  }
}
