import Audio
import Foundation

/// A Butterworth filter of order 4 as two second-order sections in a row, run forwards once.
///
/// - Source: the bilinear transform with the corner prewarped, as `scipy.signal.butter`.
public struct ButterworthFilter: Sendable {
  /// Which side passes.
  public enum Pass: String, Sendable, CaseIterable {
    /// Below the corner.
    case low
    /// Above the corner.
    case high
  }

  /// One section, `b0 + b1 z⁻¹ + b2 z⁻²` over `1 + a1 z⁻¹ + a2 z⁻²`.
  private struct Section {
    let b0, b1, b2, a1, a2: Double
  }

  private let sections: [Section]

  /// Designs the filter.
  ///
  /// - Parameters:
  ///   - pass: which side passes.
  ///   - hertz: the corner, where the gain is -3.01 dB.
  ///   - sampleRate: in Hz.
  /// - Returns: `nil` where the corner does not lie between 0 and half the sample rate.
  public init?(_ pass: Pass, hertz: Double, sampleRate: Int) {
    guard hertz > 0, hertz < Double(sampleRate) / 2 else { return nil }
    let angle = 2 * Double.pi * hertz / Double(sampleRate)
    // The poles of order 4 lie in two pairs at 22.5 and 67.5 degrees from the negative real axis.
    sections = [Double.pi / 8, 3 * Double.pi / 8].map { pole in
      let damping = sin(angle) * cos(pole)
      let scale = 1 / (1 + damping)
      let edge = pass == .low ? 1 - cos(angle) : 1 + cos(angle)
      let b1 = pass == .low ? edge : -edge
      return Section(
        b0: edge / 2 * scale, b1: b1 * scale, b2: edge / 2 * scale,
        a1: -2 * cos(angle) * scale, a2: (1 - damping) * scale)
    }
  }

  /// The filtered samples, in double precision inside, starting from rest.
  public func apply(_ samples: [Float]) -> [Float] {
    var result = samples
    for section in sections {
      var first = 0.0
      var second = 0.0
      for index in result.indices {
        let input = Double(result[index])
        let output = section.b0 * input + first
        first = section.b1 * input - section.a1 * output + second
        second = section.b2 * input - section.a2 * output
        result[index] = Float(output)
      }
    }
    return result
  }
}

extension Waveform {
  /// Filtered by Butterworth of order 4; unchanged where the corner is not below half the rate.
  public func filtered(_ pass: ButterworthFilter.Pass, hertz: Double) -> Waveform {
    guard let filter = ButterworthFilter(pass, hertz: hertz, sampleRate: sampleRate) else {
      return self
    }
    return Waveform(samples: filter.apply(samples), sampleRate: sampleRate)
  }
}
