/// The window of one max pooling: how many mel bands and how many frames become one.
public struct PoolSize: Sendable, Equatable {
  /// Mel bands a window, at least 1.
  public let bands: Int
  /// Frames a window, at least 1.
  public let frames: Int

  /// Any sizes; `CRNNConfiguration` refuses those below 1.
  public init(bands: Int, frames: Int) {
    self.bands = bands
    self.frames = frames
  }
}

/// The sizes and dropout rates of a `CRNN`; a value that exists is valid.
public struct CRNNConfiguration: Sendable, Equatable {
  /// Mel bands M of the input.
  public let melBands: Int
  /// Frames T that memory is prepared for; batches may have other lengths.
  public let frames: Int
  /// Output channels of each convolution block.
  public let channels: [Int]
  /// The pool at the end of each block, as many as `channels`.
  public let pools: [PoolSize]
  /// Hidden size H of each LSTM direction.
  public let hiddenSize: Int
  /// Rows of the attention's hidden layer.
  public let attentionSize: Int
  /// Width of the hidden layer between attention and classes.
  public let headWidth: Int
  /// Classes K.
  public let classes: Int
  /// Fraction of elements dropped at the end of each block, in `0..<1`.
  public let convolutionDropout: Float
  /// Fraction dropped after each LSTM layer, in `0..<1`.
  public let recurrentDropout: Float
  /// Fraction dropped between the head's two layers, in `0..<1`.
  public let headDropout: Float

  /// - Throws: `NetworkError.configuration` naming the field, and `NetworkError.inputVanishes` when
  ///   the pools leave no band or no frame.
  public init(
    melBands: Int, frames: Int, channels: [Int], pools: [PoolSize], hiddenSize: Int,
    attentionSize: Int, headWidth: Int, classes: Int, convolutionDropout: Float = 0,
    recurrentDropout: Float = 0, headDropout: Float = 0
  ) throws(NetworkError) {
    self.melBands = melBands
    self.frames = frames
    self.channels = channels
    self.pools = pools
    self.hiddenSize = hiddenSize
    self.attentionSize = attentionSize
    self.headWidth = headWidth
    self.classes = classes
    self.convolutionDropout = convolutionDropout
    self.recurrentDropout = recurrentDropout
    self.headDropout = headDropout
    try checkSizes()
    try checkDropout()
    try checkPools()
  }

  /// Learned values of a network of these sizes.
  public var parameterCount: Int { ParameterLayout(self).count }

  /// Bands F' that reach the recurrent layers.
  public var pooledBands: Int { pools.reduce(melBands) { $0 / $1.bands } }

  /// Frames T' that reach the recurrent layers from an input of `frames`, 0 when nothing is left.
  public func pooledFrames(_ frames: Int) -> Int { pools.reduce(frames) { $0 / $1.frames } }

  /// Features D of each pooled frame: `pooledBands` times the last block's channels.
  public var recurrentInput: Int { pooledBands * (channels.last ?? 0) }

  private func checkSizes() throws(NetworkError) {
    let sizes = [
      ("melBands", melBands), ("frames", frames), ("hiddenSize", hiddenSize),
      ("attentionSize", attentionSize), ("headWidth", headWidth),
    ]
    for (field, size) in sizes where size < 1 {
      throw .configuration(field: field, found: "\(size)", expected: "at least 1")
    }
    guard classes >= 2 else {
      throw .configuration(field: "classes", found: "\(classes)", expected: "at least 2")
    }
    guard !channels.isEmpty, channels.allSatisfy({ $0 >= 1 }) else {
      throw .configuration(
        field: "channels", found: "\(channels)", expected: "one count of at least 1 a block")
    }
  }

  private func checkDropout() throws(NetworkError) {
    let rates = [
      ("convolutionDropout", convolutionDropout), ("recurrentDropout", recurrentDropout),
      ("headDropout", headDropout),
    ]
    for (field, rate) in rates where !(rate >= 0 && rate < 1) {
      throw .configuration(field: field, found: "\(rate)", expected: "0 or more and below 1")
    }
  }

  private func checkPools() throws(NetworkError) {
    guard pools.count == channels.count, pools.allSatisfy({ $0.bands >= 1 && $0.frames >= 1 })
    else {
      throw .configuration(
        field: "pools", found: "\(pools.map { [$0.bands, $0.frames] })",
        expected: "\(channels.count) windows of at least 1x1, one a block")
    }
    // The first block keeps the place of a window's winner in a byte.
    guard pools[0].bands <= 255 / pools[0].frames else {
      throw .configuration(
        field: "pools",
        found: "\(pools[0].bands) bands x \(pools[0].frames) frames in the first block",
        expected: "at most 255 pixels in a window there")
    }
    guard pooledBands > 0 else {
      throw .inputVanishes(axis: "bands", found: melBands, pooledBy: pools.map(\.bands).product)
    }
    guard pooledFrames(frames) > 0 else {
      throw .inputVanishes(axis: "frames", found: frames, pooledBy: pools.map(\.frames).product)
    }
  }
}
