import Audio
import Foundation

/// A few numbers of one recording, for descriptions, shortcut probes and tables.
public struct AcousticMeasures: Sendable, Equatable, Codable {
  /// The length in seconds.
  public let durationSeconds: Double
  /// The root mean square of all samples, full scale 1.
  public let rootMeanSquare: Double
  /// The largest magnitude, full scale 1.
  public let peak: Double
  /// The mean over frames of the part of samples at which the sign changes.
  public let zeroCrossingRate: Double
  /// The mean over sounding frames of the spectral centroid, in Hz.
  public let spectralCentroidHertz: Double
  /// Silence up to the first frame within 40 dB of the loudest, in seconds.
  public let leadingSilenceSeconds: Double
  /// Silence after the last frame within 40 dB of the loudest, in seconds.
  public let trailingSilenceSeconds: Double
  /// The median F0 of the voiced frames in Hz; `nil` where there is none.
  public let medianF0Hertz: Double?
  /// From the 10th to the 90th percentile of F0 in semitones; `nil` without a voiced frame.
  public let rangeF0Semitones: Double?
  /// The part of all frames that is voiced.
  public let voicedFraction: Double

  private static let frameLength = 1_024
  private static let hopLength = 256
  private static let silenceDecibels = 40.0
  private static let sampleRate = Waveform.speechRate

  /// Measures a recording as it is, resampled to 16 kHz where it is not.
  ///
  /// - Throws: `FeatureError` for silence, no samples, or samples that are no numbers.
  public init(of recording: Waveform) throws(FeatureError) {
    guard recording.peak.isFinite else { throw .nonFinite }
    guard recording.peak > 0 else { throw .silent }
    let waveform: Waveform
    do {
      waveform = try recording.resampled(to: Self.sampleRate)
    } catch {
      throw .audio(error)
    }
    durationSeconds = recording.durationSeconds
    rootMeanSquare = Double(recording.rootMeanSquare)
    peak = Double(recording.peak)
    let rates = waveform.zeroCrossingRates(
      frameLength: Self.frameLength, hopLength: Self.hopLength)
    zeroCrossingRate = Self.mean(rates.map { Double($0) })
    let range = waveform.soundingRange(
      decibels: Self.silenceDecibels, frameLength: Self.frameLength, hopLength: Self.hopLength)
    leadingSilenceSeconds = Double(range.lowerBound) / Double(Self.sampleRate)
    trailingSilenceSeconds =
      Double(waveform.samples.count - range.upperBound) / Double(Self.sampleRate)
    let sounding = Waveform(
      samples: Array(waveform.samples[range]), sampleRate: Self.sampleRate)
    spectralCentroidHertz = Self.mean(
      try sounding.spectralCentroids(fftLength: Self.frameLength, hopLength: Self.hopLength)
        .map { Double($0) })
    let course = try FundamentalFrequency(of: waveform)
    let voiced = course.voiced.sorted()
    voicedFraction =
      course.hertz.isEmpty ? 0 : Double(voiced.count) / Double(course.hertz.count)
    medianF0Hertz = voiced.isEmpty ? nil : Double(voiced[voiced.count / 2])
    rangeF0Semitones = Self.semitones(of: voiced)
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  private static func semitones(of sorted: [Float]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let low = Double(sorted[sorted.count / 10])
    let high = Double(sorted[(sorted.count - 1) * 9 / 10])
    return max(0, 12 * log2(high / low))
  }
}
