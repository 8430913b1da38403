import Tensors

/// All buffers of a training step for one batch shape, cut from one arena.
final class Workspace {
  /// Utterances a shard: the unit in which images are worked on and gradients summed, whatever the
  /// number of threads.
  private static let shardSize = 4

  let count: Int, frames: Int, pooledFrames: Int
  let shards: Int
  /// The version of the weights that have been brought into the forms that products read.
  var preparedVersion: Int?
  let blocks: [any NetworkBlock]
  /// What the last pool writes and the LSTM reads, and its gradient.
  let sequence: SequenceBatch, dSequence: SequenceBatch
  let layers: [LSTM]
  /// Outputs of each recurrent layer after dropout, and their gradients.
  let dropped: [SequenceBatch], dOutputs: [SequenceBatch]
  /// `[chunks][8H]`: what the gates' gradients of each chunk of steps sum to.
  let biasParts: Floats
  let attention: Attention
  let head: HeadMemory
  /// Valid pooled frames of each utterance.
  let lengths: UnsafeMutablePointer<Int32>
  /// One worker's memory for packed images and matrices.
  private let scratch: [Floats]

  init(
    _ configuration: CRNNConfiguration, _ store: ParameterStore, count: Int, frames: Int,
    workers: Int, arena: Arena
  ) {
    self.count = count
    self.frames = frames
    let steps = configuration.pooledFrames(frames)
    pooledFrames = steps
    shards = (count + Workspace.shardSize - 1) / Workspace.shardSize
    let shapes = configuration.blockShapes(count: count, frames: frames)
    blocks = shapes.enumerated().map { [shards] index, shape in
      let arrays = store.arrays(ofBlock: index)
      return index == 0
        ? FirstBlock(shape, arrays: arrays, shards: shards, arena: arena)
        : ConvolutionBlock(shape, arrays: arrays, shards: shards, arena: arena)
    }
    let hidden = configuration.hiddenSize
    func sequences(_ width: Int) -> SequenceBatch {
      SequenceBatch(count: count, steps: steps, width: width, arena: arena)
    }
    sequence = sequences(configuration.recurrentInput)
    dSequence = sequences(configuration.recurrentInput)
    layers = [configuration.recurrentInput, 2 * hidden].map {
      LSTM(inputs: $0, hidden: hidden, count: count, steps: steps, arena: arena)
    }
    dropped = layers.map { _ in sequences(2 * hidden) }
    dOutputs = layers.map { _ in sequences(2 * hidden) }
    biasParts = arena.take(steps * 8 * hidden)
    attention = Attention(
      width: 2 * hidden, size: configuration.attentionSize, count: count, steps: steps,
      arena: arena)
    head = HeadMemory(configuration, count: count, arena: arena)
    lengths = arena.takeIntegers(count)
    let size = Workspace.scratchCount(configuration)
    scratch = (0..<workers).map { _ in arena.take(size) }
  }

  /// Writes the zeros that the layouts promise.
  func clear() {
    for block in blocks { block.clear() }
    for layer in layers { layer.clear() }
  }

  /// The utterances of a shard.
  func utterances(ofShard shard: Int) -> Range<Int> {
    let first = shard * Workspace.shardSize
    return first..<min(count, first + Workspace.shardSize)
  }

  /// A worker's scratch memory.
  func scratch(of worker: Int) -> Floats { scratch[worker] }

  private static func scratchCount(_ configuration: CRNNConfiguration) -> Int {
    let channels = [1] + configuration.channels
    let convolutions = zip(channels, channels.dropFirst()).map {
      Conv2d.scratchCount(inputs: $0, outputs: $1)
    }
    return max(MatrixProduct.scratchCount, convolutions.max() ?? 0)
  }
}

/// The head's layers and buffers: pooled states in, logits out, and every gradient.
struct HeadMemory {
  let layers: (hidden: Linear, output: Linear)
  /// `[N, 2H]`: the attention's sum, and its gradient.
  let pooled: Floats, dPooled: Floats
  /// `[N, W]`: after ReLU; after dropout; gradient.
  let hidden: Floats, dropped: Floats, dHidden: Floats
  /// `[N, K]` each.
  let logits: Floats, probabilities: Floats, dLogits: Floats

  init(_ configuration: CRNNConfiguration, count: Int, arena: Arena) {
    let width = count * 2 * configuration.hiddenSize
    let hiddenCount = count * configuration.headWidth
    let classes = count * configuration.classes
    layers = (
      Linear(
        inputs: 2 * configuration.hiddenSize, outputs: configuration.headWidth, arena: arena),
      Linear(inputs: configuration.headWidth, outputs: configuration.classes, arena: arena)
    )
    pooled = arena.take(width)
    dPooled = arena.take(width)
    hidden = arena.take(hiddenCount)
    dropped = arena.take(hiddenCount)
    dHidden = arena.take(hiddenCount)
    logits = arena.take(classes)
    probabilities = arena.take(classes)
    dLogits = arena.take(classes)
  }
}
