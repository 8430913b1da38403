import Networks
import Tensors

/// A small network and batches for it.
enum Samples {
  static let classes = 3

  static func configuration(dropout: Float = 0.2) throws -> CRNNConfiguration {
    try CRNNConfiguration(
      melBands: 16, frames: 20, channels: [4, 8, 8],
      pools: [
        PoolSize(bands: 2, frames: 2), PoolSize(bands: 2, frames: 1), PoolSize(bands: 2, frames: 1),
      ], hiddenSize: 16, attentionSize: 8, headWidth: 8, classes: classes,
      convolutionDropout: dropout, recurrentDropout: dropout, headDropout: dropout)
  }

  static func input(_ count: Int, frames: Int = 20, stream: UInt64 = 0) throws -> NetworkInput {
    let lengths = (0..<count).map { frames - $0 % 3 * (frames / 4) }
    var features = spread(9, stream, count * 16 * frames, scale: 2)
    for index in features.indices where index % frames >= lengths[index / (16 * frames)] {
      features[index] = 0
    }
    return try NetworkInput(
      features: features, count: count, bands: 16, frames: frames, lengths: lengths)
  }

  static func targets(_ count: Int) -> [Float] {
    (0..<count).flatMap { row in (0..<classes).map { $0 == row % classes ? 1 : 0 } }
  }

  /// Trains for some steps, batch sizes and lengths varying as at the end of an epoch.
  static func train(_ network: CRNN, _ adam: Adam, steps: Range<Int>) throws {
    for step in steps {
      let count = step % 3 == 2 ? 5 : 13
      let input = try input(count, frames: step % 2 == 0 ? 20 : 14, stream: UInt64(step))
      _ = try network.computeGradients(
        input, targets: targets(count), loss: .plain, step: UInt64(step))
      try adam.step()
    }
  }
}
