import Networks
import Tensors
import TestSupport
import Testing

/// What the reference script holds on layers.
struct LayerReferences: Decodable {
  struct Convolution: Decodable {
    let n: Int, ci: Int, co: Int, f: Int, t: Int
    let y: Digest, dx: Digest, dw: Digest
  }
  struct Affine: Decodable {
    let n: Int, inputs: Int, outputs: Int
    let y: Digest, dx: Digest, dw: Digest, db: Digest
  }
  struct Loss: Decodable {
    let n: Int, k: Int
    let smoothing: Float
    let weighted: Bool
    let targets: [Float]
    let loss: Double
    let dlogits: Digest
  }
  let conv: [Convolution]
  let block: [BlockReference]
  let lstm: [LSTMReference]
  let attention: [AttentionReference]
  let linear: [Affine]
  let loss: [Loss]
}

@Suite("Layers give PyTorch's numbers, forward and backward")
struct LayerReferenceTests {
  let references: LayerReferences

  init() throws { references = try referenceNumbers("layers", as: LayerReferences.self) }

  @Test("Conv2d: output, input gradient and weight gradient, odd sizes and one pixel included")
  func convolution() throws {
    #expect(references.conv.count == 6)
    for item in references.conv {
      let name = "conv \(item.n)x\(item.ci)x\(item.f)x\(item.t) to \(item.co)"
      let memory = EngineMemory()
      let pixels = item.n * item.f * item.t
      let x = memory.images(item.n, item.ci, item.f, item.t, spread(1, 0, pixels * item.ci))
      let dy = memory.images(item.n, item.co, item.f, item.t, spread(1, 2, pixels * item.co))
      let y = memory.images(item.n, item.co, item.f, item.t)
      let dx = memory.images(item.n, item.ci, item.f, item.t)
      let layer = Conv2d(inputChannels: item.ci, outputChannels: item.co, arena: memory.arena)
      let weight = FilterOrder.toEngine(spread(1, 1, layer.weightCount), item.co, item.ci)
      layer.prepare(memory.floats(layer.weightCount, weight))
      let scratch = memory.floats(Conv2d.scratchCount(inputs: item.ci, outputs: item.co))
      let part = memory.floats(layer.partCount)
      let gradient = memory.floats(layer.weightCount)
      layer.forward(
        x, into: y, utterances: 0..<item.n, centre: nil, sums: nil, scratch: scratch)
      layer.backward(
        x, dy: dy, into: dx, part: part, utterances: 0..<item.n, scratch: scratch)
      layer.finishGradient(part, into: gradient)
      item.y.expect(y.values, "\(name) y")
      item.dx.expect(dx.values, absolute: 3e-5, "\(name) dx")
      // A sum over pixels: Winograd's error grows with its root.
      item.dw.expect(
        FilterOrder.toPyTorch(array(gradient, layer.weightCount), item.co, item.ci),
        absolute: 1e-5 + 2e-6 * Double(pixels).squareRoot(), "\(name) dw")
    }
  }

  @Test("Linear: output and gradients of input, weight and bias")
  func linear() {
    #expect(references.linear.count == 3)
    for item in references.linear {
      let memory = EngineMemory()
      let layer = Linear(inputs: item.inputs, outputs: item.outputs, arena: memory.arena)
      let scratch = memory.floats(MatrixProduct.scratchCount)
      let weights = item.inputs * item.outputs
      let x = memory.floats(item.n * item.inputs, spread(5, 0, item.n * item.inputs))
      let w = memory.floats(weights, spread(5, 1, weights))
      let b = memory.floats(item.outputs, spread(5, 2, item.outputs))
      let dy = memory.floats(item.n * item.outputs, spread(5, 3, item.n * item.outputs))
      let (y, dx) = (memory.floats(item.n * item.outputs), memory.floats(item.n * item.inputs))
      let (dw, db) = (memory.floats(weights), memory.floats(item.outputs))
      layer.prepare(w)
      layer.forward(x, rows: item.n, bias: b, into: y, scratch: scratch)
      layer.backward(
        x, dy: dy, rows: item.n, weight: w, dWeight: dw, dBias: db, dx: dx, scratch: scratch)
      item.y.expect(array(y, item.n * item.outputs), "linear y")
      item.dx.expect(array(dx, item.n * item.inputs), "linear dx")
      item.dw.expect(array(dw, weights), "linear dw")
      item.db.expect(array(db, item.outputs), "linear db")
    }
  }

  @Test("Cross-entropy: loss and gradient for soft targets, smoothing and class weights")
  func loss() throws {
    #expect(references.loss.count == 5)
    for item in references.loss {
      let memory = EngineMemory()
      let weights = item.weighted ? uniform(6, 2, item.k).map { $0 + 0.5 } : nil
      let criterion = try CrossEntropy(
        LossSettings(labelSmoothing: item.smoothing, rowWeights: weights), classes: item.k)
      let logits = memory.floats(item.n * item.k, spread(6, 0, item.n * item.k, scale: 5))
      let gradient = memory.floats(item.n * item.k)
      let probabilities = memory.floats(item.n * item.k)
      let loss = criterion.evaluate(
        logits: logits, targets: memory.floats(item.n * item.k, item.targets), count: item.n,
        probabilities: probabilities, dLogits: gradient)
      #expect(abs(Double(loss) - item.loss) <= 1e-5 + 1e-5 * item.loss)
      item.dlogits.expect(array(gradient, item.n * item.k), absolute: 1e-6, "dlogits")
    }
  }
}
