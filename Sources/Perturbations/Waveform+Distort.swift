import Audio
import Foundation

extension Waveform {
  /// The loudest `percent` of the samples limited to the magnitude of the one just below them.
  public func clipped(percent: Double) -> Waveform {
    guard !samples.isEmpty else { return self }
    let magnitudes = samples.map { abs($0) }.sorted()
    let above = Int((Double(magnitudes.count) * percent / 100).rounded())
    let limit = magnitudes[max(0, min(magnitudes.count - 1, magnitudes.count - 1 - above))]
    return mapped { Swift.max(-limit, Swift.min(limit, $0)) }
  }

  /// Compressed by the µ-law (µ = 255), rounded to `2^bits - 1` values, and expanded again; fewer
  /// than two bits are two.
  ///
  /// Full scale is 1, or the peak of a recording that passes 1, so that nothing clips.
  /// - Source: ITU-T G.711's law in its continuous form; 8 bits is telephony's.
  public func muLaw(bits: Int) -> Waveform {
    let scale = Swift.max(1, Double(peak))
    let steps = Double(1 << Swift.max(1, bits - 1)) - 1
    let result = samples.map { sample -> Float in
      let value = Double(sample) / scale
      let compressed = log1p(255 * abs(value)) / log(256)
      let rounded = (compressed * steps).rounded() / steps
      let expanded = expm1(rounded * log(256)) / 255
      return Float(scale * (value < 0 ? -expanded : expanded))
    }
    return Waveform(samples: result, sampleRate: sampleRate)
  }

  /// With digital silence of `seconds` in front.
  public func delayed(seconds: Double) -> Waveform {
    let count = Swift.max(0, Int((seconds * Double(sampleRate)).rounded()))
    return Waveform(
      samples: [Float](repeating: 0, count: count) + samples, sampleRate: sampleRate)
  }

  /// With `offset` added to every sample.
  public func offset(by offset: Float) -> Waveform {
    mapped { $0 + offset }
  }
}
