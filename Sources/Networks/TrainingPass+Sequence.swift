extension TrainingPass {
  /// Rows (steps times utterances) that a unit of the products over whole sequences takes: at most
  /// as many as stay in cache, at least as many as keep a product efficient, and between them an
  /// eighth of all, so that small batches are shared out as well.
  private static let chunkRows = 32...256
  private static let chunkShare = 8
  /// Utterances that a unit of the recurrence takes.
  static let recurrentChunk = 16

  private var chunkSteps: Int {
    let range = TrainingPass.chunkRows
    let share = workspace.pooledFrames * workspace.count / TrainingPass.chunkShare
    return max(1, min(max(share, range.lowerBound), range.upperBound) / workspace.count)
  }

  var chunks: Int { (workspace.pooledFrames + chunkSteps - 1) / chunkSteps }

  func steps(ofChunk chunk: Int) -> Range<Int> {
    let first = chunk * chunkSteps
    return first..<min(workspace.pooledFrames, first + chunkSteps)
  }

  /// Runs `body` for both directions and every group of utterances.
  func recurrencePhase(
    _ name: @autoclosure () -> String,
    _ body: (_ direction: Int, _ utterances: Range<Int>, _ scratch: Floats) -> Void
  ) {
    let size = TrainingPass.recurrentChunk
    let groups = (workspace.count + size - 1) / size
    phase(name(), 2 * groups) { unit, scratch in
      let first = unit / 2 * size
      body(unit % 2, first..<min(workspace.count, first + size), scratch)
    }
  }

  func recurrentDropout(_ layer: Int) -> Dropout { dropouts[blockCount + layer] }

  /// What follows recurrent layer `layer`: its outputs after dropout.
  func states(after layer: Int) -> SequenceBatch {
    recurrentDropout(layer).rate > 0
      ? workspace.dropped[layer] : workspace.layers[layer].outputs
  }

  func recur(_ index: Int, _ x: SequenceBatch) {
    let layer = workspace.layers[index]
    phase("lstm \(index) project", chunks) { chunk, scratch in
      layer.project(x, steps: steps(ofChunk: chunk), scratch: scratch)
    }
    recurrencePhase("lstm \(index) recur") { direction, utterances, scratch in
      layer.forward(
        lengths: workspace.lengths, direction: direction, utterances: utterances,
        scratch: scratch)
    }
    let dropout = recurrentDropout(index)
    guard dropout.rate > 0 else { return }
    phase("lstm \(index) dropout", chunks) { chunk, _ in
      drop(dropout, layer.outputs, steps(ofChunk: chunk), into: workspace.dropped[index])
    }
  }

  /// Applies a dropout between recurrent layers, to values or to gradients.
  func drop(
    _ dropout: Dropout, _ source: SequenceBatch, _ steps: Range<Int>, into target: SequenceBatch
  ) {
    guard dropout.rate > 0 else { return }
    let first = steps.lowerBound * source.stepStride
    dropout.apply(
      source.step(steps.lowerBound), first: first, count: steps.count * source.stepStride,
      into: target.step(steps.lowerBound))
  }

  func attend() {
    let (attention, states) = (workspace.attention, states(after: 1))
    let arrays = store.attentionArrays(in: store.values)
    phase("attention project", chunks) { chunk, scratch in
      attention.project(states, steps: steps(ofChunk: chunk), scratch: scratch)
    }
    phase("attention", workspace.shards) { shard, _ in
      for utterance in workspace.utterances(ofShard: shard) {
        attention.forward(
          states, arrays, utterance: utterance, length: lengths[utterance],
          into: workspace.head.pooled + utterance * attention.width)
      }
    }
  }

  func classify() {
    let (head, values, layout) = (workspace.head, store.values, store.layout)
    let (rows, scratch) = (workspace.count, workspace.scratch(of: 0))
    head.layers.hidden.forward(
      head.pooled, rows: rows, bias: values + layout.headHidden.bias, into: head.hidden,
      scratch: scratch)
    let count = rows * configuration.headWidth
    rectify(head.hidden, count: count)
    dropouts[blockCount + 2].apply(head.hidden, first: 0, count: count, into: head.dropped)
    head.layers.output.forward(
      head.dropped, rows: rows, bias: values + layout.headOutput.bias, into: head.logits,
      scratch: scratch)
  }
}
