/// Where mel bands stand in Hz, and where a frequency stands among them.
public struct MelAxis: Sendable {
  /// Half the sample rate in Hz.
  public let nyquistHertz: Double
  private let scale: MelScale
  private let lowest: Double
  private let step: Double

  /// The axis of a log-mel spectrogram made with `settings`.
  public init(_ settings: FeatureSettings) {
    nyquistHertz = Double(settings.sampleRate) / 2
    scale = settings.melScale
    lowest = scale.mel(hertz: settings.minimumHertz)
    step = (scale.mel(hertz: settings.maximumHertz) - lowest) / Double(settings.melBands + 1)
  }

  /// The frequency in Hz at which a band peaks; fractions stand between two bands.
  public func hertz(band: Double) -> Double { scale.hertz(mel: lowest + step * (band + 1)) }

  /// The band that peaks at a frequency, with fractions; may lie below 0 or above the last band.
  public func band(hertz: Double) -> Double { (scale.mel(hertz: hertz) - lowest) / step - 1 }
}
