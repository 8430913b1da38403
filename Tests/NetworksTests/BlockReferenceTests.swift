import Networks
import Tensors
import Testing

/// BatchNorm2d, ReLU and MaxPool2d one after the other, in training and evaluation mode.
struct BlockReference: Decodable {
  let n: Int, c: Int, f: Int, t: Int, pf: Int, pt: Int
  let y: Digest, dx: Digest, dgain: Digest, dbias: Digest, mean: Digest, variance: Digest
  let eval: Digest
}

@Suite("Normalisation, ReLU and pooling give PyTorch's numbers")
struct BlockReferenceTests {
  let references: [BlockReference]

  init() throws { references = try reference("layers", as: LayerReferences.self).block }

  @Test("training mode: output, all gradients, running statistics; remainders of odd sizes dropped")
  func training() {
    #expect(references.count == 5)
    for item in references {
      let run = BlockRun(item)
      run.forward()
      run.backward()
      let name = "block \(item.n)x\(item.c)x\(item.f)x\(item.t)"
      item.y.expect(run.pooled.values, "\(name) y")
      item.mean.expect(array(run.runningMean, item.c), "\(name) running mean")
      item.variance.expect(array(run.runningVariance, item.c), "\(name) running variance")
      item.dgain.expect(run.gainGradient, absolute: 5e-5, "\(name) gain")
      item.dbias.expect(run.biasGradient, "\(name) bias")
      item.dx.expect(run.x.values, absolute: 2e-5, "\(name) dx")
    }
  }

  @Test("evaluation mode: running statistics normalise")
  func evaluation() {
    for item in references {
      let run = BlockRun(item)
      run.forward()
      run.evaluate()
      item.eval.expect(run.pooled.values, "evaluation")
    }
  }
}

/// The plain layers over one reference case.
final class BlockRun {
  let item: BlockReference
  let memory = EngineMemory()
  let norm: BatchNorm2d
  let pool: MaxPool2d
  let x: ImageBatch, pooled: ImageBatch, dPooled: ImageBatch
  let gain: Floats, bias: Floats, mean: Floats, inverse: Floats, scale: Floats, shift: Floats
  let runningMean: Floats, runningVariance: Floats, image: Floats, dImage: Floats
  let sums: UnsafeMutablePointer<Double>

  init(_ item: BlockReference) {
    self.item = item
    let (c, elements) = (item.c, item.n * item.c * item.f * item.t)
    norm = BatchNorm2d(channels: c)
    pool = MaxPool2d(PoolSize(bands: item.pf, frames: item.pt))
    x = memory.images(item.n, c, item.f, item.t, spread(2, 0, elements, scale: 3, shift: 1))
    let (f, t) = (item.f / item.pf, item.t / item.pt)
    pooled = memory.images(item.n, c, f, t)
    dPooled = memory.images(item.n, c, f, t, spread(2, 3, item.n * c * f * t))
    gain = memory.floats(c, spread(2, 1, c, shift: 0.5))
    bias = memory.floats(c, spread(2, 2, c))
    (mean, inverse) = (memory.floats(c), memory.floats(c))
    (scale, shift) = (memory.floats(c), memory.floats(c))
    runningMean = memory.floats(c, [Float](repeating: 0, count: c))
    runningVariance = memory.floats(c, [Float](repeating: 1, count: c))
    (image, dImage) = (memory.floats(elements), memory.floats(elements))
    sums = memory.doubles(2 * c)
  }

  private var elements: Int { item.n * item.f * item.t }

  func forward() {
    for n in 0..<item.n {
      norm.addStatistics(x.frames(of: n), frames: item.t, bands: item.f, to: sums)
    }
    norm.finish(sums: sums, elements: elements, mean: mean, inverseDeviation: inverse)
    norm.updateRunning(
      sums: sums, elements: elements, mean: runningMean, variance: runningVariance)
    pass(mean)
  }

  func evaluate() {
    for index in 0..<item.c {
      inverse[index] = 1 / (runningVariance[index] + BatchNorm2d.epsilon).squareRoot()
    }
    pass(runningMean)
  }

  private func pass(_ mean: Floats) {
    norm.fold(
      gain: gain, bias: bias, mean: mean, inverseDeviation: inverse, scale: scale, shift: shift)
    for n in 0..<item.n {
      normalise(n)
      pool.forward(
        image, frames: item.t, bands: item.f, channels: item.c, into: pooled.frames(of: n))
    }
  }

  private func normalise(_ n: Int) {
    norm.normalise(
      x.frames(of: n), frames: item.t, bands: item.f, scale: scale, shift: shift, into: image)
  }

  private func unpool(_ n: Int) {
    normalise(n)
    pool.backward(
      image, frames: item.t, bands: item.f, channels: item.c, dPooled: dPooled.frames(of: n),
      into: dImage)
  }

  func backward() {
    sums.update(repeating: 0, count: 2 * item.c)
    for n in 0..<item.n {
      unpool(n)
      norm.addGradientSums(
        x.frames(of: n), dz: dImage, frames: item.t, bands: item.f, mean: mean,
        inverseDeviation: inverse, to: sums)
    }
    for n in 0..<item.n {
      unpool(n)
      norm.backward(
        x.frames(of: n), dz: dImage, frames: item.t, bands: item.f, elements: elements, gain: gain,
        mean: mean, inverseDeviation: inverse, sums: sums)
    }
  }

  var biasGradient: [Float] { (0..<item.c).map { Float(sums[$0]) } }
  var gainGradient: [Float] { (0..<item.c).map { Float(sums[item.c + $0]) } }
}
