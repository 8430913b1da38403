import Tensors

extension TrainingPass {
  /// Writes every gradient, from `dLogits` on; overwrites what forward kept.
  func backward() {
    backwardHead()
    backwardAttention()
    backwardRecurrence(1, input: states(after: 0), into: workspace.recurrent[0].dOutputs)
    backwardRecurrence(0, input: workspace.sequence, into: workspace.dSequence)
    backwardBlocks()
  }

  private func backwardHead() {
    let (head, values, gradients) = (workspace.head, store.values, store.gradients)
    let (rows, offsets) = (workspace.count, (layout.headHidden, layout.headOutput))
    headLayers.output.backward(
      head.dropped, dy: head.dLogits, rows: rows, weight: values + offsets.1.weight,
      dWeight: gradients + offsets.1.weight, dBias: gradients + offsets.1.bias, dx: head.dHidden)
    let count = rows * configuration.headWidth
    dropouts[blockCount + 2].apply(head.dHidden, first: 0, count: count, into: head.dHidden)
    for index in 0..<count where head.hidden[index] <= 0 { head.dHidden[index] = 0 }
    headLayers.hidden.backward(
      head.pooled, dy: head.dHidden, rows: rows, weight: values + offsets.0.weight,
      dWeight: gradients + offsets.0.weight, dBias: gradients + offsets.0.bias, dx: head.dPooled)
  }

  private func backwardAttention() {
    let (attention, states) = (attention, states(after: 1))
    let arrays = attentionArrays(in: store.values)
    let memory = workspace.attention
    let dStates = workspace.recurrent[1].dOutputs
    network.pool.run(workspace.shards) { shard in
      for utterance in workspace.utterances(ofShard: shard) {
        attention.backward(
          states, arrays, memory: memory, utterance: utterance, length: lengths[utterance],
          dz: workspace.head.dPooled + utterance * attention.width, into: dStates)
      }
    }
    network.pool.run(chunks + 1) { unit in
      guard unit > 0 else {
        attention.backwardWeights(states, memory, into: attentionArrays(in: store.gradients))
        return
      }
      let steps = steps(ofChunk: unit - 1)
      attention.backwardProjection(memory, arrays, steps: steps, into: dStates)
      drop(recurrentDropout(1), dStates, steps, into: dStates)
    }
  }

  /// From the gradient of a recurrent layer's outputs to those of its arrays and its input.
  private func backwardRecurrence(_ layer: Int, input x: SequenceBatch, into dx: SequenceBatch) {
    let buffers = workspace.recurrent[layer]
    let (lstm, memory) = (lstm(layer), buffers.memory)
    let (weights, gradients) = (
      arrays(layer, in: store.values), arrays(layer, in: store.gradients)
    )
    forEachRecurrence { direction, utterances in
      lstm.backward(
        memory, weights, dOutputs: buffers.dOutputs, dCells: workspace.dCells, lengths: lengths,
        direction: direction, utterances: utterances)
    }
    let parts = TrainingPass.gateParts
    network.pool.run(parts + 2 + chunks) { unit in
      if unit < parts {
        let rows = 8 * lstm.hidden
        let range = (unit * rows / parts)..<((unit + 1) * rows / parts)
        lstm.backwardInputWeight(x, memory, gateRows: range, into: gradients)
      } else if unit < parts + 2 {
        lstm.backwardHiddenWeight(memory, direction: unit - parts, into: gradients)
      } else {
        let steps = steps(ofChunk: unit - parts - 2)
        lstm.backwardInput(memory, weights, steps: steps, into: dx)
        if layer > 0 { drop(recurrentDropout(layer - 1), dx, steps, into: dx) }
      }
    }
  }

  /// Units that an input weight's gradient is cut into, by rows, so that nothing needs adding.
  static let gateParts = 4

  private func backwardBlocks() {
    for index in 0..<blockCount where index > 0 {
      convolution(index).flip(
        store.values + layout.blocks[index].weight, into: workspace.blocks[index].flipped)
    }
    network.pool.run(workspace.shards) { addGradientSums(blockCount - 1, shard: $0) }
    for index in (0..<blockCount).reversed() {
      finishGradientSums(index)
      network.pool.run(workspace.shards) { shard in
        backwardBlock(index, shard)
        if index > 0 { addGradientSums(index - 1, shard: shard) }
      }
    }
    reduceWeightParts()
  }

