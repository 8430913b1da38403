import Networks
import Tensors
import Testing

@Suite("A block in prediction")
struct PredictionBlockTests {
  private static func shape(
    frames: Int, bands: Int, inputs: Int = 3, outputs: Int = 5, pool: (bands: Int, frames: Int)
  ) -> BlockShape {
    BlockShape(
      count: 1, frames: frames, bands: bands, inputs: inputs, outputs: outputs,
      pool: PoolSize(bands: pool.bands, frames: pool.frames))
  }

  private static func block(_ shape: BlockShape, _ memory: EngineMemory) -> PredictionBlock {
    let (outputs, weights) = (shape.outputs, 9 * shape.inputs * shape.outputs)
    let none = memory.floats(0)
    let arrays = BlockArrays(
      weight: memory.floats(weights, spread(8, 0, weights)),
      gain: memory.floats(outputs, spread(8, 1, outputs)),
      bias: memory.floats(outputs, spread(8, 2, outputs)), dWeight: none, dGain: none, dBias: none,
      runningMean: memory.floats(outputs, spread(8, 3, outputs)),
      runningVariance: memory.floats(outputs, spread(8, 4, outputs, shift: 2)))
    return PredictionBlock(shape, arrays: arrays, arena: memory.arena)
  }

  @Test(
    "is cut into parts that follow each other, at the ends of tiles and windows alone",
    arguments: 1...5)
  func parts(poolFrames: Int) {
    let memory = EngineMemory(1 << 18)
    func shape(_ frames: Int) -> BlockShape {
      Self.shape(frames: frames, bands: 2, inputs: 1, outputs: 1, pool: (1, poolFrames))
    }
    let whole = Self.block(shape(64), memory)
    for total in poolFrames...40 {
      let block = PredictionBlock(whole, shape(total))
      for parts in 1...5 {
        let cuts = (0..<parts).map { block.frames(ofPart: $0, of: parts, in: total) }
        #expect(cuts.flatMap { Array($0) } == Array(0..<total), "\(total) in \(parts)")
        let ends = cuts.map(\.upperBound)
        #expect(ends.allSatisfy { $0 % (4 * poolFrames) == 0 || $0 == total })
        // Shares of whole tiles and windows differ by one at most.
        let grains = cuts.map { ($0.count + 4 * poolFrames - 1) / (4 * poolFrames) }
        #expect((grains.max() ?? 0) - (grains.min() ?? 0) <= 1)
      }
    }
  }

  @Test("computes the frames that a valid end rests on, and no whole tile more", arguments: 1...5)
  func frames(poolFrames: Int) {
    let memory = EngineMemory(1 << 18)
    let shape = Self.shape(frames: 41, bands: 2, inputs: 1, outputs: 1, pool: (1, poolFrames))
    let block = Self.block(shape, memory)
    for pooled in 1...shape.pooledFrames {
      let (frames, needed) = (block.frames(for: pooled), pooled * poolFrames)
      #expect(frames >= needed && frames <= 41 && frames < needed + 4)
      #expect(frames % 4 == 0 || frames == 41)
    }
  }

  /// One channel in, windows within tiles, and windows that straddle them.
  static let kinds: [(inputs: Int, bands: Int, frames: Int)] = [
    (1, 2, 2), (1, 3, 3), (3, 2, 1), (3, 4, 2), (3, 1, 4), (3, 3, 1), (3, 2, 3), (3, 5, 5),
  ]

  @Test(
    "gives the same bits in parts as whole, within its scratch memory and its own output",
    arguments: kinds)
  func cut(kind: (inputs: Int, bands: Int, frames: Int)) {
    let memory = EngineMemory(1 << 19)
    let shape = Self.shape(
      frames: 45, bands: 10, inputs: kind.inputs, pool: (kind.bands, kind.frames))
    let block = Self.block(shape, memory)
    block.prepare()
    block.settle()
    #expect(block.isFinite)
    let image = memory.images(
      1, kind.inputs, 10, 45, spread(8, 5, kind.inputs * 450, scale: 2))
    let scratch = memory.floats(block.scratchCount + 64)
    for index in 0..<64 { scratch[block.scratchCount + index] = 9 }
    let outputs = [1, 2, 3].map { parts in
      let pooled = memory.images(1, shape.outputs, shape.pooledBands, shape.pooledFrames)
      for part in 0..<parts {
        block.forward(
          image.base, frames: block.frames(ofPart: part, of: parts, in: 45), into: pooled.grid,
          scratch: scratch)
      }
      let size = ImageBatch.size(
        count: 1, frames: shape.pooledFrames, bands: shape.pooledBands, channels: shape.outputs)
      return array(pooled.base, size)
    }
    #expect(outputs[1] == outputs[0] && outputs[2] == outputs[0])
    #expect(outputs[0].allSatisfy { $0.isFinite && $0 >= 0 })
    #expect(array(scratch + block.scratchCount, 64).allSatisfy { $0 == 9 })
    // The border, which was 0, is part of what was compared: it is 0 still.
    let zeros = outputs[0].count { $0 == 0 }
    let border = outputs[0].count - shape.pooledCount
    #expect(zeros >= border && zeros < outputs[0].count)
  }

  @Test("writes the pooled frames of its own frames alone, and none for no frames")
  func range() {
    let memory = EngineMemory(1 << 19)
    let shape = Self.shape(frames: 24, bands: 4, pool: (2, 2))
    let block = Self.block(shape, memory)
    block.prepare()
    block.settle()
    let image = memory.images(1, 3, 4, 24, spread(8, 5, 3 * 96))
    let scratch = memory.floats(block.scratchCount)
    let pooled = memory.images(1, 5, 2, 12)
    block.forward(image.base, frames: 8..<8, into: pooled.grid, scratch: scratch)
    #expect(pooled.values.allSatisfy { $0.isNaN })
    block.forward(image.base, frames: 8..<16, into: pooled.grid, scratch: scratch)
    for (index, value) in pooled.values.enumerated() {
      #expect(value.isNaN == !(4..<8).contains(index % 12), "pooled frame \(index % 12)")
    }
  }
}
