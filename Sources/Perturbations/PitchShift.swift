import Audio
import Foundation

/// A change of pitch that leaves the tempo.
public struct PitchShift: Sendable, Equatable {
  /// Semitones upwards, negative for downwards.
  public let semitones: Double
  /// Whether the vocal tract stays as long as it is: formants keep their place and F0 alone moves.
  /// Without it the shift costs a tenth of the time, and the voice sounds smaller or larger too.
  public let keepsFormants: Bool
  /// Which engine works.
  public let quality: StretchQuality

  /// Shifts that are made: two octaves either way.
  public static let range = -24.0...24.0

  /// A shift; outside `range`, the nearest in it.
  public init(semitones: Double, keepsFormants: Bool = false, quality: StretchQuality = .fast) {
    let range = Self.range
    self.semitones =
      semitones.isNaN ? 0 : min(max(semitones, range.lowerBound), range.upperBound)
    self.keepsFormants = keepsFormants
    self.quality = quality
  }

  /// The recording at that pitch, with as many samples; without samples where it cannot be shifted,
  /// so that nobody takes the unshifted one for it.
  public func apply(to waveform: Waveform) -> Waveform {
    guard semitones != 0, waveform.samples.count > 1 else { return waveform }
    let scale = pow(2, semitones / 12)
    guard !keepsFormants else {
      return RubberBand.apply(
        waveform, timeRatio: 1, pitchScale: scale, keepsFormants: true, quality: quality)
    }
    let longer = RubberBand.apply(
      waveform, timeRatio: scale, pitchScale: 1, keepsFormants: false, quality: quality)
    // Playing the longer recording in the time of the first is resampling by the ratio of lengths.
    let count = waveform.samples.count
    let replayed = try? Waveform(samples: longer.samples, sampleRate: longer.samples.count)
      .resampled(to: count)
    return Waveform(samples: replayed?.samples ?? [], sampleRate: waveform.sampleRate)
  }
}
