import Tensors

/// The buffers of prediction for one batch shape, cut from one arena.
///
/// Images are worked on one at a time and exist once a worker; sequences are kept group by group.
final class PredictionMemory {
  /// Utterances of a group at most: those whose recurrence is one product a step.
  private static let groupSize = 16

  let count: Int, frames: Int, pooledFrames: Int
  /// For images of `frames`.
  let blocks: [PredictionBlock]
  /// `[worker][block]`: what the block reads.
  let images: [[ImageBatch]]
  let groups: [PredictionGroup]
  /// `[N, K]`.
  let logits: Floats
  /// One worker's memory for tiles, gates and matrices.
  let scratch: [Floats]

  init(
    _ configuration: CRNNConfiguration, _ weights: PredictionWeights, count: Int, frames: Int,
    workers: Int, arena: Arena
  ) {
    self.count = count
    self.frames = frames
    let steps = configuration.pooledFrames(frames)
    pooledFrames = steps
    let shapes = configuration.blockShapes(count: 1, frames: frames)
    let blocks = zip(weights.blocks, shapes).map(PredictionBlock.init)
    self.blocks = blocks
    images = (0..<workers).map { _ in
      blocks.map { $0.shape.images($0.shape.inputs, arena) }
    }
    let logits = arena.take(count * configuration.classes)
    self.logits = logits
    let number = (count + PredictionMemory.groupSize - 1) / PredictionMemory.groupSize
    groups = (0..<number).map { index in
      let utterances = (index * count / number)..<((index + 1) * count / number)
      return PredictionGroup(
        configuration, weights, utterances: utterances, steps: steps,
        logits: logits + utterances.lowerBound * configuration.classes, arena: arena)
    }
    let size = max(
      blocks.map(\.scratchCount).max() ?? 0,
      PredictionLSTM.scratchCount(
        hidden: configuration.hiddenSize, count: groups.map(\.utterances.count).max() ?? 1))
    scratch = (0..<workers).map { _ in arena.take(size) }
  }

  /// Writes the zeros that the layouts promise.
  func clear() {
    for image in images.joined() { image.clearBorders() }
  }

  /// The group of an utterance.
  func group(of utterance: Int) -> PredictionGroup {
    let guess = utterance * groups.count / count
    return groups[groups[guess].utterances.contains(utterance) ? guess : guess + 1]
  }
}

/// Some utterances of a batch that pass the recurrent layers together.
struct PredictionGroup {
  let utterances: Range<Int>
  /// What the last pool writes and each recurrent layer writes.
  let sequences: [SequenceBatch]
  let attention: Attention
  /// Valid pooled frames of each utterance.
  let lengths: UnsafeMutablePointer<Int32>
  /// `[N, 2H]`: the attention's sum; `[N, W]`: after ReLU; `[N, K]`.
  let pooled: Floats, hidden: Floats, logits: Floats

  init(
    _ configuration: CRNNConfiguration, _ weights: PredictionWeights, utterances: Range<Int>,
    steps: Int, logits: Floats, arena: Arena
  ) {
    self.utterances = utterances
    self.logits = logits
    let (count, width) = (utterances.count, 2 * configuration.hiddenSize)
    sequences = [configuration.recurrentInput, width, width].map {
      SequenceBatch(count: count, steps: steps, width: $0, arena: arena)
    }
    attention = Attention(
      width: width, size: configuration.attentionSize, count: count, steps: steps,
      projection: weights.attention, arena: arena)
    lengths = arena.takeIntegers(count)
    pooled = arena.take(count * width)
    hidden = arena.take(count * configuration.headWidth)
  }

  /// Where the last pool writes an utterance's frames.
  func grid(_ utterance: Int, channels: Int) -> PooledGrid {
    sequences[0].grid(channels: channels).utterance(utterance - utterances.lowerBound)
  }
}
