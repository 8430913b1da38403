import Foundation

/// The measures that utterances are sorted into groups by, to look for what a model is weak on.
extension ProbeMeasures {
  /// By name: `duration` in s, `level` (RMS) in dB of full scale, `snr` (level above the noise
  /// floor) in dB, `f0` (median of voiced frames) in Hz, `speaking-rate` in energy peaks a second.
  /// What cannot be determined is left out.
  public var groupMeasures: [String: Double] {
    let level = values[.level]?.last ?? nil
    let floor = values[.noiseFloor]?.first ?? nil
    let prosody = Dictionary(
      zip(Cue.prosody.features, values[.prosody] ?? []), uniquingKeysWith: { first, _ in first })
    let semitones = prosody["median F0"] ?? nil
    let measures: [String: Double?] = [
      "duration": values[.duration]?.first ?? nil, "level": level,
      "snr": level.flatMap { level in floor.map { level - $0 } },
      "f0": semitones.map { 100 * exp2($0 / 12) },
      "speaking-rate": prosody["energy peaks a second"] ?? nil,
    ]
    return measures.compactMapValues { $0 }.filter { $0.value.isFinite }
  }
}
