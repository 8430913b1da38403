import Audio
import Features
import Foundation

/// The log-mel spectrogram that cepstra and spectral tilt are computed from: the whole recording at
/// its own level, nothing trimmed.
struct MelCourse {
  let spectrogram: LogMelSpectrogram
  private let centres: [Double]

  private static let extractor = Result { () throws(FeatureError) in
    try FeatureExtractor(
      FeatureSettings(removesOffset: false, trimDecibels: nil, level: .none, normalization: .none))
  }

  init(of waveform: Waveform) throws(FeatureError) {
    let extractor = try Self.extractor.get()
    spectrogram = extractor.logMel(waveform)
    centres = extractor.filterBank.centres
  }

  /// The slope of the long-term spectrum in dB an octave: a straight line, by least squares,
  /// through the mean energy of each band over the octaves of its centre. `nil` without a frame.
  var tilt: Double? {
    guard spectrogram.frames > 0 else { return nil }
    let levels = (0..<spectrogram.bands).map { band in
      let sum = (0..<spectrogram.frames).reduce(0.0) { $0 + exp(Double(spectrogram[$1, band])) }
      return 10 * log10(sum / Double(spectrogram.frames))
    }
    return slope(of: levels, over: centres.map { log2($0) })
  }
}
