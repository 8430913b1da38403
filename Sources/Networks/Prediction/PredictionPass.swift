/// One batch's way through the network in evaluation mode.
///
/// Numbers are those of `TrainingPass` without dropout and with running statistics. An utterance's
/// numbers depend neither on its neighbours nor on the number of workers. What lies behind an
/// utterance's end is computed only as far as its valid frames rest on it.
struct PredictionPass {
  let network: CRNN
  let input: NetworkInput
  let weights: PredictionWeights
  let memory: PredictionMemory
  /// Valid pooled frames of each utterance.
  let lengths: [Int]

  private var store: ParameterStore { network.store }

  init(
    _ network: CRNN, _ input: NetworkInput, _ weights: PredictionWeights, _ memory: PredictionMemory
  ) {
    self.network = network
    self.input = input
    self.weights = weights
    self.memory = memory
    lengths = input.lengths.map(network.pooledLength)
    for group in memory.groups {
      for (row, utterance) in group.utterances.enumerated() {
        group.lengths[row] = Int32(lengths[utterance])
      }
    }
  }

  func run() throws(NetworkError) {
    weights.prepare(network.pool)
    network.onPhase?("prepare")
    for (index, block) in memory.blocks.enumerated() {
      block.settle()
      guard block.isFinite else { throw .activationNotFinite(block: index) }
    }
    let parts = network.pool.count / memory.count
    if parts > 1 { runBlocksTogether(parts) } else { runBlocks() }
    for layer in 0..<2 {
      phase("lstm \(layer)", 2 * memory.groups.count) { unit, worker in
        let group = memory.groups[unit / 2]
        weights.layers[layer][unit % 2].forward(
          group.sequences[layer], lengths: group.lengths, into: group.sequences[layer + 1],
          scratch: memory.scratch[worker])
      }
    }
    phase("attention and head", memory.groups.count) { unit, worker in
      attend(memory.groups[unit], memory.scratch[worker])
    }
  }

  private func phase(_ name: @autoclosure () -> String, _ units: Int, _ body: (Int, Int) -> Void) {
    network.pool.run(units, body)
    network.onPhase?(name())
  }

  /// Each image through all blocks.
  private func runBlocks() {
    phase("blocks", memory.count) { utterance, worker in
      enter(utterance, images: worker, part: 0, of: 1)
      for block in memory.blocks.indices {
        forward(block, utterance, images: worker, part: 0, of: 1, memory.scratch[worker])
      }
    }
  }

  /// Block by block, `parts` workers on an image.
  private func runBlocksTogether(_ parts: Int) {
    let units = memory.count * parts
    phase("enter", units) { unit, _ in
      enter(unit / parts, images: unit / parts, part: unit % parts, of: parts)
    }
    for block in memory.blocks.indices {
      phase("block \(block)", units) { unit, worker in
        forward(
          block, unit / parts, images: unit / parts, part: unit % parts, of: parts,
          memory.scratch[worker])
      }
    }
  }

  private func enter(_ utterance: Int, images: Int, part: Int, of parts: Int) {
    let frames = (part * input.frames / parts)..<((part + 1) * input.frames / parts)
    input.write(frames, of: utterance, to: memory.images[images][0].grid)
  }

  private func forward(
    _ index: Int, _ utterance: Int, images: Int, part: Int, of parts: Int, _ scratch: Floats
  ) {
    let block = memory.blocks[index]
    let isLast = index + 1 == memory.blocks.count
    let pooled =
      isLast
      ? memory.group(of: utterance).grid(utterance, channels: block.shape.outputs)
      : memory.images[images][index + 1].grid
    let frames = frames(ofBlock: index, lengths[utterance])
    block.forward(
      memory.images[images][index].base,
      frames: block.frames(ofPart: part, of: parts, in: frames), into: pooled, scratch: scratch)
  }

  /// The frames of block `index` that an utterance's valid pooled frames rest on.
  private func frames(ofBlock index: Int, _ length: Int) -> Int {
    var pooled = length
    for block in memory.blocks[(index + 1)...].reversed() {
      pooled = min(block.shape.frames, block.frames(for: pooled) + 1)
    }
    return memory.blocks[index].frames(for: pooled)
  }

  private func attend(_ group: PredictionGroup, _ scratch: Floats) {
    let (attention, states) = (group.attention, group.sequences[2])
    let (count, layout, values) = (group.utterances.count, store.layout, store.values)
    let arrays = store.attentionArrays(in: values)
    let last = group.utterances.reduce(0) { max($0, lengths[$1]) }
    attention.project(states, steps: 0..<last, scratch: scratch)
    for (row, utterance) in group.utterances.enumerated() {
      attention.forward(
        states, arrays, utterance: row, length: lengths[utterance],
        into: group.pooled + row * attention.width)
    }
    weights.hidden.forward(
      group.pooled, rows: count, bias: values + layout.headHidden.bias, into: group.hidden,
      scratch: scratch)
    rectify(group.hidden, count: count * weights.hidden.outputs)
    weights.output.forward(
      group.hidden, rows: count, bias: values + layout.headOutput.bias, into: group.logits,
      scratch: scratch)
  }
}
