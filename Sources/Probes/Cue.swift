/// What a probe may look at: one kind of fact about a recording, as a few numbers.
public enum Cue: String, CaseIterable, Codable, Sendable, Hashable {
  case duration, level, silence
  case noiseFloor = "noise-floor"
  case spectrum
  /// What the file says of itself. Its name and folder are left out: they state the emotion.
  case file
  case cepstra, prosody

  /// The names of its numbers, each with its unit, in their order.
  public var features: [String] {
    switch self {
    case .duration: ["duration in s"]
    case .level: ["peak in dB of full scale", "RMS in dB of full scale"]
    case .silence: ["leading silence in s", "trailing silence in s"]
    case .noiseFloor: ["5th percentile of the level of 25 ms frames in dB of full scale"]
    case .spectrum: ["mean spectral centroid in Hz", "spectral tilt in dB an octave"]
    case .file: ["bytes", "sample rate in Hz", "channels", "bytes a frame"]
    case .cepstra: CepstralStatistics.names
    case .prosody: ProsodyStatistics.names
    }
  }
}
