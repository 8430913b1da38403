import Tensors

extension TrainingPass {
  /// Steps that a unit of the products over whole sequences takes.
  static let stepChunk = 8
  /// Utterances that a unit of the recurrence takes.
  static let recurrentChunk = 16

  var chunks: Int {
    (workspace.pooledFrames + TrainingPass.stepChunk - 1) / TrainingPass.stepChunk
  }

  func steps(ofChunk chunk: Int) -> Range<Int> {
    let first = chunk * TrainingPass.stepChunk
    return first..<min(workspace.pooledFrames, first + TrainingPass.stepChunk)
  }

  /// Runs `body` for both directions and every group of utterances.
  func forEachRecurrence(_ body: (_ direction: Int, _ utterances: Range<Int>) -> Void) {
    let size = TrainingPass.recurrentChunk
    let groups = (workspace.count + size - 1) / size
    network.pool.run(2 * groups) { unit in
      let first = unit / 2 * size
      body(unit % 2, first..<min(workspace.count, first + size))
    }
  }

  func lstm(_ layer: Int) -> LSTM {
    let hidden = configuration.hiddenSize
    return LSTM(inputs: layer == 0 ? configuration.recurrentInput : 2 * hidden, hidden: hidden)
  }

  func arrays(_ layer: Int, in buffer: Floats) -> LSTMArrays {
    let offsets = layout.recurrent[layer]
    return LSTMArrays(
      input: buffer + offsets.input, hidden: buffer + offsets.hidden,
      inputBias: buffer + offsets.inputBias, hiddenBias: buffer + offsets.hiddenBias)
  }

  func recurrentDropout(_ layer: Int) -> Dropout { dropouts[blockCount + layer] }

  /// What follows recurrent layer `layer`: its outputs after dropout.
  func states(after layer: Int) -> SequenceBatch {
    recurrentDropout(layer).rate > 0
      ? workspace.recurrent[layer].dropped : workspace.recurrent[layer].memory.outputs
  }

  func recur(_ layer: Int, _ x: SequenceBatch) {
    let memory = workspace.recurrent[layer].memory
    let (lstm, weights) = (lstm(layer), arrays(layer, in: store.values))
    network.pool.run(chunks) { lstm.project(x, weights, steps: steps(ofChunk: $0), into: memory) }
    forEachRecurrence { direction, utterances in
      lstm.forward(
        memory, weights, lengths: lengths, direction: direction, utterances: utterances)
    }
    let dropout = recurrentDropout(layer)
    guard dropout.rate > 0 else { return }
    let dropped = workspace.recurrent[layer].dropped
    network.pool.run(chunks) { drop(dropout, memory.outputs, steps(ofChunk: $0), into: dropped) }
  }

  /// Applies a dropout between recurrent layers, to values or to gradients.
  func drop(
    _ dropout: Dropout, _ source: SequenceBatch, _ steps: Range<Int>, into target: SequenceBatch
  ) {
    let first = steps.lowerBound * source.stepStride
    dropout.apply(
      source.step(steps.lowerBound), first: first, count: steps.count * source.stepStride,
      into: target.step(steps.lowerBound))
  }

  var attention: Attention {
    Attention(width: 2 * configuration.hiddenSize, size: configuration.attentionSize)
  }

  func attentionArrays(in buffer: Floats) -> AttentionArrays {
    let offsets = layout.attention
    return AttentionArrays(
      state: buffer + offsets.state, context: buffer + offsets.context,
      bias: buffer + offsets.bias, score: buffer + offsets.score)
  }

  func attend() {
    let (attention, states) = (attention, states(after: 1))
    let arrays = attentionArrays(in: store.values)
    let memory = workspace.attention
    network.pool.run(chunks) {
      attention.project(states, arrays, steps: steps(ofChunk: $0), into: memory)
    }
    network.pool.run(workspace.shards) { shard in
      for utterance in workspace.utterances(ofShard: shard) {
        attention.forward(
          states, arrays, memory: memory, utterance: utterance, length: lengths[utterance],
          into: workspace.head.pooled + utterance * attention.width)
      }
    }
  }

  var headLayers: (hidden: Linear, output: Linear) {
    let width = configuration.headWidth
    return (
      Linear(inputs: 2 * configuration.hiddenSize, outputs: width),
      Linear(inputs: width, outputs: configuration.classes)
    )
  }

  func classify() {
    let (head, values) = (workspace.head, store.values)
    let rows = workspace.count
    headLayers.hidden.forward(
      head.pooled, rows: rows, weight: values + layout.headHidden.weight,
      bias: values + layout.headHidden.bias, into: head.hidden)
    let count = rows * configuration.headWidth
    for index in 0..<count { head.hidden[index] = max(head.hidden[index], 0) }
    dropouts[blockCount + 2].apply(head.hidden, first: 0, count: count, into: head.dropped)
    headLayers.output.forward(
      head.dropped, rows: rows, weight: values + layout.headOutput.weight,
      bias: values + layout.headOutput.bias, into: head.logits)
  }
}
