import Tensors

/// All buffers of a step for one batch shape, cut from one arena.
final class Workspace {
  /// Utterances a shard: the unit in which images are worked on and gradients summed, whatever the
  /// number of threads.
  static let shardSize = 4

  /// A block's buffers.
  struct Block {
    /// What enters, and the gradient of it (not for the first block).
    let input: ImageBatch, dInput: ImageBatch?
    /// What the convolution gives, overwritten by its gradient in backward.
    let output: ImageBatch
    /// `[C]` each: batch mean, inverse deviation, and the folded map of normalisation.
    let mean: Floats, inverseDeviation: Floats, scale: Floats, shift: Floats
    /// `[shards + 1][2, C]`: each shard's sums, then the batch's.
    let sums: UnsafeMutablePointer<Double>
    /// The weight turned for the input's gradient.
    let flipped: Floats
    /// `[shards][9 Ci Co]`: each shard's part of the weight's gradient.
    let weightParts: Floats
  }
  /// A recurrent layer's buffers.
  struct Recurrent {
    let memory: LSTMMemory
    /// Outputs after dropout, and their gradient.
    let dropped: SequenceBatch, dOutputs: SequenceBatch
  }
  /// Memory of one shard: patches of a convolution, an image after ReLU and its gradient.
  struct Scratch {
    let patches: Floats, image: Floats, dImage: Floats
  }

  let count: Int, frames: Int, pooledFrames: Int
  let shards: Int
  let blocks: [Block]
  let sequence: SequenceBatch, dSequence: SequenceBatch
  let recurrent: [Recurrent]
  let dCells: Floats
  let attention: AttentionMemory
  let head: HeadMemory
  let scratch: [Scratch]

  init(_ configuration: CRNNConfiguration, count: Int, frames: Int, arena: Arena) {
    self.count = count
    self.frames = frames
    pooledFrames = configuration.pooledFrames(frames)
    shards = (count + Workspace.shardSize - 1) / Workspace.shardSize
    blocks = Workspace.blocks(configuration, count, frames, shards, arena)
    let hidden = configuration.hiddenSize
    let steps = pooledFrames
    func sequences(_ width: Int) -> SequenceBatch {
      let size = SequenceBatch.size(count: count, steps: steps, width: width)
      return SequenceBatch(base: arena.take(size), count: count, steps: steps, width: width)
    }
    sequence = sequences(configuration.recurrentInput)
    dSequence = sequences(configuration.recurrentInput)
    recurrent = (0..<2).map { _ in
      Recurrent(
        memory: LSTMMemory(
          gates: arena.take(steps * count * 8 * hidden), cells: sequences(2 * hidden),
          outputs: sequences(2 * hidden)),
        dropped: sequences(2 * hidden), dOutputs: sequences(2 * hidden))
    }
    dCells = arena.take(count * 2 * hidden)
    attention = Workspace.attention(configuration, count, steps, arena)
    head = HeadMemory(configuration, count: count, arena: arena)
    scratch = Workspace.scratch(configuration, frames, shards, arena)
  }

  /// Writes the zeros that the layouts promise.
  func clear() {
    for block in blocks {
      block.input.clearBorders()
      block.dInput?.clearBorders()
      block.output.clearBorders()
    }
    for layer in recurrent {
      layer.memory.cells.clearEnds()
      layer.memory.outputs.clearEnds()
    }
  }

  /// The utterances of a shard.
  func utterances(ofShard shard: Int) -> Range<Int> {
    let first = shard * Workspace.shardSize
    return first..<min(count, first + Workspace.shardSize)
  }

  private static func blocks(
    _ configuration: CRNNConfiguration, _ count: Int, _ frames: Int, _ shards: Int, _ arena: Arena
  ) -> [Block] {
    var (frames, bands, inputs) = (frames, configuration.melBands, 1)
    return zip(configuration.channels, configuration.pools).enumerated().map { index, sizes in
      let (outputs, pool) = sizes
      func images(_ channels: Int) -> ImageBatch {
        let size = ImageBatch.size(count: count, frames: frames, bands: bands, channels: channels)
        return ImageBatch(
          base: arena.take(size), count: count, frames: frames, bands: bands, channels: channels)
      }
      let weights = 9 * inputs * outputs
      let sums = UnsafeMutableRawPointer(arena.take((shards + 1) * 4 * outputs))
        .bindMemory(to: Double.self, capacity: (shards + 1) * 2 * outputs)
      let block = Block(
        input: images(inputs), dInput: index == 0 ? nil : images(inputs), output: images(outputs),
        mean: arena.take(outputs), inverseDeviation: arena.take(outputs),
        scale: arena.take(outputs), shift: arena.take(outputs), sums: sums,
        flipped: arena.take(weights), weightParts: arena.take(shards * weights))
      (frames, bands, inputs) = (frames / pool.frames, bands / pool.bands, outputs)
      return block
    }
  }

  private static func attention(
    _ configuration: CRNNConfiguration, _ count: Int, _ steps: Int, _ arena: Arena
  ) -> AttentionMemory {
    let (size, width) = (configuration.attentionSize, 2 * configuration.hiddenSize)
    return AttentionMemory(
      hidden: arena.take(steps * count * size), weights: arena.take(count * steps),
      means: arena.take(count * width), contexts: arena.take(count * size),
      scoreParts: arena.take(count * size), dMeans: arena.take(count * width))
  }

  private static func scratch(
    _ configuration: CRNNConfiguration, _ frames: Int, _ shards: Int, _ arena: Arena
  ) -> [Scratch] {
    var (frames, bands, inputs) = (frames, configuration.melBands, 1)
    var (patches, image) = (0, 0)
    for (outputs, pool) in zip(configuration.channels, configuration.pools) {
      let convolution = Conv2d(inputChannels: inputs, outputChannels: outputs)
      patches = max(patches, convolution.scratchCount(bands: bands))
      image = max(image, frames * bands * outputs)
      (frames, bands, inputs) = (frames / pool.frames, bands / pool.bands, outputs)
    }
    return (0..<shards).map { _ in
      Scratch(
        patches: arena.take(patches), image: arena.take(image), dImage: arena.take(image))
    }
  }
}

/// The head's buffers: pooled states in, logits out, and every gradient.
struct HeadMemory {
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
