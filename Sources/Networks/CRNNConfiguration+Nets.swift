extension CRNNConfiguration {
  /// Net S: blocks of 16, 32, 64 and 64 channels, H = 64; 0.4 million parameters.
  public static func netS(
    melBands: Int = 64, frames: Int = 128, classes: Int = 7, convolutionDropout: Float = 0.1,
    recurrentDropout: Float = 0.2, headDropout: Float = 0.3
  ) throws(NetworkError) -> CRNNConfiguration {
    try CRNNConfiguration(
      melBands: melBands, frames: frames, channels: [16, 32, 64, 64], pools: benchmarkPools,
      hiddenSize: 64, attentionSize: 64, headWidth: 64, classes: classes,
      convolutionDropout: convolutionDropout, recurrentDropout: recurrentDropout,
      headDropout: headDropout)
  }

  /// Net M: blocks of 32, 64, 96 and 128 channels, H = 128; 1.4 million parameters.
  public static func netM(
    melBands: Int = 64, frames: Int = 128, classes: Int = 7, convolutionDropout: Float = 0.1,
    recurrentDropout: Float = 0.2, headDropout: Float = 0.3
  ) throws(NetworkError) -> CRNNConfiguration {
    try CRNNConfiguration(
      melBands: melBands, frames: frames, channels: [32, 64, 96, 128], pools: benchmarkPools,
      hiddenSize: 128, attentionSize: 128, headWidth: 128, classes: classes,
      convolutionDropout: convolutionDropout, recurrentDropout: recurrentDropout,
      headDropout: headDropout)
  }

  /// One halving of time, four of frequency: emotion lives in contours of some 20 ms and more.
  private static let benchmarkPools = [
    PoolSize(bands: 2, frames: 2), PoolSize(bands: 2, frames: 1), PoolSize(bands: 2, frames: 1),
    PoolSize(bands: 2, frames: 1),
  ]
}
