import Corpora
import Networks

extension Recipe {
  /// The network that the recipe describes.
  ///
  /// - Throws: `NetworkError.configuration` and `.inputVanishes` where sizes do not fit together.
  public func networkConfiguration() throws(NetworkError) -> CRNNConfiguration {
    try CRNNConfiguration(
      melBands: features.melBands, frames: features.maximumFrames, channels: network.channels,
      pools: zip(network.pooledBands, network.pooledFrames).map {
        PoolSize(bands: $0, frames: $1)
      },
      hiddenSize: network.hiddenSize, attentionSize: network.attentionSize,
      headWidth: network.headWidth, classes: Emotion.allCases.count,
      convolutionDropout: Float(network.convolutionDropout),
      recurrentDropout: Float(network.recurrentDropout), headDropout: Float(network.headDropout))
  }

  /// The optimizer that the recipe describes: AdamW, with the gradient's norm limited.
  ///
  /// - Throws: `NetworkError.configuration` naming a value outside its range.
  public func adamSettings() throws(NetworkError) -> AdamSettings {
    try AdamSettings(
      learningRate: Float(optimization.learningRate),
      weightDecay: Float(optimization.weightDecay), isDecoupled: true,
      clipNorm: Float(optimization.clipNorm))
  }
}
