import Tensors

/// One batch's way through the network; without a dropout step, in evaluation mode.
///
/// `forward` stands here, `backward` beside it in `TrainingPass+Backward.swift`.
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
  var layout: ParameterLayout { network.store.layout }
  var blockCount: Int { configuration.channels.count }

  init(_ network: CRNN, _ input: NetworkInput, _ workspace: Workspace, dropoutStep: UInt64?) {
    self.network = network
    self.input = input
    self.workspace = workspace
    lengths = input.lengths.map(network.pooledLength)
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

  func forward() {
    for index in 0..<blockCount {
      network.pool.run(workspace.shards) { shard in
        for utterance in workspace.utterances(ofShard: shard) {
          if index == 0 { enter(utterance) } else { finishBlock(index - 1, utterance, shard) }
          convolve(index, utterance, shard)
        }
      }
      settleStatistics(index)
    }
    network.pool.run(workspace.shards) { shard in
      for utterance in workspace.utterances(ofShard: shard) {
        finishBlock(blockCount - 1, utterance, shard)
      }
    }
    recur(0, workspace.sequence)
    recur(1, states(after: 0))
    attend()
    classify()
  }

  /// Copies features `[M, T]` to the first block's image, time-major.
  private func enter(_ utterance: Int) {
    let (bands, frames) = (input.bands, input.frames)
    let grid = workspace.blocks[0].input.frames(of: utterance)
    input.features.withUnsafeBufferPointer { features in
      let source = features.baseAddress.unsafelyUnwrapped + utterance * bands * frames
      for frame in 0..<frames {
        let row = grid[frame]
        for band in 0..<bands { row[band] = source[band * frames + frame] }
      }
    }
  }

  func convolution(_ index: Int) -> Conv2d {
    let block = workspace.blocks[index]
    return Conv2d(
      inputChannels: block.input.channels, outputChannels: block.output.channels)
  }

  private func convolve(_ index: Int, _ utterance: Int, _ shard: Int) {
    let block = workspace.blocks[index]
    convolution(index).forward(
      block.input, weight: store.values + layout.blocks[index].weight, into: block.output,
      utterance: utterance, scratch: workspace.scratch[shard].patches)
    guard isTraining else { return }
    let norm = BatchNorm2d(channels: block.output.channels)
    let sums = shardSums(index, shard)
    if utterance == workspace.utterances(ofShard: shard).lowerBound {
      sums.update(repeating: 0, count: 2 * norm.channels)
    }
    norm.addStatistics(
      block.output.frames(of: utterance), frames: block.output.frames, bands: block.output.bands,
      to: sums)
  }

  /// A shard's sums of block `index`; the batch's for the shard after the last.
  func shardSums(_ index: Int, _ shard: Int) -> UnsafeMutablePointer<Double> {
    let block = workspace.blocks[index]
    return block.sums + shard * 2 * block.output.channels
  }

  /// Adds the shards' sums, in order, to the batch's.
  func reduceSums(_ index: Int) -> UnsafeMutablePointer<Double> {
    let total = shardSums(index, workspace.shards)
    let count = 2 * workspace.blocks[index].output.channels
    total.update(repeating: 0, count: count)
    for shard in 0..<workspace.shards {
      let sums = shardSums(index, shard)
      for position in 0..<count { total[position] += sums[position] }
    }
    return total
  }

  /// Elements that a channel's statistics of block `index` rest on.
  func statisticElements(_ index: Int) -> Int {
    let output = workspace.blocks[index].output
    return output.count * output.frames * output.bands
  }

  /// From sums (or running statistics) to the map that normalises.
  private func settleStatistics(_ index: Int) {
    let block = workspace.blocks[index]
    let norm = BatchNorm2d(channels: block.output.channels)
    let offsets = layout.blocks[index]
    if isTraining {
      norm.finish(
        sums: reduceSums(index), elements: statisticElements(index), mean: block.mean,
        inverseDeviation: block.inverseDeviation)
    } else {
      let variance = store.statistics + offsets.runningVariance
      block.mean.update(from: store.statistics + offsets.runningMean, count: norm.channels)
      for channel in 0..<norm.channels {
        block.inverseDeviation[channel] =
          1 / (variance[channel] + BatchNorm2d.epsilon).squareRoot()
      }
    }
    norm.fold(
      gain: store.values + offsets.gain, bias: store.values + offsets.bias, mean: block.mean,
      inverseDeviation: block.inverseDeviation, scale: block.scale, shift: block.shift)
  }

  /// Moves the running statistics; called once the loss is known to be finite.
  func updateStatistics() {
    for (index, block) in workspace.blocks.enumerated() {
      let offsets = layout.blocks[index]
      BatchNorm2d(channels: block.output.channels).updateRunning(
        sums: shardSums(index, workspace.shards), elements: statisticElements(index),
        mean: store.statistics + offsets.runningMean,
        variance: store.statistics + offsets.runningVariance)
    }
    store.batches += 1
  }

  /// Where the pooled frames of block `index` go: the next block's image or the LSTM's input.
  private func pooled(_ index: Int, _ utterance: Int) -> FrameGrid {
    index + 1 < blockCount
      ? workspace.blocks[index + 1].input.frames(of: utterance)
      : workspace.sequence.frames(of: utterance)
  }

  /// Frames and floats a frame after the pool of block `index`.
  func pooledSize(_ index: Int) -> (frames: Int, width: Int) {
    let (block, pool) = (workspace.blocks[index], configuration.pools[index])
    return (
      block.output.frames / pool.frames,
      block.output.bands / pool.bands * block.output.channels
    )
  }

  /// Normalises, rectifies, pools and drops one utterance's output of block `index`.
  private func finishBlock(_ index: Int, _ utterance: Int, _ shard: Int) {
    let block = workspace.blocks[index]
    let output = block.output
    let image = workspace.scratch[shard].image
    BatchNorm2d(channels: output.channels).normalise(
      output.frames(of: utterance), frames: output.frames, bands: output.bands,
      scale: block.scale, shift: block.shift, into: image)
    let target = pooled(index, utterance)
    MaxPool2d(configuration.pools[index]).forward(
      image, frames: output.frames, bands: output.bands, channels: output.channels, into: target)
    drop(index, utterance, target)
  }

  /// Applies the dropout after block `index` in place, to values or to gradients.
  func drop(_ index: Int, _ utterance: Int, _ grid: FrameGrid) {
    guard dropouts[index].rate > 0 else { return }
    let (frames, width) = pooledSize(index)
    for frame in 0..<frames {
      dropouts[index].apply(
        grid[frame], first: (utterance * frames + frame) * width, count: width, into: grid[frame])
    }
  }
}
