/// A spectrogram of fixed length for a network: cut at the end, or followed by zeros.
public struct PaddedSpectrogram: Sendable, Equatable {
  /// Shape `[T, M]`, row-major, frames outer; frames from `validFrames` on are 0.
  public let values: [Float]
  /// The fixed number of frames, `T`.
  public let frames: Int
  /// The number of bands, `M`.
  public let bands: Int
  /// Frames that come from the recording; a mask is `frame < validFrames`.
  public let validFrames: Int

  /// The values with bands outer, shape `[M, T]`: one image of a network's input `[N, 1, M, T]`.
  public var bandMajorValues: [Float] {
    var result = [Float](repeating: 0, count: values.count)
    for frame in 0..<validFrames {
      for band in 0..<bands { result[band * frames + frame] = values[frame * bands + band] }
    }
    return result
  }
}

extension LogMelSpectrogram {
  /// Exactly `frames` frames: the first ones, or all of them and zeros.
  public func padded(to frames: Int) -> PaddedSpectrogram {
    let valid = min(self.frames, max(0, frames))
    var result = [Float](repeating: 0, count: max(0, frames) * bands)
    result.replaceSubrange(0..<valid * bands, with: values[0..<valid * bands])
    return PaddedSpectrogram(
      values: result, frames: max(0, frames), bands: bands, validFrames: valid)
  }
}
