import Networks
import Testing

@Suite("A convolution")
struct ConvolutionLawTests {
  /// A layer on a batch, with its gradients.
  private struct Run {
    let memory = EngineMemory()
    let layer: Conv2d
    let x: ImageBatch, y: ImageBatch, dy: ImageBatch, dx: ImageBatch
    private let part: Floats, scratch: Floats

    init(_ n: Int, _ ci: Int, _ co: Int, _ f: Int, _ t: Int, weight: [Float], x values: [Float]) {
      layer = Conv2d(inputChannels: ci, outputChannels: co, arena: memory.arena)
      layer.prepare(memory.floats(weight.count, FilterOrder.toEngine(weight, co, ci)))
      x = memory.images(n, ci, f, t, values)
      y = memory.images(n, co, f, t)
      dy = memory.images(n, co, f, t, spread(12, 2, n * co * f * t))
      dx = memory.images(n, ci, f, t)
      part = memory.floats(layer.partCount)
      scratch = memory.floats(Conv2d.scratchCount(inputs: ci, outputs: co))
    }

    func forward() -> [Float] {
      layer.forward(
        x, into: y, utterances: 0..<x.count, centre: nil, sums: nil, scratch: scratch)
      return y.values
    }

    /// The weight's gradient in PyTorch's order; the input's is in `dx`.
    func backward() -> [Float] {
      layer.backward(
        x, dy: dy, into: dx, part: part, utterances: 0..<x.count, scratch: scratch)
      let gradient = memory.floats(layer.weightCount)
      layer.finishGradient(part, into: gradient)
      return FilterOrder.toPyTorch(
        array(gradient, layer.weightCount), layer.outputChannels, layer.inputChannels)
    }
  }

  /// A filter that is 1 at one place says what lies there beside each pixel: all the layouts of
  /// filters and images in nine pictures.
  @Test("by a filter of one place moves the image by as much", arguments: 0..<3, 0..<3)
  func places(band: Int, frame: Int) {
    let (n, ci, co, f, t) = (2, 2, 3, 5, 7)
    // Output o reads input 1 - o % 2, doubled with o.
    var weight = [Float](repeating: 0, count: co * ci * 9)
    for o in 0..<co { weight[((o * ci + 1 - o % 2) * 3 + band) * 3 + frame] = Float(o + 1) }
    let x = spread(12, 0, n * ci * f * t)
    let y = Run(n, ci, co, f, t, weight: weight, x: x).forward()
    for (index, found) in y.enumerated() {
      let (image, o) = (index / (co * f * t), index / (f * t) % co)
      let (b, s) = (index / t % f + band - 1, index % t + frame - 1)
      let isInside = (0..<f).contains(b) && (0..<t).contains(s)
      let place = ((image * ci + 1 - o % 2) * f + b) * t + s
      let expected = isInside ? Float(o + 1) * x[place] : 0
      #expect(abs(found - expected) <= 5e-5, "image \(image), output \(o), \(b), \(s)")
    }
  }

  /// As y is linear in x and in w, the sum of dy y is that of dx x and that of dw w.
  @Test(
    "passes gradients back by the transposes of its own maps",
    arguments: [(1, 1, 1, 1, 1), (2, 3, 5, 6, 9), (1, 17, 33, 4, 5), (3, 33, 16, 9, 2)])
  func adjoint(n: Int, ci: Int, co: Int, f: Int, t: Int) {
    let weight = spread(12, 1, co * ci * 9)
    let x = spread(12, 0, n * ci * f * t)
    let run = Run(n, ci, co, f, t, weight: weight, x: x)
    let y = run.forward(), dw = run.backward()
    func product(_ a: [Float], _ b: [Float]) -> Double {
      zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    let dy = run.dy.values
    let size = (product(y, y) * product(dy, dy)).squareRoot()
    #expect(size > 0)
    let expected = product(y, dy)
    #expect(abs(product(x, run.dx.values) - expected) <= 1e-6 + 2e-5 * size)
    #expect(abs(product(weight, dw) - expected) <= 1e-6 + 2e-5 * size)
  }

  @Test("gives the weight the gradient that it gives without an input's, bit for bit")
  func withoutInputGradient() {
    let (n, ci, co, f, t) = (2, 5, 20, 6, 7)
    let memory = EngineMemory()
    let layer = Conv2d(inputChannels: ci, outputChannels: co, arena: memory.arena)
    layer.prepare(memory.floats(layer.weightCount, spread(12, 1, layer.weightCount)))
    let x = memory.images(n, ci, f, t, spread(12, 0, n * ci * f * t))
    let dy = memory.images(n, co, f, t, spread(12, 2, n * co * f * t))
    let scratch = memory.floats(Conv2d.scratchCount(inputs: ci, outputs: co))
    let parts = [memory.images(n, ci, f, t), nil].map { dx in
      let part = memory.floats(layer.partCount)
      layer.backward(x, dy: dy, into: dx, part: part, utterances: 0..<n, scratch: scratch)
      let gradient = memory.floats(layer.weightCount)
      layer.finishGradient(part, into: gradient)
      return array(gradient, layer.weightCount)
    }
    #expect(parts[0] == parts[1])
    #expect(parts[0].allSatisfy { $0.isFinite })
  }
}
