import Audio
import Features

/// Every number of one recording that any probe looks at.
public struct ProbeMeasures: Sendable, Equatable {
  /// Numbers by cue, in the order of `Cue.features`; `nil` where a number cannot be determined (F0
  /// without a voiced frame).
  public let values: [Cue: [Double?]]

  /// The rate that spectra, cepstra and F0 are measured at, in Hz.
  static let sampleRate = Waveform.speechRate

  /// Measures a recording as it was decoded.
  ///
  /// - Parameters:
  ///   - recording: at its own sample rate.
  ///   - file: what is known of its file, or `nil` for audio without one.
  ///   - cues: what is measured.
  /// - Throws: `FeatureError` for silence, no samples, or samples that are no numbers.
  public init(
    of recording: Waveform, file: FileCue?, cues: [Cue] = Cue.allCases
  ) throws(FeatureError) {
    guard recording.peak.isFinite else { throw .nonFinite }
    guard recording.peak > 0 else { throw .silent }
    var values: [Cue: [Double?]] = [:]
    if !cues.allSatisfy(Self.needNoSpectrum.contains) {
      let waveform: Waveform
      do { waveform = try recording.resampled(to: Self.sampleRate) } catch { throw .audio(error) }
      let mel = try MelCourse(of: waveform)
      values[.noiseFloor] = [Self.noiseFloor(of: waveform)]
      values[.spectrum] = [try Self.centroid(of: waveform), mel.tilt]
      values[.cepstra] = try CepstralStatistics.values(of: mel)
      values[.prosody] = try ProsodyStatistics.values(of: waveform)
    }
    values[.duration] = [recording.durationSeconds]
    values[.level] = [
      decibels(ofAmplitude: Double(recording.peak)),
      decibels(ofAmplitude: Double(recording.rootMeanSquare)),
    ]
    values[.silence] = Self.silence(at: recording)
    values[.file] = file?.values ?? Cue.file.features.map { _ in nil }
    self.values = values
  }

  /// What is measured on the recording as it was decoded, in next to no time.
  private static let needNoSpectrum: [Cue] = [.duration, .level, .silence, .file]

  /// The numbers of several cues behind each other.
  public func row(of cues: [Cue]) -> [Double?] { cues.flatMap { values[$0] ?? [] } }

  /// Seconds before the first and after the last sample within 40 dB of the peak.
  private static func silence(at recording: Waveform) -> [Double?] {
    let threshold = recording.peak * 0.01
    let samples = recording.samples
    guard let first = samples.firstIndex(where: { abs($0) >= threshold }),
      let last = samples.lastIndex(where: { abs($0) >= threshold })
    else { return [nil, nil] }
    let rate = Double(recording.sampleRate)
    return [Double(first) / rate, Double(samples.count - 1 - last) / rate]
  }

  private static func noiseFloor(of waveform: Waveform) -> Double? {
    let levels = waveform.frameRootMeanSquares(frameLength: 400, hopLength: 160).map(Double.init)
    return percentile(levels.sorted(), 0.05).map(decibels(ofAmplitude:))
  }

  /// The mean over the frames between leading and trailing silence.
  private static func centroid(of waveform: Waveform) throws(FeatureError) -> Double? {
    let range = waveform.soundingRange(decibels: 40, frameLength: 1_024, hopLength: 256)
    let sounding = Waveform(samples: Array(waveform.samples[range]), sampleRate: sampleRate)
    let centroids = try sounding.spectralCentroids(fftLength: 1_024, hopLength: 256)
    return mean(centroids.map(Double.init))
  }
}
