import Tensors

/// One batch's way through the network; without a dropout step, in evaluation mode.
///
/// `forward` stands here and in `TrainingPass+Sequence.swift`, `backward` in
/// `TrainingPass+Backward.swift`. The work is cut into phases; within a phase, units run beside each
/// other on all workers.
struct TrainingPass {
  let network: CRNN
  let input: NetworkInput
  let workspace: Workspace
  /// Valid pooled frames of each utterance.
  let lengths: [Int]
  /// After each block, after each recurrent layer, and in the head; rate 0 in evaluation mode.
  let dropouts: [Dropout]
  let isTraining: Bool

  var configuration: CRNNConfiguration { network.configuration }
  var store: ParameterStore { network.store }
  var blockCount: Int { workspace.blocks.count }

  init(_ network: CRNN, _ input: NetworkInput, _ workspace: Workspace, dropoutStep: UInt64?) {
    self.network = network
    self.input = input
    self.workspace = workspace
    lengths = input.lengths.map(network.pooledLength)
    for (utterance, length) in lengths.enumerated() {
      workspace.lengths[utterance] = Int32(length)
    }
    isTraining = dropoutStep != nil
    let configuration = network.configuration
    let rates =
      configuration.channels.map { _ in configuration.convolutionDropout }
      + [configuration.recurrentDropout, configuration.recurrentDropout, configuration.headDropout]
    dropouts = rates.enumerated().map { site, rate in
      Dropout(
        rate: dropoutStep == nil ? 0 : rate, seed: network.seed, step: dropoutStep ?? 0, site: site)
    }
  }

  func forward() throws(NetworkError) {
    prepare()
    for index in 0..<blockCount {
      forwardBlock(index)
      guard workspace.blocks[index].isFinite else { throw .activationNotFinite(block: index) }
    }
    let last = blockCount - 1
    phase("block \(last) finish", workspace.shards) { shard, scratch in finish(last, shard, scratch) }
    recur(0, workspace.sequence)
    recur(1, states(after: 0))
    attend()
    classify()
    network.onPhase?("head")
  }

  /// Runs the units of a phase on the workers, each with its worker's scratch memory.
  func phase(
    _ name: @autoclosure () -> String, _ units: Int, _ body: (_ unit: Int, _ scratch: Floats) -> Void
  ) {
    network.pool.run(units) { unit, worker in body(unit, workspace.scratch(of: worker)) }
    network.onPhase?(name())
  }

  /// Brings all weights into the forms that the products read, and features into the first image.
  private func prepare() {
    let (kinds, layers) = (LSTM.preparations, workspace.layers.count)
    let weights = kinds * layers + 1 + blockCount
    phase("prepare", weights + workspace.count) { unit, _ in
      if unit < kinds * layers {
        let layer = workspace.layers[unit / kinds]
        layer.prepare(unit % kinds, store.arrays(ofLayer: unit / kinds, in: store.values))
      } else if unit == kinds * layers {
        workspace.attention.prepare(
          store.attentionArrays(in: store.values), isTraining: isTraining)
      } else if unit < weights {
        workspace.blocks[unit - kinds * layers - 1].prepare(isTraining: isTraining)
      } else {
        enter(unit - weights)
      }
    }
  }

  /// Copies features `[M, T]` to the first block's image, time-major.
  private func enter(_ utterance: Int) {
    let (bands, frames) = (input.bands, input.frames)
    let grid = workspace.blocks[0].input.grid
    input.features.withUnsafeBufferPointer { features in
      let source = features.baseAddress.unsafelyUnwrapped + utterance * bands * frames
      for frame in 0..<frames {
        let row = grid.base + utterance * grid.imageStride + frame * grid.frameStride
        for band in 0..<bands { row[band] = source[band * frames + frame] }
      }
    }
  }

  /// Finishes the block before and convolves this one, a shard at a time while its images are near.
  private func forwardBlock(_ index: Int) {
    let block = workspace.blocks[index]
    phase("block \(index) forward", workspace.shards) { shard, scratch in
      if index > 0 { finish(index - 1, shard, scratch) }
      block.convolve(
        workspace.utterances(ofShard: shard), shard, isTraining: isTraining, scratch: scratch)
    }
    block.settle(shards: workspace.shards, isTraining: isTraining)
  }

  private func finish(_ index: Int, _ shard: Int, _ scratch: Floats) {
    workspace.blocks[index].finish(
      workspace.utterances(ofShard: shard), dropout: dropouts[index], isTraining: isTraining,
      into: pooled(index), scratch: scratch)
  }

  /// Where the pooled frames of block `index` go: the next block's image or the LSTM's input.
  func pooled(_ index: Int) -> PooledGrid {
    index + 1 < blockCount
      ? workspace.blocks[index + 1].input.grid
      : workspace.sequence.grid(channels: workspace.blocks[index].shape.outputs)
  }

  /// Moves the running statistics; called once the loss is known to be finite.
  func updateStatistics() {
    for block in workspace.blocks { block.updateStatistics() }
    store.batches += 1
  }
}
