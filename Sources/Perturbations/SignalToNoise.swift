import Audio
import Foundation

/// Signal-to-noise ratios that do not depend on how much silence surrounds the speech.
public enum SignalToNoise {
  /// A frame lasts 32 ms.
  static let frameSeconds = 0.032
  /// Frames further below the loudest frame than this are pauses.
  static let activeDecibels = 40.0

  /// Which samples belong to a frame within 40 dB of the loudest, as ranges of whole frames.
  ///
  /// Frames of 32 ms follow one another without overlap; the last may be shorter.
  public static func activeRanges(_ waveform: Waveform) -> [Range<Int>] {
    let length = max(1, Int((Double(waveform.sampleRate) * frameSeconds).rounded()))
    let count = waveform.samples.count
    let frames = stride(from: 0, to: count, by: length).map { $0..<min(count, $0 + length) }
    let powers = frames.map { meanSquare(waveform.samples, [$0]) }
    let threshold = (powers.max() ?? 0) * pow(10, -activeDecibels / 10)
    return zip(frames, powers).filter { $0.1 > 0 && $0.1 >= threshold }.map(\.0)
  }

  /// The mean square over `ranges`; 0 where they are empty.
  public static func meanSquare(_ samples: [Float], _ ranges: [Range<Int>]) -> Double {
    var sum = 0.0
    var count = 0
    for range in ranges {
      for index in range { sum += Double(samples[index]) * Double(samples[index]) }
      count += range.count
    }
    return count > 0 ? sum / Double(count) : 0
  }

  /// The ratio in decibels of `signal` to `noise` over the frames where the signal is active.
  ///
  /// - Returns: `nil` where either is silent there or the lengths differ.
  public static func decibels(signal: Waveform, noise: [Float]) -> Double? {
    guard signal.samples.count == noise.count else { return nil }
    let ranges = activeRanges(signal)
    let power = meanSquare(signal.samples, ranges)
    let noisePower = meanSquare(noise, ranges)
    return power > 0 && noisePower > 0 ? 10 * log10(power / noisePower) : nil
  }

  /// `signal` with `noise` added, scaled so that `decibels(signal:noise:)` is `decibels`.
  ///
  /// - Returns: the signal as it is where no ratio exists (silence on either side).
  public static func mix(_ signal: Waveform, with noise: [Float], decibels: Double) -> Waveform {
    guard let found = Self.decibels(signal: signal, noise: noise) else { return signal }
    let scale = Float(pow(10, (found - decibels) / 20))
    return Waveform(
      samples: zip(signal.samples, noise).map { $0 + scale * $1 }, sampleRate: signal.sampleRate)
  }
}
