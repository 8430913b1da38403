extension TrainingPass {
  /// Writes every gradient, from `dLogits` on; overwrites what forward kept.
  func backward() {
    backwardHead()
    backwardAttention()
    backwardRecurrence(1, input: states(after: 0), into: workspace.dOutputs[0])
    backwardRecurrence(0, input: workspace.sequence, into: workspace.dSequence)
    backwardBlocks()
  }

  private func backwardHead() {
    let (head, values, gradients) = (workspace.head, store.values, store.gradients)
    let (rows, hidden, output) = (workspace.count, store.layout.headHidden, store.layout.headOutput)
    let scratch = workspace.scratch(of: 0)
    head.layers.output.backward(
      head.dropped, dy: head.dLogits, rows: rows, weight: values + output.weight,
      dWeight: gradients + output.weight, dBias: gradients + output.bias, dx: head.dHidden,
      scratch: scratch)
    let count = rows * configuration.headWidth
    dropouts[blockCount + 2].apply(head.dHidden, first: 0, count: count, into: head.dHidden)
    for index in 0..<count where head.hidden[index] <= 0 { head.dHidden[index] = 0 }
    head.layers.hidden.backward(
      head.pooled, dy: head.dHidden, rows: rows, weight: values + hidden.weight,
      dWeight: gradients + hidden.weight, dBias: gradients + hidden.bias, dx: head.dPooled,
      scratch: scratch)
    network.onPhase?("head backward")
  }

  private func backwardAttention() {
    let (attention, states) = (workspace.attention, states(after: 1))
    let arrays = store.attentionArrays(in: store.values)
    let dStates = workspace.dOutputs[1]
    phase("attention backward", workspace.shards) { shard, _ in
      for utterance in workspace.utterances(ofShard: shard) {
        attention.backward(
          states, arrays, utterance: utterance, length: lengths[utterance],
          dz: workspace.head.dPooled + utterance * attention.width, into: dStates)
      }
    }
    phase("attention project backward", chunks + 1) { unit, scratch in
      guard unit > 0 else {
        attention.backwardWeights(
          states, into: store.attentionArrays(in: store.gradients), scratch: scratch)
        return
      }
      let steps = steps(ofChunk: unit - 1)
      attention.backwardProjection(steps: steps, into: dStates, scratch: scratch)
      drop(recurrentDropout(1), dStates, steps, into: dStates)
    }
  }

  /// Rows of an input weight's gradient that a unit takes: cut by rows, nothing needs adding, and
  /// as many rows as these keep the product efficient.
  private static let gateRows = 512

  /// From the gradient of a recurrent layer's outputs to those of its arrays and its input.
  private func backwardRecurrence(_ index: Int, input x: SequenceBatch, into dx: SequenceBatch) {
    let layer = workspace.layers[index]
    let gradients = store.arrays(ofLayer: index, in: store.gradients)
    recurrencePhase("lstm \(index) recur backward") { direction, utterances, scratch in
      layer.backward(
        dOutputs: workspace.dOutputs[index], lengths: workspace.lengths, direction: direction,
        utterances: utterances, scratch: scratch)
    }
    let rows = 8 * layer.hidden
    let parts = (rows + TrainingPass.gateRows - 1) / TrainingPass.gateRows
    phase("lstm \(index) project backward", parts + 2 + chunks) { unit, scratch in
      if unit < parts {
        let range = (unit * rows / parts)..<((unit + 1) * rows / parts)
        layer.backwardInputWeight(x, gateRows: range, into: gradients, scratch: scratch)
      } else if unit < parts + 2 {
        layer.backwardHiddenWeight(direction: unit - parts, into: gradients, scratch: scratch)
      } else {
        let chunk = unit - parts - 2
        let steps = steps(ofChunk: chunk)
        layer.backwardInput(
          steps: steps, into: dx, biasPart: workspace.biasParts + chunk * 8 * layer.hidden,
          scratch: scratch)
        if index > 0 { drop(recurrentDropout(index - 1), dx, steps, into: dx) }
      }
    }
    layer.finishBias(workspace.biasParts, number: chunks, into: gradients)
  }

  /// Back through the blocks. A phase propagates one block, reduces what the block before it needs
  /// while the gradient is near, and beside that finishes the weight's gradient of the block after
  /// it.
  private func backwardBlocks() {
    let (blocks, shards) = (workspace.blocks, workspace.shards)
    let last = blocks.count - 1
    phase("block \(last) reduce", shards) { shard, _ in reduce(last, shard) }
    for index in blocks.indices.reversed() {
      blocks[index].settleGradient(shards: shards)
      let finishing = index == last ? 0 : 1
      phase("block \(index) backward", finishing + shards) { unit, scratch in
        guard unit >= finishing else { return blocks[index + 1].finishGradient(shards: shards) }
        let shard = unit - finishing
        blocks[index].propagate(
          workspace.utterances(ofShard: shard), shard, dropout: dropouts[index],
          pooled: pooled(index), dPooled: dPooled(index), scratch: scratch)
        if index > 0 { reduce(index - 1, shard) }
      }
    }
    blocks[0].finishGradient(shards: shards)
  }

  private func reduce(_ index: Int, _ shard: Int) {
    workspace.blocks[index].reduce(
      workspace.utterances(ofShard: shard), shard, dropout: dropouts[index],
      pooled: pooled(index), dPooled: dPooled(index))
  }

  /// The gradient that reaches the pool of block `index`.
  private func dPooled(_ index: Int) -> PooledGrid {
    if index + 1 < blockCount, let images = workspace.blocks[index + 1].dInput {
      return images.grid
    }
    return workspace.dSequence.grid(channels: workspace.blocks[index].shape.outputs)
  }
}
