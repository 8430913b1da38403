import Audio
import Foundation

/// The short-time Fourier transform: Hann windows centred on multiples of the hop, the recording
/// reflected at both ends.
///
/// - Source: `librosa.stft` with `center=True, pad_mode="reflect", window="hann"` (its padding
///   until 0.10).
public struct STFT: Sendable {
  /// Samples a window.
  public let frameLength: Int
  /// Samples a transform; the window stands in its middle.
  public let fftLength: Int
  /// Samples from frame to frame.
  public let hopLength: Int
  /// Frequency bins, `F = fftLength / 2 + 1`.
  public var bins: Int { fft.bins }
  /// The periodic Hann window in the middle of `[fftLength]` values.
  let window: [Float]
  let fft: RealFFT
  let pair: PairFFT

  /// Plans the transform.
  ///
  /// - Throws: `FeatureError.invalidSetting` where `0 < hopLength <= frameLength <= fftLength` with
  ///   an even `fftLength` does not hold.
  public init(frameLength: Int, fftLength: Int, hopLength: Int) throws(FeatureError) {
    guard frameLength > 0, frameLength <= fftLength, let fft = RealFFT.ofLength(fftLength),
      let pair = PairFFT.ofLength(fftLength)
    else {
      throw .invalidSetting(
        name: "fftLength", found: "\(fftLength)", expected: "even and at least frameLength")
    }
    guard 1...frameLength ~= hopLength else {
      throw .invalidSetting(
        name: "hopLength", found: "\(hopLength)", expected: "1 to frameLength samples")
    }
    self.frameLength = frameLength
    self.fftLength = fftLength
    self.hopLength = hopLength
    self.fft = fft
    self.pair = pair
    var window = [Float](repeating: 0, count: fftLength)
    let start = (fftLength - frameLength) / 2
    for index in 0..<frameLength {
      let phase = 2 * Double.pi * Double(index) / Double(frameLength)
      window[start + index] = Float(0.5 - 0.5 * cos(phase))
    }
    self.window = window
  }

  /// Frames of a recording of `samples` samples: `T = 1 + samples / hopLength`, 0 for none.
  public func frameCount(samples: Int) -> Int { samples > 0 ? 1 + samples / hopLength : 0 }

  /// The power `|X|²` of every frame and bin, shape `[T, F]`, frames outer.
  public func power(_ samples: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: frameCount(samples: samples.count) * bins)
    result.withUnsafeMutableBufferPointer { result in
      forEachPower(samples) { frame, power in
        guard let base = result.baseAddress else { return }
        (base + frame * bins).update(from: power, count: bins)
      }
    }
    return result
  }

  /// Real and imaginary parts of every frame and bin, shape `[T, F, 2]`.
  public func spectrum(_ samples: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: frameCount(samples: samples.count) * bins * 2)
    result.withUnsafeMutableBufferPointer { result in
      forEachFrame(samples) { frame, spectrum in
        guard let base = result.baseAddress else { return }
        (base + frame * bins * 2).update(from: spectrum, count: bins * 2)
      }
    }
    return result
  }

  /// The samples whose windowed frames come nearest to `spectrum` (least squares).
  ///
  /// - Parameters:
  ///   - spectrum: shape `[T, F, 2]`.
  ///   - count: samples to return, at least 0.
  /// - Source: Griffin & Lim 1984, equation 6.
  public func inverse(_ spectrum: [Float], count: Int) -> [Float] {
    guard count >= 0 else { fatalError("\(count) samples; expected at least 0") }
    let frames = min(frameCount(samples: count), spectrum.count / (2 * bins))
    let buffers = fft.makeBuffers()
    var sum = [Float](repeating: 0, count: count + 2 * fftLength)
    var weight = sum
    for frame in 0..<frames {
      for index in 0..<2 * bins { buffers.spectrum[index] = spectrum[frame * 2 * bins + index] }
      fft.inverse(buffers)
      let start = frame * hopLength
      for index in 0..<fftLength {
        sum[start + index] += buffers.samples[index] * window[index]
        weight[start + index] += window[index] * window[index]
      }
    }
    let scale = 1 / Float(fftLength)
    return (0..<count).map { index in
      let position = index + fftLength / 2
      return weight[position] > 1e-8 ? sum[position] / weight[position] * scale : 0
    }
  }

  /// Runs `body` with each frame's number and its spectrum, shape `[F, 2]`, valid for the call.
  func forEachFrame(_ samples: [Float], _ body: (Int, UnsafePointer<Float>) -> Void) {
    let padded = samples.reflected(by: fftLength / 2)
    let buffers = fft.makeBuffers()
    let start = (fftLength - frameLength) / 2
    padded.withUnsafeBufferPointer { padded in
      window.withUnsafeBufferPointer { window in
        guard let from = padded.baseAddress, let window = window.baseAddress else { return }
        for frame in 0..<frameCount(samples: samples.count) {
          let source = from + frame * hopLength
          for index in start..<start + frameLength {
            buffers.samples[index] = source[index] * window[index]
          }
          fft.forward(buffers)
          body(frame, UnsafePointer(buffers.spectrum))
        }
      }
    }
  }
}

extension [Float] {
  /// The values with `margin` more on both sides, mirrored at the first and last value as often as
  /// needed; the end values are not doubled.
  func reflected(by margin: Int) -> [Float] {
    guard count > 1 else { return [Float](repeating: first ?? 0, count: count + 2 * margin) }
    let period = 2 * (count - 1)
    func mirrored(_ index: Int) -> Float {
      let phase = (index % period + period) % period
      return self[phase < count ? phase : period - phase]
    }
    var result: [Float] = []
    result.reserveCapacity(count + 2 * margin)
    for index in -margin..<0 { result.append(mirrored(index)) }
    result.append(contentsOf: self)
    for index in count..<count + margin { result.append(mirrored(index)) }
    return result
  }
}
