import Networks
import Tensors
import TestSupport
import Testing

/// A bidirectional layer over packed sequences.
struct LSTMReference: Decodable {
  let n: Int, d: Int, h: Int, t: Int
  let lengths: [Int]
  let y: Digest, dx: Digest
  let gradients: [String: Digest]
}

/// The attention of the network.
struct AttentionReference: Decodable {
  let n: Int, t: Int, width: Int, size: Int
  let lengths: [Int]
  let z: Digest, weights: Digest, dh: Digest
  let gradients: [String: Digest]
}

@Suite("Recurrence and attention give PyTorch's numbers")
struct SequenceReferenceTests {
  let references: LayerReferences

  init() throws { references = try referenceNumbers("layers", as: LayerReferences.self) }

  @Test("bidirectional LSTM on packed sequences, length 1 and padded tails included")
  func lstm() throws {
    #expect(references.lstm.count == 4)
    for item in references.lstm {
      let memory = EngineMemory()
      let (n, d, h, t) = (item.n, item.d, item.h, item.t)
      let layer = LSTM(
        inputs: d, hidden: h, count: n, steps: t, arena: memory.arena)
      layer.clear()
      let gradients = LSTMReferenceArrays.empty(item, memory)
      for unit in 0..<LSTM.preparations {
        layer.prepare(unit, LSTMReferenceArrays.weights(item, memory))
      }
      let x = memory.sequences(n, t, d, spread(3, 0, n * t * d))
      let dy = memory.sequences(n, t, 2 * h, spread(3, 1, n * t * 2 * h))
      let dx = memory.sequences(n, t, d)
      let (scratch, bias) = (memory.floats(MatrixProduct.scratchCount), memory.floats(8 * h))
      let lengths = memory.integers(item.lengths)
      layer.project(x, steps: 0..<t, scratch: scratch)
      for direction in 0..<2 {
        layer.forward(
          lengths: lengths, direction: direction, utterances: 0..<n, scratch: scratch)
      }
      item.y.expect(layer.outputs.values, "lstm y")
      let predicted = memory.sequences(n, t, 2 * h, [Float](repeating: 0, count: n * t * 2 * h))
      predict(item, x, lengths, into: predicted, memory)
      item.y.expect(predicted.values, "lstm y in prediction")
      for direction in 0..<2 {
        layer.backward(
          dOutputs: dy, lengths: lengths, direction: direction, utterances: 0..<n,
          scratch: scratch)
        layer.backwardHiddenWeight(direction: direction, into: gradients, scratch: scratch)
      }
      layer.backwardInput(steps: 0..<t, into: dx, biasPart: bias, scratch: scratch)
      layer.finishBias(bias, number: 1, into: gradients)
      layer.backwardInputWeight(x, gateRows: 0..<(8 * h), into: gradients, scratch: scratch)
      item.dx.expect(dx.values, "lstm dx")
      let named = LSTMReferenceArrays.named(item, gradients)
      #expect(named.count == item.gradients.count)
      for (name, found) in named {
        try #require(item.gradients[name], "\(name)").expect(found, "lstm \(name)")
      }
    }
  }

  private func predict(
    _ item: LSTMReference, _ x: SequenceBatch, _ lengths: UnsafePointer<Int32>,
    into outputs: SequenceBatch, _ memory: EngineMemory
  ) {
    let scratch = memory.floats(PredictionLSTM.scratchCount(hidden: item.h, count: item.n))
    for direction in 0..<2 {
      let layer = PredictionLSTM(
        inputs: item.d, hidden: item.h, direction: direction, arena: memory.arena)
      layer.prepare(LSTMReferenceArrays.weights(item, memory))
      layer.forward(x, lengths: lengths, into: outputs, scratch: scratch)
    }
  }

