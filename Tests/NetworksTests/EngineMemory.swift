import Networks
import Tensors

/// Engine memory for tests: arrays go in and come out in PyTorch's order.
final class EngineMemory {
  let arena = Arena()

  /// - Parameter count: floats that the test will take at most.
  init(_ count: Int = 1 << 21) { arena.reset(reserving: count) }

  /// A buffer that holds NaN, so that what is not written shows, or the values given.
  func floats(_ count: Int, _ values: [Float]? = nil) -> Floats {
    let memory = arena.take(count)
    for index in 0..<count { memory[index] = values?[index] ?? .nan }
    return memory
  }

  /// Valid lengths as the engine takes them.
  func integers(_ values: [Int]) -> UnsafeMutablePointer<Int32> {
    let memory = arena.takeIntegers(values.count)
    for (index, value) in values.enumerated() { memory[index] = Int32(value) }
    return memory
  }

  /// Images from `[N, C, F, T]`; NaN without values.
  func images(_ n: Int, _ c: Int, _ f: Int, _ t: Int, _ values: [Float]? = nil) -> ImageBatch {
    let size = ImageBatch.size(count: n, frames: t, bands: f, channels: c)
    let images = ImageBatch(base: floats(size), count: n, frames: t, bands: f, channels: c)
    images.clearBorders()
    if let values {
      images.forEach { place, index in images.base[place] = values[index] }
    }
    return images
  }

  /// Sequences from `[N, T, D]`; NaN without values.
  func sequences(_ n: Int, _ t: Int, _ d: Int, _ values: [Float]? = nil) -> SequenceBatch {
    let sequences = SequenceBatch(
      base: floats(SequenceBatch.size(count: n, steps: t, width: d)), count: n, steps: t, width: d)
    sequences.clearEnds()
    if let values {
      sequences.forEach { place, index in sequences.base[place] = values[index] }
    }
    return sequences
  }
}

extension ImageBatch {
  /// Pairs places in memory with indices in `[N, C, F, T]`.
  func forEach(_ body: (_ place: Int, _ index: Int) -> Void) {
    for n in 0..<count {
      for c in 0..<channels {
        for f in 0..<bands {
          for t in 0..<frames {
            let place = n * imageStride + (t + 1) * rowStride + (f + 1) * channels + c
            body(place, ((n * channels + c) * bands + f) * frames + t)
          }
        }
      }
    }
  }

  /// The values as `[N, C, F, T]`.
  var values: [Float] {
    var values = [Float](repeating: 0, count: count * channels * bands * frames)
    forEach { place, index in values[index] = base[place] }
    return values
  }
}

extension SequenceBatch {
  /// Pairs places in memory with indices in `[N, T, D]`.
  func forEach(_ body: (_ place: Int, _ index: Int) -> Void) {
    for n in 0..<count {
      for t in 0..<steps {
        for d in 0..<width {
          body(((t + 1) * count + n) * width + d, (n * steps + t) * width + d)
        }
      }
    }
  }

  /// The values as `[N, T, D]`.
  var values: [Float] {
    var values = [Float](repeating: 0, count: count * steps * width)
    forEach { place, index in values[index] = base[place] }
    return values
  }
}

/// The first `count` floats from a pointer.
func array(_ pointer: UnsafePointer<Float>, _ count: Int) -> [Float] {
  Array(UnsafeBufferPointer(start: pointer, count: count))
}

/// A convolution weight between PyTorch's `[Co, Ci, kf, kt]` and the engine's `[kt][kf][Ci][Co]`.
enum FilterOrder {
  static func toEngine(_ values: [Float], _ outputs: Int, _ inputs: Int) -> [Float] {
    var result = values
    forEach(outputs, inputs) { ours, theirs in result[ours] = values[theirs] }
    return result
  }

  static func toPyTorch(_ values: [Float], _ outputs: Int, _ inputs: Int) -> [Float] {
    var result = values
    forEach(outputs, inputs) { ours, theirs in result[theirs] = values[ours] }
    return result
  }

  private static func forEach(_ outputs: Int, _ inputs: Int, _ body: (Int, Int) -> Void) {
    for o in 0..<outputs {
      for i in 0..<inputs {
        for f in 0..<3 {
          for t in 0..<3 {
            body(((t * 3 + f) * inputs + i) * outputs + o, ((o * inputs + i) * 3 + f) * 3 + t)
          }
        }
      }
    }
  }
}
