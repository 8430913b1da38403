import Audio
import Foundation

extension Waveform {
  /// The samples between leading and trailing silence.
  ///
  /// A frame is silent where its root mean square lies `decibels` or more below the loudest
  /// frame's. Frames are centred on multiples of `hopLength`, zeros beyond both ends.
  ///
  /// - Parameters:
  ///   - decibels: how far below the loudest frame silence begins.
  ///   - frameLength: samples a frame.
  ///   - hopLength: samples from frame to frame.
  /// - Returns: positions into `samples`; empty where there is no sample.
  /// - Source: `librosa.effects.trim` with the reference at the maximum.
  public func soundingRange(
    decibels: Double, frameLength: Int = 2_048, hopLength: Int = 512
  ) -> Range<Int> {
    let power = framePower(frameLength: frameLength, hopLength: hopLength)
    let floor = 1e-10
    let loudest = max(power.max() ?? 0, floor)
    let threshold = loudest * pow(10, -decibels / 10)
    func sounds(_ value: Double) -> Bool { max(value, floor) > threshold }
    guard let first = power.firstIndex(where: sounds),
      let last = power.lastIndex(where: sounds)
    else { return 0..<0 }
    let end = min(samples.count, (last + 1) * hopLength)
    return min(first * hopLength, end)..<end
  }

  /// The root mean square of frames centred on multiples of the hop, zeros beyond both ends, shape
  /// `[1 + samples / hopLength]`.
  ///
  /// - Source: `librosa.feature.rms`.
  public func frameRootMeanSquares(frameLength: Int, hopLength: Int) -> [Float] {
    framePower(frameLength: frameLength, hopLength: hopLength).map { Float($0.squareRoot()) }
  }

  /// The mean square of centred frames, zeros beyond both ends, shape `[1 + samples / hopLength]`.
  func framePower(frameLength: Int, hopLength: Int) -> [Double] {
    guard !samples.isEmpty, frameLength > 0, hopLength > 0 else { return [] }
    return samples.withUnsafeBufferPointer { samples in
      (0...(samples.count / hopLength)).map { frame in
        let start = frame * hopLength - frameLength / 2
        let inside = max(0, start)..<max(0, min(samples.count, start + frameLength))
        return UnsafeBufferPointer(rebasing: samples[inside]).sumOfSquares / Double(frameLength)
      }
    }
  }
}
