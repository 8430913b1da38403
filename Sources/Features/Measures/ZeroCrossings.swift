import Audio

extension Waveform {
  /// The part of the samples of each frame at which the sign changes, shape
  /// `[1 + samples / hopLength]`.
  ///
  /// Frames are centred on multiples of the hop, with the end samples repeated beyond both ends;
  /// magnitudes up to 1e-10 count as positive zero.
  ///
  /// - Source: `librosa.feature.zero_crossing_rate`.
  public func zeroCrossingRates(frameLength: Int, hopLength: Int) -> [Float] {
    guard !samples.isEmpty, frameLength > 1, hopLength > 0 else { return [] }
    let isNegative = samples.map { $0 < -1e-10 }
    // Crossings up to each sample, so that a frame's number is a difference of two.
    var crossings = [0]
    for index in 1..<max(samples.count, 1) {
      crossings.append(crossings[index - 1] + (isNegative[index] != isNegative[index - 1] ? 1 : 0))
    }
    let last = samples.count - 1
    return (0...(samples.count / hopLength)).map { frame in
      let start = frame * hopLength - frameLength / 2
      let first = min(max(0, start), last)
      let end = min(max(0, start + frameLength - 1), last)
      return Float(crossings[end] - crossings[first]) / Float(frameLength)
    }
  }
}
