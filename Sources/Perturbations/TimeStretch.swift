import Audio

/// A change of tempo that leaves the pitch.
public struct TimeStretch: Sendable, Equatable {
  /// Speed relative to the recording: 1.25 is a quarter faster and so .8 as long.
  public let tempo: Double
  /// Which engine works.
  public let quality: StretchQuality

  /// Tempi that are stretched: beyond these, speech is no longer speech.
  public static let tempi = 0.25...4.0

  /// A tempo; outside `tempi`, the nearest of them.
  public init(tempo: Double, quality: StretchQuality = .fast) {
    let range = Self.tempi
    self.tempo = tempo.isNaN ? 1 : min(max(tempo, range.lowerBound), range.upperBound)
    self.quality = quality
  }

  /// The recording at that tempo: `round(samples / tempo)` samples.
  public func apply(to waveform: Waveform) -> Waveform {
    guard tempo != 1 else { return waveform }
    return RubberBand.apply(
      waveform, timeRatio: 1 / tempo, pitchScale: 1, keepsFormants: false, quality: quality)
  }
}
