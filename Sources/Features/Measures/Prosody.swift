import Audio
import Foundation

/// How something was said: melody, energy, pace, pauses and quality of the voice.
public struct Prosody: Sendable, Equatable, Codable {
  /// The median F0 of voiced frames in Hz; `nil`, as all about F0, without a voiced frame.
  public let medianF0Hertz: Double?
  /// From the 10th to the 90th percentile of F0 in semitones.
  public let rangeF0Semitones: Double?
  /// The slope of the line through F0 over time in semitones a second; `nil` with fewer than two
  /// voiced frames.
  public let slopeF0SemitonesPerSecond: Double?
  /// The mean level of sounding frames in dB of full scale.
  public let meanLevelDecibels: Double?
  /// The standard deviation of the level over sounding frames in dB.
  public let levelDeviationDecibels: Double?
  /// Syllables a second of the time from the first sounding frame to the last.
  public let syllablesPerSecond: Double?
  /// Silences between sounding stretches of .3 s and more.
  public let pauses: Int
  /// The length of all these in seconds.
  public let pauseSeconds: Double
  /// See `VoicePulses.jitter`.
  public let jitter: Double?
  /// See `VoicePulses.shimmer`.
  public let shimmer: Double?
  /// See `Harmonicity.mean`, in dB.
  public let harmonicsToNoiseDecibels: Double?

  /// Measures a recording as it is.
  ///
  /// - Throws: `FeatureError` for silence, samples that are no numbers, or a rate below 2 kHz; a
  ///   recording too short for a measure has `nil` there.
  public init(of waveform: Waveform) throws(FeatureError) {
    guard waveform.peak.isFinite else { throw .nonFinite }
    guard waveform.peak > 0 else { throw .silent }
    let contour = try PitchContour(of: waveform)
    let melody = contour.hertz.enumerated().compactMap { frame, hertz in
      hertz.map { (Double(frame) * PitchContour.stepSeconds, 12 * log2(Double($0))) }
    }
    let sorted = melody.map(\.1).sorted()
    medianF0Hertz = sorted.isEmpty ? nil : exp2(sorted[sorted.count / 2] / 12)
    rangeF0Semitones =
      sorted.isEmpty ? nil : sorted[(sorted.count - 1) * 9 / 10] - sorted[sorted.count / 10]
    slopeF0SemitonesPerSecond = Self.slope(of: melody)
    let pace = SpeakingPace(of: waveform, voicing: contour)
    meanLevelDecibels = pace.meanLevelDecibels
    levelDeviationDecibels = pace.levelDeviationDecibels
    syllablesPerSecond = pace.syllablesPerSecond
    pauses = pace.pauses.count
    pauseSeconds = pace.pauses.reduce(0, +)
    let pulses = try VoicePulses(of: waveform)
    jitter = pulses.jitter
    shimmer = pulses.shimmer
    harmonicsToNoiseDecibels = (try? Harmonicity(of: waveform))?.mean
  }

  /// The slope of the least-squares line through points.
  private static func slope(of points: [(Double, Double)]) -> Double? {
    guard points.count > 1 else { return nil }
    let count = Double(points.count)
    let x = points.reduce(0) { $0 + $1.0 } / count
    let y = points.reduce(0) { $0 + $1.1 } / count
    let spread = points.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
    return points.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) } / spread
  }
}
