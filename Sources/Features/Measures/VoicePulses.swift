import Audio
import Foundation

/// The moments at which the vocal folds close, one a period of a voiced stretch, and how regular
/// they are.
///
/// - Source: Praat's "To PointProcess (cc)": from the highest peak in the middle of each voiced
///   stretch on, the next pulse lies where the waveform, a period long, is most like itself.
public struct VoicePulses: Sendable, Equatable {
  /// Times in seconds, rising.
  public let seconds: [Double]
  private let amplitudes: [(seconds: Double, value: Double)]

  /// Only periods and amplitudes are compared.
  public static func == (left: VoicePulses, right: VoicePulses) -> Bool {
    left.seconds == right.seconds && left.amplitudes.map(\.value) == right.amplitudes.map(\.value)
  }

  private static let periods = 0.0001...0.02
  private static let largestPeriodFactor = 1.3
  private static let largestAmplitudeFactor = 1.6

  /// Finds the pulses of a recording along its F0.
  ///
  /// - Throws: `FeatureError.invalidSetting` below a sample rate of 2 kHz.
  public init(of waveform: Waveform) throws(FeatureError) {
    let contour = try PitchContour(of: waveform)
    let finder = PulseFinder(waveform: waveform, contour: contour)
    seconds = contour.stretches.flatMap(finder.pulses).sorted()
    amplitudes = Self.amplitudes(of: waveform, at: seconds)
  }

  /// The mean difference between one period and the next, over the mean period; `nil` without two
  /// periods in a row.
  /// - Source: Praat's "jitter (local)" with periods of .1 to 20 ms and a largest factor of 1.3.
  public var jitter: Double? {
    let steps = zip(seconds, seconds.dropFirst()).map { $1 - $0 }
    let pairs = zip(steps, steps.dropFirst()).filter { Self.isRegular($0, $1) }
    // A period counts for the mean where it is regular with the one before or after it.
    let kept = steps.indices.filter { index in
      (index > 0 && Self.isRegular(steps[index - 1], steps[index]))
        || (index + 1 < steps.count && Self.isRegular(steps[index], steps[index + 1]))
    }
    guard !pairs.isEmpty, !kept.isEmpty else { return nil }
    let change = pairs.reduce(0) { $0 + abs($1.0 - $1.1) } / Double(pairs.count)
    return change / (kept.reduce(0) { $0 + steps[$1] } / Double(kept.count))
  }

  /// The mean difference between the amplitude of one period and of the next, over the mean
  /// amplitude; `nil` without two periods in a row.
  /// - Source: Praat's "shimmer (local)" with a largest amplitude factor of 1.6.
  public var shimmer: Double? {
    let pairs = zip(amplitudes, amplitudes.dropFirst()).filter { left, right in
      Self.periods.contains(right.seconds - left.seconds)
        && max(left.value / right.value, right.value / left.value) <= Self.largestAmplitudeFactor
    }
    let values = amplitudes.dropLast().map(\.value)
    guard !pairs.isEmpty, !values.isEmpty else { return nil }
    let change = pairs.reduce(0) { $0 + abs($1.0.value - $1.1.value) } / Double(pairs.count)
    return change / (values.reduce(0, +) / Double(values.count))
  }

  private static func isRegular(_ left: Double, _ right: Double) -> Bool {
    periods.contains(left) && periods.contains(right)
      && max(left / right, right / left) <= largestPeriodFactor
  }

  /// The root mean square about each pulse between two regular periods, under Hann's window of a
  /// fifth of the period to either side.
  private static func amplitudes(
    of waveform: Waveform, at seconds: [Double]
  ) -> [(seconds: Double, value: Double)] {
    let rate = Double(waveform.sampleRate)
    return (1..<max(1, seconds.count - 1)).compactMap { index in
      let centre = seconds[index]
      let (before, after) = (centre - seconds[index - 1], seconds[index + 1] - centre)
      guard isRegular(before, after) else { return nil }
      let first = Int(((centre - 0.2 * before) * rate - 0.5).rounded(.up))
      let last = Int(((centre + 0.2 * after) * rate - 0.5).rounded(.down))
      let (lower, upper) = (max(0, first), min(last, waveform.samples.count - 1))
      // At 2 kHz the highest voices have less than a sample here.
      guard lower <= upper else { return nil }
      var (sum, weights) = (0.0, 0.0)
      for position in lower...upper {
        let distance = (Double(position) + 0.5) / rate - centre
        let width = 0.2 * (distance < 0 ? before : after)
        let weight = 0.5 + 0.5 * cos(.pi * distance / width)
        let value = Double(waveform.samples[position]) * weight
        sum += value * value
        weights += weight * weight
      }
      return sum > 0 ? (centre, (sum / weights).squareRoot()) : nil
    }
  }
}
