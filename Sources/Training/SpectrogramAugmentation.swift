import Features
import Randomness

/// Changes to a log-mel spectrogram that keep its emotion plausible, drawn anew every epoch.
///
/// All act before normalisation. Shifting along the mel axis moves pitch and formants together, as
/// another vocal tract would; stretching along time is another tempo; a tilt and an offset are
/// another microphone; bands and frames that are masked are SpecAugment.
/// - Source: Park et al., "SpecAugment", INTERSPEECH 2019; Jaitly & Hinton, "Vocal tract length
///   perturbation", ICML workshop 2013.
public struct SpectrogramAugmentation: Codable, Sendable, Equatable {
  /// The largest shift along the mel axis, in bands, either way.
  public var bandShift: Double = 3
  /// The largest change of tempo, as a factor of `1 - x ... 1 + x`.
  public var tempoChange: Double = 0.15
  /// The largest change of level from the lowest to the highest band, in dB, either way.
  public var tilt: Double = 6
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
  public func apply(
    to original: LogMelSpectrogram, using generator: inout SplitMix64
  ) -> LogMelSpectrogram {
    if generator.unit() < unchangedShare { return original }
    let shift = generator.uniform(in: -bandShift...bandShift)
    let tempo = generator.uniform(in: 1 - tempoChange...1 + tempoChange)
    let slope = generator.uniform(in: -tilt...tilt)
    var (values, frames) = resampled(original, shift: shift, tempo: tempo)
    tiltAndMixNoise(&values, bands: original.bands, slope: slope, using: &generator)
    mask(&values, frames: frames, bands: original.bands, using: &generator)
    return LogMelSpectrogram(values: values, frames: frames, bands: original.bands)
  }

  /// Bilinear interpolation at `frame * tempo` and `band + shift`; edges are repeated.
  private func resampled(
    _ original: LogMelSpectrogram, shift: Double, tempo: Double
  ) -> (values: [Float], frames: Int) {
    let bands = original.bands
    let frames = max(1, Int((Double(original.frames) / tempo).rounded()))
    var values = [Float](repeating: 0, count: frames * bands)
    for frame in 0..<frames {
      let time = min(Double(frame) * tempo, Double(original.frames - 1))
      let early = Int(time)
      let late = min(early + 1, original.frames - 1)
      let lateWeight = Float(time - Double(early))
      for band in 0..<bands {
        let place = min(max(Double(band) + shift, 0), Double(bands - 1))
        let low = Int(place)
        let high = min(low + 1, bands - 1)
        let highWeight = Float(place - Double(low))
        let first =
          original.values[early * bands + low] * (1 - highWeight)
          + original.values[early * bands + high] * highWeight
        let second =
          original.values[late * bands + low] * (1 - highWeight)
          + original.values[late * bands + high] * highWeight
        values[frame * bands + band] = first * (1 - lateWeight) + second * lateWeight
      }
    }
    return (values, frames)
  }
}
