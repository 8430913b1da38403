import Foundation

/// One resonance of the vocal tract: two poles, gain 1 at 0 Hz.
///
/// - Source: Klatt (1980), J. Acoust. Soc. Am. 67(3), equations 1 and 2.
public struct Resonator: Sendable {
  private var gain = 1.0
  private var near = 0.0
  private var far = 0.0
  private var last = 0.0
  private var beforeLast = 0.0

  /// Creates a resonator that passes everything until it is tuned.
  public init() {}

  /// Moves the resonance; the sound in it goes on.
  ///
  /// - Parameters:
  ///   - frequency: the centre in Hz, kept below 47 % of the sample rate.
  ///   - bandwidth: the width at half power in Hz.
  ///   - sampleRate: in Hz.
  public mutating func tune(frequency: Double, bandwidth: Double, sampleRate: Double) {
    let frequency = min(frequency, 0.47 * sampleRate)
    let radius = exp(-Double.pi * bandwidth / sampleRate)
    far = -radius * radius
    near = 2 * radius * cos(2 * Double.pi * frequency / sampleRate)
    gain = 1 - near - far
  }

  /// The next sample.
  @inline(__always)
  public mutating func next(_ input: Double) -> Double {
    let output = gain * input + near * last + far * beforeLast
    beforeLast = last
    last = output
    return output
  }
}
