/// One batch's way through the network in training mode; `PredictionPass` is that of evaluation
/// mode.
///
/// `forward` stands here and in `TrainingPass+Sequence.swift`, `backward` in
/// `TrainingPass+Backward.swift`. The work is cut into phases; within a phase, units run beside
/// each other on all workers.
struct TrainingPass {
  let network: CRNN
  let input: NetworkInput
  let workspace: Workspace
  /// Valid pooled frames of each utterance.
  let lengths: [Int]
  /// After each block, after each recurrent layer, and in the head.
  let dropouts: [Dropout]

  var configuration: CRNNConfiguration { network.configuration }
  var store: ParameterStore { network.store }
  var blockCount: Int { workspace.blocks.count }

  init(_ network: CRNN, _ input: NetworkInput, _ workspace: Workspace, dropoutStep: UInt64) {
    self.network = network
    self.input = input
    self.workspace = workspace
    lengths = input.lengths.map(network.pooledLength)
    for (utterance, length) in lengths.enumerated() {
      workspace.lengths[utterance] = Int32(length)
    }
    let configuration = network.configuration
    let rates =
      configuration.channels.map { _ in configuration.convolutionDropout }
      + [configuration.recurrentDropout, configuration.recurrentDropout, configuration.headDropout]
    dropouts = rates.enumerated().map { site, rate in
      Dropout(rate: rate, seed: network.seed, step: dropoutStep, site: site)
    }
  }

  func forward() throws(NetworkError) {
    prepare()
    try forwardBlocks()
    recur(0, workspace.sequence)
    recur(1, states(after: 0))
    attend()
    classify()
    network.onPhase?("head")
  }

  /// Runs the units of a phase on the workers, each with its worker's scratch memory.
  func phase(
    _ name: @autoclosure () -> String, _ units: Int,
    _ body: (_ unit: Int, _ scratch: Floats) -> Void
  ) {
    network.pool.run(units) { unit, worker in body(unit, workspace.scratch(of: worker)) }
    network.onPhase?(name())
  }

  /// Brings weights into the forms that the products read, unless they are, and features into the
  /// first image.
  private func prepare() {
    let (kinds, layers) = (LSTM.preparations, workspace.layers.count)
    let weights =
      workspace.preparedVersion == store.version ? 0 : kinds * layers + 1 + blockCount
    phase("prepare", weights + workspace.count) { unit, _ in
      if unit >= weights {
        let utterance = unit - weights
        input.write(
          0..<input.frames, of: utterance, to: workspace.blocks[0].input.grid.utterance(utterance))
      } else if unit < kinds * layers {
        let layer = workspace.layers[unit / kinds]
        layer.prepare(unit % kinds, store.arrays(ofLayer: unit / kinds, in: store.values))
      } else if unit == kinds * layers {
        workspace.attention.prepare(store.attentionArrays(in: store.values))
        workspace.head.layers.hidden.prepare(store.values + store.layout.headHidden.weight)
        workspace.head.layers.output.prepare(store.values + store.layout.headOutput.weight)
      } else {
        workspace.blocks[unit - kinds * layers - 1].prepare()
      }
    }
    workspace.preparedVersion = store.version
  }

  /// Block by block, since statistics need the whole batch: a phase finishes the block before and
  /// convolves this one, a shard at a time while its images are near.
  private func forwardBlocks() throws(NetworkError) {
    for (index, block) in workspace.blocks.enumerated() {
      phase("block \(index) forward", workspace.shards) { shard, scratch in
        if index > 0 { finish(index - 1, shard) }
        block.convolve(
          workspace.utterances(ofShard: shard), shard, scratch: scratch)
      }
      block.settle(shards: workspace.shards)
      guard block.isFinite else { throw .activationNotFinite(block: index) }
    }
    let last = blockCount - 1
    phase("block \(last) finish", workspace.shards) { shard, _ in finish(last, shard) }
  }

  private func finish(_ index: Int, _ shard: Int) {
    workspace.blocks[index].finish(
      workspace.utterances(ofShard: shard), dropout: dropouts[index], into: pooled(index))
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
