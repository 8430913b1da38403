import Audio
import Foundation

extension Perturbation {
  /// 3 to 18 dB louder.
  package static let gainUp = Perturbation(
    "gain-up", .mustBeInvariant, unit: "dB", [3, 6, 9, 12, 18],
    "Louder; samples may pass 1 and are not clipped."
  ) { waveform, decibels, _ in waveform.scaled(by: Float(pow(10, decibels / 20))) }

  /// 3 to 18 dB softer.
  package static let gainDown = Perturbation(
    "gain-down", .mustBeInvariant, unit: "dB", [-3, -6, -9, -12, -18], "Softer."
  ) { waveform, decibels, _ in waveform.scaled(by: Float(pow(10, decibels / 20))) }

  static let leadingSilence = Perturbation(
    "leading-silence", .mustBeInvariant, unit: "ms", [50, 100, 250, 500, 1_000],
    "Digital silence in front."
  ) { waveform, milliseconds, _ in waveform.delayed(seconds: milliseconds / 1_000) }

  static let polarity = Perturbation(
    "polarity", .mustBeInvariant, unit: "factor", [-1, -1, -1, -1, -1],
    "Every sample with the opposite sign; all severities are alike."
  ) { waveform, factor, _ in waveform.scaled(by: Float(factor)) }

  static let offset = Perturbation(
    "dc-offset", .mustBeInvariant, unit: "% of peak", [1, 2, 5, 10, 20],
    "A constant added to every sample."
  ) { waveform, percent, _ in waveform.offset(by: waveform.peak * Float(percent / 100)) }
}