  /// The gradient that reaches the pool of block `index`.
  private func dPooled(_ index: Int, _ utterance: Int) -> FrameGrid {
    guard index + 1 < blockCount, let images = workspace.blocks[index + 1].dInput else {
      return workspace.dSequence.frames(of: utterance)
    }
    return images.frames(of: utterance)
  }

  /// Computes one utterance's gradient after ReLU, `dImage`, from that after pool and dropout.
  private func unpool(_ index: Int, _ utterance: Int, _ scratch: Workspace.Scratch) {
    let block = workspace.blocks[index]
    let output = block.output
    BatchNorm2d(channels: output.channels).normalise(
      output.frames(of: utterance), frames: output.frames, bands: output.bands,
      scale: block.scale, shift: block.shift, into: scratch.image)
    MaxPool2d(configuration.pools[index]).backward(
      scratch.image, frames: output.frames, bands: output.bands, channels: output.channels,
      dPooled: dPooled(index, utterance), into: scratch.dImage)
  }

  /// Applies dropout to the incoming gradient of a shard and sums what normalisation needs.
  private func addGradientSums(_ index: Int, shard: Int) {
    let block = workspace.blocks[index]
    let norm = BatchNorm2d(channels: block.output.channels)
    let sums = shardSums(index, shard)
    sums.update(repeating: 0, count: 2 * norm.channels)
    for utterance in workspace.utterances(ofShard: shard) {
      drop(index, utterance, dPooled(index, utterance))
      unpool(index, utterance, workspace.scratch[shard])
      norm.addGradientSums(
        block.output.frames(of: utterance), dz: workspace.scratch[shard].dImage,
        frames: block.output.frames, bands: block.output.bands, mean: block.mean,
        inverseDeviation: block.inverseDeviation, to: sums)
    }
  }

  /// The batch's sums are the gradients of bias and gain.
  private func finishGradientSums(_ index: Int) {
    let (sums, offsets) = (reduceSums(index), layout.blocks[index])
    let channels = workspace.blocks[index].output.channels
    for channel in 0..<channels {
      store.gradients[offsets.bias + channel] = Float(sums[channel])
      store.gradients[offsets.gain + channel] = Float(sums[channels + channel])
    }
  }

  /// One shard's way back through normalisation and convolution of block `index`.
  private func backwardBlock(_ index: Int, _ shard: Int) {
    let (block, scratch) = (workspace.blocks[index], workspace.scratch[shard])
    let output = block.output
    let convolution = convolution(index)
    let part = block.weightParts + shard * convolution.weightCount
    part.update(repeating: 0, count: convolution.weightCount)
    for utterance in workspace.utterances(ofShard: shard) {
      unpool(index, utterance, scratch)
      BatchNorm2d(channels: output.channels).backward(
        output.frames(of: utterance), dz: scratch.dImage, frames: output.frames,
        bands: output.bands, elements: statisticElements(index),
        gain: store.values + layout.blocks[index].gain, mean: block.mean,
        inverseDeviation: block.inverseDeviation, sums: shardSums(index, workspace.shards))
      convolution.backwardWeight(
        block.input, dy: output, utterance: utterance, gradient: part, scratch: scratch.patches)
      if let dInput = block.dInput {
        convolution.backwardInput(
          dy: output, flipped: block.flipped, into: dInput, utterance: utterance,
          scratch: scratch.patches)
      }
    }
  }

  /// Adds the shards' parts of each convolution's gradient, in order of shards.
  private func reduceWeightParts() {
    network.pool.run(blockCount) { index in
      let block = workspace.blocks[index]
      let count = convolution(index).weightCount
      let gradient = store.gradients + layout.blocks[index].weight
      gradient.update(from: block.weightParts, count: count)
      for shard in 1..<max(workspace.shards, 1) {
        let part = block.weightParts + shard * count
        for position in 0..<count { gradient[position] += part[position] }
      }
    }
  }
}
