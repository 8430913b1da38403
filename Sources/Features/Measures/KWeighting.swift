import Audio
import Foundation

/// The weighting of frequencies in loudness: a shelf that stands for the head, then a high-pass.
///
/// - Source: ITU-R BS.1770-4, annex 1. Its coefficients are for 48 kHz; at other rates the same
///   analogue filters are transformed anew, as libebur128 does.
struct KWeighting {
  /// A second-order section with its state.
  private struct Section {
    let b0, b1, b2, a1, a2: Double
    private var first = 0.0
    private var second = 0.0

    init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
      (self.b0, self.b1, self.b2, self.a1, self.a2) = (b0, b1, b2, a1, a2)
    }

    mutating func next(_ input: Double) -> Double {
      let output = b0 * input + first
      first = b1 * input - a1 * output + second
      second = b2 * input - a2 * output
      return output
    }
  }

  private var shelf: Section
  private var highPass: Section

  init(sampleRate: Int) {
    let rate = Double(sampleRate)
    let tangent = tan(.pi * 1681.974450955533 / rate)
    let quality = 0.7071752369554196
    let high = pow(10, 3.999843853973347 / 20)
    let band = pow(high, 0.4996667741545416)
    let norm = 1 + tangent / quality + tangent * tangent
    shelf = Section(
      b0: (high + band * tangent / quality + tangent * tangent) / norm,
      b1: 2 * (tangent * tangent - high) / norm,
      b2: (high - band * tangent / quality + tangent * tangent) / norm,
      a1: 2 * (tangent * tangent - 1) / norm,
      a2: (1 - tangent / quality + tangent * tangent) / norm)
    let low = tan(.pi * 38.13547087602444 / rate)
    let lowQuality = 0.5003270373238773
    let lowNorm = 1 + low / lowQuality + low * low
    highPass = Section(
      b0: 1, b1: -2, b2: 1, a1: 2 * (low * low - 1) / lowNorm,
      a2: (1 - low / lowQuality + low * low) / lowNorm)
  }

  /// The weighted sample.
  mutating func next(_ sample: Float) -> Double { highPass.next(shelf.next(Double(sample))) }
}
