import Audio
import Corpora
import Features
import Foundation

/// One recording as the figure shows it: its outline, its log-mel spectrogram and its numbers.
/// Holds no audio that could be played.
public struct ExampleUtterance: Sendable {
  /// Which recording.
  public let utterance: Utterance
  /// Its numbers.
  public let measures: AcousticMeasures
  /// The lowest and highest sample of each of `outlineSteps` a second.
  public let outline: [ClosedRange<Double>]
  /// Mel band energies in dB, shape `[T, M]`, frames outer, low bands first.
  public let spectrogram: [Double]
  /// The number of frames, `T`.
  public let frames: Int
  /// The number of bands, `M`.
  public let bands: Int
  /// Frequencies in Hz with the place of their band, in `0...1` from the lowest to the highest.
  public let frequencies: [(hertz: Double, place: Double)]

  /// Steps of the outline a second.
  public static let outlineSteps = 160.0

  /// Draws a recording as it was decoded.
  ///
  /// - Throws: `FeatureError` for silence, or samples that are no numbers.
  public init(
    _ utterance: Utterance, recording: Waveform, measures: AcousticMeasures
  ) throws(FeatureError) {
    let extractor = try FeatureExtractor(
      FeatureSettings(removesOffset: false, trimDecibels: nil, level: .none, normalization: .none))
    let waveform: Waveform
    do {
      waveform = try recording.resampled(to: extractor.settings.sampleRate)
    } catch {
      throw .audio(error)
    }
    let mel = extractor.logMel(waveform)
    self.utterance = utterance
    self.measures = measures
    outline = Self.outline(of: waveform)
    spectrogram = mel.values.map { Double($0) * 10 / log(10) }
    (frames, bands) = (mel.frames, mel.bands)
    frequencies = [250, 500, 1_000, 2_000, 4_000].compactMap { hertz in
      Self.place(of: hertz, among: extractor.filterBank.centres).map { (hertz, $0) }
    }
  }

  private static func outline(of waveform: Waveform) -> [ClosedRange<Double>] {
    let step = max(1, Int(Double(waveform.sampleRate) / outlineSteps))
    return stride(from: 0, to: waveform.samples.count, by: step).map { start in
      let piece = waveform.samples[start..<min(start + step, waveform.samples.count)]
      return Double(piece.min() ?? 0)...Double(piece.max() ?? 0)
    }
  }

  private static func place(of hertz: Double, among centres: [Double]) -> Double? {
    guard let above = centres.firstIndex(where: { $0 >= hertz }), above > 0 else { return nil }
    let share = (hertz - centres[above - 1]) / (centres[above] - centres[above - 1])
    return (Double(above - 1) + share + 0.5) / Double(centres.count)
  }
}
