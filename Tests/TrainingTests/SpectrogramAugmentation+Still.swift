import Training

extension SpectrogramAugmentation {
  /// Nothing happens to a spectrogram unless a test switches it on.
  static var still: SpectrogramAugmentation {
    var result = SpectrogramAugmentation()
    result.bandShift = 0
    result.tempoChange = 0
    result.tilt = 0
    result.noiseFloorDecibels = 0
    result.maskedBands = 0
    result.maskedFrames = 0
    result.unchangedShare = 0
    return result
  }
}
