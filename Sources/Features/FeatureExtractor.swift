import Audio
import Foundation

/// Recordings to log-mel spectrograms, the same for the same samples from any thread.
public struct FeatureExtractor: Sendable {
  /// How it is done.
  public let settings: FeatureSettings
  /// The filter bank in use.
  public let filterBank: MelFilterBank
  private let transform: STFT

  /// Plans the transform and lays out the bands.
  ///
  /// - Throws: `FeatureError.invalidSetting`.
  public init(_ settings: FeatureSettings = FeatureSettings()) throws(FeatureError) {
    try settings.validate()
    self.settings = settings
    transform = try STFT(
      frameLength: settings.frameLength, fftLength: settings.fftLength,
      hopLength: settings.hopLength)
    filterBank = try MelFilterBank(
      sampleRate: settings.sampleRate, fftLength: settings.fftLength, bands: settings.melBands,
      minimumHertz: settings.minimumHertz, maximumHertz: settings.maximumHertz,
      scale: settings.melScale)
  }

  /// All steps: resampling, denoising, trimming, level, log-mel, normalisation, slopes.
  ///
  /// - Parameter offsets: what is added to each band before normalisation
  ///   (`SpeakerMean.offsets(from:)`); nothing by default.
  /// - Returns: shape `[T, M]`, not yet padded.
  /// - Throws: `FeatureError` for silence, too few samples, or samples that are no numbers.
  public func extract(
    _ waveform: Waveform, adding offsets: [Float] = []
  ) throws(FeatureError) -> LogMelSpectrogram {
    try extractPlaced(waveform, adding: offsets).spectrogram
  }

  /// What `extract` gives, and where in the recording its first frame is centred, in seconds.
  public func extractPlaced(
    _ waveform: Waveform, adding offsets: [Float] = []
  ) throws(FeatureError) -> (spectrogram: LogMelSpectrogram, start: Double) {
    let (sound, start) = try sound(in: waveform)
    return (logMel(sound).adding(offsets).asInput(settings), start)
  }

  /// The steps before the spectrogram: what `logMel` is computed from, and worth listening to.
  ///
  /// - Throws: `FeatureError` for silence, too few samples, or samples that are no numbers.
  public func prepare(_ waveform: Waveform) throws(FeatureError) -> Waveform {
    try sound(in: waveform).waveform
  }

  /// What is left of a recording, and how many seconds were trimmed before it.
  private func sound(
    in waveform: Waveform
  ) throws(FeatureError) -> (waveform: Waveform, start: Double) {
    guard waveform.peak.isFinite else { throw .nonFinite }
    guard waveform.peak > 0 else { throw .silent }
    var result = try resample(waveform)
    if settings.removesOffset { result = result.offsetRemoved() }
    if settings.denoises { result = try result.denoised() }
    var start = 0
    if let decibels = settings.trimDecibels {
      let range = result.soundingRange(
        decibels: decibels, frameLength: settings.frameLength, hopLength: settings.hopLength)
      result = Waveform(samples: Array(result.samples[range]), sampleRate: result.sampleRate)
      start = range.lowerBound
    }
    guard result.samples.count >= settings.frameLength else {
      throw .tooShort(samples: result.samples.count, minimum: settings.frameLength)
    }
    guard result.peak > .leastNormalMagnitude else { throw .silent }
    return (result.levelNormalized(settings.level), Double(start) / Double(settings.sampleRate))
  }

  /// By way of the rate at which audits change and measure recordings, so that a model hears of a
  /// recording what it hears of it there.
  private func resample(_ waveform: Waveform) throws(FeatureError) -> Waveform {
    do {
      return try waveform.resampled(to: Waveform.speechRate).resampled(to: settings.sampleRate)
    } catch {
      throw .audio(error)
    }
  }

  /// The log-mel spectrogram alone, shape `[T, M]` in natural logarithms of energy, floored but not
  /// normalised.
  ///
  /// - Parameter waveform: samples at the settings' rate, as `prepare` gives them; a waveform of
  ///   another rate is taken for one of that rate. No samples give no frames.
  public func logMel(_ waveform: Waveform) -> LogMelSpectrogram {
    let bands = filterBank.bands
    let frames = transform.frameCount(samples: waveform.samples.count)
    var values = [Float](repeating: 0, count: frames * bands)
    values.withUnsafeMutableBufferPointer { values in
      guard let energies = values.baseAddress else { return }
      transform.forEachPower(waveform.samples) { frame, power in
        filterBank.apply(power, into: energies + frame * bands)
      }
    }
    takeLogarithms(&values)
    return LogMelSpectrogram(values: values, frames: frames, bands: bands)
  }

  private func takeLogarithms(_ values: inout [Float]) {
    var floor = LogMelSpectrogram.smallestEnergy
    if let range = settings.dynamicRangeDecibels {
      let loudest = values.withUnsafeBufferPointer { $0.max() ?? 0 }
      floor = max(floor, loudest * Float(pow(10, -range / 10)))
    }
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for index in 0..<values.count {
        base[index] = StraightLine.log(base[index] > floor ? base[index] : floor)
      }
    }
  }
}
