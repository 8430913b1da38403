import Audio
import Foundation

/// How much of a voice is periodic: the harmonics-to-noise ratio.
///
/// - Source: Boersma, "Accurate short-term analysis of the fundamental frequency and the
///   harmonics-to-noise ratio of a sampled sound", IFA Proceedings 17 (1993), as Praat's "To
///   Harmonicity (ac)" has it.
public struct Harmonicity: Sendable, Equatable {
  /// The ratio in dB of each sounding frame, 10 ms apart.
  public let decibels: [Double]

  /// The mean over sounding frames in dB; `nil` without one.
  public var mean: Double? {
    decibels.isEmpty ? nil : decibels.reduce(0, +) / Double(decibels.count)
  }

  /// The lowest F0 that a frame holds enough periods of, in Hz.
  public static let minimumHertz = 75.0
  private static let stepSeconds = 0.01
  private static let periodsAWindow = 4.5
  /// Frames whose peak lies below this part of the recording's are silent.
  private static let silence = 0.1
  /// Values between two lags, so that a parabola finds the top exactly enough.
  private static let oversampling = 8

  /// Measures each frame of a recording.
  ///
  /// - Throws: `FeatureError.tooShort` for less than one window (60 ms).
  public init(of waveform: Waveform) throws(FeatureError) {
    let rate = Double(waveform.sampleRate)
    let half = Int(Self.periodsAWindow / Self.minimumHertz * rate) / 2
    let length = 2 * half
    guard let analysis = AutocorrelationFrame(length: length, oversampling: Self.oversampling),
      waveform.samples.count >= length
    else { throw .tooShort(samples: waveform.samples.count, minimum: max(2, length)) }
    let mean =
      waveform.samples.reduce(0.0) { $0 + Double($1) } / Double(waveform.samples.count)
    let loudest = waveform.samples.reduce(0.0) { Swift.max($0, abs(Double($1) - mean)) }
    let longest = Int(rate / Self.minimumHertz)
    let span = Double(waveform.samples.count - length) / rate
    let count = Int(span / Self.stepSeconds) + 1
    let start = (Double(waveform.samples.count) / rate - Double(count - 1) * Self.stepSeconds) / 2
    decibels = (0..<count).compactMap { index in
      let centre = Int((start + Double(index) * Self.stepSeconds) * rate)
      let first = Swift.min(Swift.max(0, centre - half), waveform.samples.count - length)
      let peak = analysis.load(waveform.samples, from: first, period: longest)
      let strength = analysis.strongest(upTo: longest + 2)
      // Boersma's strength of a frame without voice, for a voicing threshold of 0.
      let unvoiced = loudest > 0 ? Swift.max(0, 2 - peak / loudest / Self.silence) : 2
      guard let strength, strength > unvoiced else { return nil }
      return strength < 1 ? 10 * log10(strength / (1 - strength)) : 150
    }
  }
}

/// The normalised autocorrelation of one windowed frame, between the samples too.
final class AutocorrelationFrame {
  private let length: Int
  private let oversampling: Int
  private let fft: RealFFT
  private let fine: RealFFT
  private let coarse: RealFFT.Buffers
  private let values: RealFFT.Buffers
  private let window: [Double]
  private var windowCorrelation: [Double] = []

  /// Prepares frames of an even length; `nil` where no transform can be planned.
  init?(length: Int, oversampling: Int) {
    var size = 2
    while size < 2 * length { size *= 2 }
    guard length > 1, let fft = RealFFT.ofLength(size),
      let fine = RealFFT.ofLength(size * oversampling)
    else { return nil }
    self.length = length
    self.oversampling = oversampling
    self.fft = fft
    self.fine = fine
    coarse = fft.makeBuffers()
    values = fine.makeBuffers()
    window = (0..<length).map {
      0.5 - 0.5 * cos(2 * Double.pi * Double($0 + 1) / Double(length + 1))
    }
    for index in 0..<length { coarse.samples[index] = Float(window[index]) }
    correlate()
    windowCorrelation = correlation(upTo: length / 2)
  }

  /// Takes a frame, its mean over two periods about the middle removed.
  ///
  /// - Returns: the largest magnitude within half a period of the middle, after windowing.
  func load(_ samples: [Float], from start: Int, period: Int) -> Double {
    let middle = start + length / 2
    let near = max(0, middle - period)..<min(samples.count, middle + period)
    let mean = samples[near].reduce(0.0) { $0 + Double($1) } / Double(max(1, near.count))
    var peak = 0.0
    for index in 0..<fft.length {
      guard index < length else {
        coarse.samples[index] = 0
        continue
      }
      let value = (Double(samples[start + index]) - mean) * window[index]
      coarse.samples[index] = Float(value)
      if abs(index - length / 2) <= period / 2 { peak = max(peak, abs(value)) }
    }
    correlate()
    return peak
  }

  /// Leaves the autocorrelation at every fraction of a lag in `values.samples`.
  private func correlate() {
    fft.forward(coarse)
    for index in 0..<2 * fine.bins { values.spectrum[index] = 0 }
    for bin in 0..<fft.bins {
      let (real, imaginary) = (coarse.spectrum[2 * bin], coarse.spectrum[2 * bin + 1])
      // The last bin stands for two of the longer transform.
      let share: Float = bin == fft.bins - 1 ? 0.5 : 1
      values.spectrum[2 * bin] = (real * real + imaginary * imaginary) * share
    }
    fine.inverse(values)
  }

  /// The autocorrelation over its value at lag 0, at every fraction of a lag.
  private func correlation(upTo lag: Int) -> [Double] {
    let power = Double(values.samples[0])
    return (0...lag * oversampling).map { power > 0 ? Double(values.samples[$0]) / power : 0 }
  }

  /// The highest top of the frame's autocorrelation over the window's, beyond lag 0; `nil` where
  /// there is none. A top above 1 is turned to its inverse.
  func strongest(upTo lag: Int) -> Double? {
    let limit = min(lag, length / 2)
    let found = correlation(upTo: limit)
    let ratio = zip(found, windowCorrelation).map { $1 > 0 ? $0 / $1 : 0 }
    var best: Double?
    for index in 2 * oversampling..<max(2 * oversampling, ratio.count - 1)
    where ratio[index] > 0 && ratio[index] > ratio[index - 1] && ratio[index] >= ratio[index + 1] {
      let (left, middle, right) = (ratio[index - 1], ratio[index], ratio[index + 1])
      let bend = 2 * middle - left - right
      let top = middle + (bend > 0 ? (right - left) * (right - left) / (8 * bend) : 0)
      best = max(best ?? 0, top > 1 ? 1 / top : top)
    }
    return best
  }
}
