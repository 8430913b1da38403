import Features
import Randomness

/// Changes to a log-mel spectrogram that keep its emotion plausible, drawn anew every epoch.
///
/// All act before normalisation. Shifting along the mel axis moves pitch and formants together;
/// warping it is a longer or shorter vocal tract; stretching along time is another tempo; a tilt
/// and an equaliser are another microphone; a gain takes voice and noise alike; bands and frames
/// that are masked are SpecAugment. What is switched off draws no numbers, so the other changes
/// stay as they were.
/// - Source: Park et al., "SpecAugment", INTERSPEECH 2019.
public struct SpectrogramAugmentation: Codable, Sendable, Equatable {
  /// The largest shift along the mel axis, in bands, either way.
  public var bandShift: Double = 3
  /// The largest change of the vocal tract's length, as a factor on formants of `1 - x ... 1 + x`;
  /// 0 changes none. Jaitly and Hinton took .1.
  public var vocalTractChange: Double = 0
  /// The largest change of tempo, as a factor of `1 - x ... 1 + x`.
  public var tempoChange: Double = 0.15
  /// The largest change of level from the lowest to the highest band, in dB, either way.
  public var tilt: Double = 6
  /// The largest gain, in dB either way, of each of five points spread evenly over the bands, with
  /// straight lines between them; 0 equalises nothing.
  public var equalizerDecibels: Double = 0
  /// The largest change of level as a whole, in dB either way: another distance or microphone; 0
  /// changes none. It matters where features keep the level (`FeatureSettings.level`).
  public var gainDecibels: Double = 0
  /// The largest noise floor that is mixed in, in dB below the loudest cell; 0 mixes none.
  public var noiseFloorDecibels: Double = 30
  /// Bands masked at most by each of two masks.
  public var maskedBands: Int = 8
  /// The share of frames masked at most by each of two masks.
  public var maskedFrames: Double = 0.1
  /// The share of draws that are left as they are.
  public var unchangedShare: Double = 0.1

  /// The defaults.
  public init() {}

  /// No change at all.
  public static var none: SpectrogramAugmentation {
    var result = SpectrogramAugmentation()
    result.unchangedShare = 1
    return result
  }

  /// Draws one changed copy; the length changes with the tempo.
  ///
  /// - Parameters:
  ///   - original: logarithms of band energies, not normalised.
  ///   - axis: the bands that `original` has.
  ///   - generator: where every choice comes from; equal generators give equal copies.
  public func apply(
    to original: LogMelSpectrogram, on axis: MelAxis, using generator: inout SplitMix64
  ) -> LogMelSpectrogram {
    if generator.unit() < unchangedShare { return original }
    let bands = original.bands
    let shift = generator.uniform(in: -bandShift...bandShift)
    let tempo = generator.uniform(in: 1 - tempoChange...1 + tempoChange)
    let slope = generator.uniform(in: -tilt...tilt)
    var places = (0..<bands).map { Double($0) + shift }
    if vocalTractChange > 0 {
      let tract = VocalTract(
        factor: generator.uniform(in: 1 - vocalTractChange...1 + vocalTractChange),
        nyquistHertz: axis.nyquistHertz)
      places = places.map { axis.band(hertz: tract.original(of: axis.hertz(band: $0))) }
    }
    var levels = tilted(bands, slope: slope)
    if equalizerDecibels > 0 { equalize(&levels, using: &generator) }
    var (values, frames) = SpectrogramWarp(places: places, tempo: tempo).apply(to: original)
    addLevelsAndNoise(&values, levels: levels, using: &generator)
    if gainDecibels > 0 { amplify(&values, using: &generator) }
    mask(&values, frames: frames, bands: bands, using: &generator)
    return LogMelSpectrogram(values: values, frames: frames, bands: bands)
  }
}
