import Networks
import Tensors
import TestSupport
import Testing

/// Conv2d, BatchNorm2d, ReLU and MaxPool2d one after the other, in training and evaluation mode.
struct BlockReference: Decodable {
  let n: Int, ci: Int, co: Int, f: Int, t: Int, pf: Int, pt: Int
  let y: Digest, dx: Digest, dw: Digest, dgain: Digest, dbias: Digest
  let mean: Digest, variance: Digest, eval: Digest
}

@Suite("Blocks give PyTorch's numbers")
struct BlockReferenceTests {
  let references: [BlockReference]

  init() throws { references = try referenceNumbers("layers", as: LayerReferences.self).block }

  @Test("training mode: output, all gradients, running statistics; remainders of odd sizes dropped")
  func training() {
    #expect(references.count == 8)
    for item in references {
      for isFirst in item.ci == 1 ? [true, false] : [false] {
        let run = BlockRun(item, isFirst: isFirst)
        run.train()
        let name = "block \(item.n)x\(item.ci)x\(item.f)x\(item.t)\(isFirst ? ", first" : "")"
        item.y.expect(run.pooled.values, "\(name) y")
        item.mean.expect(array(run.arrays.runningMean, item.co), "\(name) running mean")
        item.variance.expect(array(run.arrays.runningVariance, item.co), "\(name) variance")
        item.dgain.expect(array(run.arrays.dGain, item.co), absolute: 5e-5, "\(name) gain")
        item.dbias.expect(array(run.arrays.dBias, item.co), absolute: 2e-5, "\(name) bias")
        let dw = FilterOrder.toPyTorch(
          array(run.arrays.dWeight, 9 * item.ci * item.co), item.co, item.ci)
        item.dw.expect(dw, absolute: 1e-4, relative: 1e-4, "\(name) dw")
        if let dx = run.block.dInput { item.dx.expect(dx.values, absolute: 5e-5, "\(name) dx") }
      }
    }
  }

  @Test("evaluation mode: running statistics normalise")
  func evaluation() {
    for item in references {
      let run = BlockRun(item, isFirst: item.ci == 1)
      run.train()
      run.predict()
      item.eval.expect(run.pooled.values, absolute: 2e-5, "evaluation")
    }
  }
}

/// A block over one reference case, in shards of two utterances.
final class BlockRun {
  let memory = EngineMemory()
  let block: any NetworkBlock
  let arrays: BlockArrays
  let pooled: ImageBatch
  private let item: BlockReference
  private let dPooled: ImageBatch
  private let scratch: Floats
  private let dropout = Dropout(rate: 0, seed: 0, step: 0, site: 0)

  init(_ item: BlockReference, isFirst: Bool) {
    self.item = item
    let (ci, co, weights) = (item.ci, item.co, 9 * item.ci * item.co)
    arrays = BlockArrays(
      weight: memory.floats(weights, FilterOrder.toEngine(spread(2, 4, weights), co, ci)),
      gain: memory.floats(co, spread(2, 1, co, shift: 0.5)),
      bias: memory.floats(co, spread(2, 2, co)), dWeight: memory.floats(weights),
      dGain: memory.floats(co), dBias: memory.floats(co),
      runningMean: memory.floats(co, [Float](repeating: 0, count: co)),
      runningVariance: memory.floats(co, [Float](repeating: 1, count: co)))
    let shape = BlockShape(
      count: item.n, frames: item.t, bands: item.f, inputs: ci, outputs: co,
      pool: PoolSize(bands: item.pf, frames: item.pt))
    let shards = (item.n + 1) / 2
    block =
      isFirst
      ? FirstBlock(shape, arrays: arrays, shards: shards, arena: memory.arena)
      : ConvolutionBlock(shape, arrays: arrays, shards: shards, arena: memory.arena)
    let (f, t) = (shape.pooledBands, shape.pooledFrames)
    pooled = memory.images(item.n, co, f, t)
    dPooled = memory.images(item.n, co, f, t, spread(2, 3, item.n * co * f * t))
    scratch = memory.floats(Conv2d.scratchCount(inputs: ci, outputs: co))
    block.clear()
    let x = spread(2, 0, item.n * ci * item.f * item.t, scale: 2, shift: 1)
    block.input.forEach { place, index in block.input.base[place] = x[index] }
  }

  private var shards: [Range<Int>] {
    stride(from: 0, to: item.n, by: 2).map { $0..<min(item.n, $0 + 2) }
  }

  func forward() {
    block.prepare()
    for (index, shard) in shards.enumerated() {
      block.convolve(shard, index, scratch: scratch)
    }
    block.settle(shards: shards.count)
    for shard in shards {
      block.finish(shard, dropout: dropout, into: pooled.grid)
    }
  }

  /// The same images through the block of prediction.
  func predict() {
    let block = PredictionBlock(block.shape, arrays: arrays, arena: memory.arena)
    let scratch = memory.floats(block.scratchCount)
    block.prepare()
    block.settle()
    for image in 0..<item.n {
      block.forward(
        self.block.input.image(image), frames: 0..<item.t,
        into: pooled.grid.utterance(image), scratch: scratch)
    }
  }

  func train() {
    forward()
    block.updateStatistics()
    for (index, shard) in shards.enumerated() {
      block.reduce(shard, index, dropout: dropout, pooled: pooled.grid, dPooled: dPooled.grid)
    }
    block.settleGradient(shards: shards.count)
    for (index, shard) in shards.enumerated() {
      block.propagate(
        shard, index, dropout: dropout, pooled: pooled.grid, dPooled: dPooled.grid,
        scratch: scratch)
    }
    block.finishGradient(shards: shards.count)
  }
}