  @Test("attention over valid frames: pooled state, weights, gradients")
  func attention() throws {
    #expect(references.attention.count == 3)
    for item in references.attention {
      let memory = EngineMemory()
      let (n, t, width, size) = (item.n, item.t, item.width, item.size)
      let layer = Attention(
        width: width, size: size, count: n, steps: t, arena: memory.arena)
      let scratch = memory.floats(MatrixProduct.scratchCount)
      // The order of PyTorch's parameters: state weight, state bias, context weight, score weight.
      let arrays = AttentionArrays(
        state: memory.floats(size * width, spread(4, 10, size * width)),
        context: memory.floats(size * width, spread(4, 12, size * width)),
        bias: memory.floats(size, spread(4, 11, size)),
        score: memory.floats(size, spread(4, 13, size)))
      let gradients = AttentionArrays(
        state: memory.floats(size * width), context: memory.floats(size * width),
        bias: memory.floats(size), score: memory.floats(size))
      var values = spread(4, 0, n * t * width)
      for index in values.indices where index / width % t >= item.lengths[index / (width * t)] {
        values[index] = 0
      }
      let (h, dh) = (memory.sequences(n, t, width, values), memory.sequences(n, t, width))
      let (z, dz) = (memory.floats(n * width), memory.floats(n * width, spread(4, 1, n * width)))
      layer.prepare(arrays)
      layer.project(h, steps: 0..<t, scratch: scratch)
      for index in 0..<n {
        layer.forward(
          h, arrays, utterance: index, length: item.lengths[index], into: z + index * width)
      }
      item.z.expect(array(z, n * width), "attention z")
      item.weights.expect(array(layer.weights, n * t), "attention weights")
      for index in 0..<n {
        layer.backward(
          h, arrays, utterance: index, length: item.lengths[index], dz: dz + index * width,
          into: dh)
      }
      layer.backwardProjection(steps: 0..<t, into: dh, scratch: scratch)
      layer.backwardWeights(h, into: gradients, scratch: scratch)
      item.dh.expect(dh.values, "attention dh")
      let named = [
        ("state.weight", gradients.state, size * width), ("state.bias", gradients.bias, size),
        ("context.weight", gradients.context, size * width),
        ("score.weight", gradients.score, size),
      ]
      #expect(named.count == item.gradients.count)
      for (name, found, count) in named {
        try #require(item.gradients[name], "\(name)")
          .expect(array(found, count), "attention \(name)")
      }
    }
  }
}

/// The arrays of a layer under PyTorch's names, made as the reference script makes them.
enum LSTMReferenceArrays {
  /// PyTorch's order within a direction, with the engine's array of both directions.
  private static func kinds(_ item: LSTMReference) -> [(String, Int)] {
    [
      ("weight_ih_l0", 4 * item.h * item.d), ("weight_hh_l0", 4 * item.h * item.h),
      ("bias_ih_l0", 4 * item.h), ("bias_hh_l0", 4 * item.h),
    ]
  }

  private static func arrays(_ buffers: [Floats]) -> LSTMArrays {
    LSTMArrays(
      input: buffers[0], hidden: buffers[1], inputBias: buffers[2], hiddenBias: buffers[3])
  }

  static func weights(_ item: LSTMReference, _ memory: EngineMemory) -> LSTMArrays {
    arrays(
      kinds(item).enumerated().map { place, kind in
        let forward = spread(3, 10 + UInt64(place), kind.1, scale: 0.6)
        let reverse = spread(3, 14 + UInt64(place), kind.1, scale: 0.6)
        return memory.floats(2 * kind.1, forward + reverse)
      })
  }

  static func empty(_ item: LSTMReference, _ memory: EngineMemory) -> LSTMArrays {
    arrays(kinds(item).map { memory.floats(2 * $0.1) })
  }

  static func named(_ item: LSTMReference, _ arrays: LSTMArrays) -> [(String, [Float])] {
    let buffers = [arrays.input, arrays.hidden, arrays.inputBias, arrays.hiddenBias]
    return zip(kinds(item), buffers).flatMap { kind, buffer in
      [
        (kind.0, array(buffer, kind.1)),
        (kind.0 + "_reverse", array(buffer + kind.1, kind.1)),
      ]
    }
  }
}
