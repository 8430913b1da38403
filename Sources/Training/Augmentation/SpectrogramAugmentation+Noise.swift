import Features
import Foundation
import Randomness

extension SpectrogramAugmentation {
  /// Adds a level to each band, then a steady noise floor.
  func addLevelsAndNoise(
    _ values: inout [Float], levels: [Float], using generator: inout SplitMix64
  ) {
    let depth = generator.uniform(in: 0...40) + noiseFloorDecibels
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let loudest = Self.largest(UnsafeBufferPointer(values))
      levels.withUnsafeBufferPointer { levels in
        guard let first = levels.baseAddress else { return }
        for row in stride(from: base, to: base + values.count, by: levels.count) {
          for band in 0..<levels.count { row[band] += first[band] }
        }
      }
      guard noiseFloorDecibels > 0 else { return }
      let energy = exp(loudest - Float(depth) * Self.perDecibel)
      if energy > 0 { Self.mixNoise(of: energy, into: values, using: &generator) }
    }
  }

  /// Adds noise of a mean energy to logarithms of energies. A noise cell's power varies like an
  /// exponential variable over frames and bands.
  private static func mixNoise(
    of energy: Float, into values: UnsafeMutableBufferPointer<Float>,
    using generator: inout SplitMix64
  ) {
    // Draws first, then arithmetic, a block at a time: the arithmetic then runs on several lanes.
    let block = 256
    withUnsafeTemporaryAllocation(of: Float.self, capacity: block) { draws in
      guard let base = values.baseAddress, let draws = draws.baseAddress else { return }
      for start in stride(from: 0, to: values.count, by: block) {
        let count = min(block, values.count - start)
        for index in 0..<count {
          (draws + index).initialize(to: Float(1 - generator.unit() * 0.999))
        }
        let cells = base + start
        for index in 0..<count {
          let noise = -energy * StraightLine.log(draws[index])
          cells[index] = StraightLine.log(StraightLine.exp(cells[index]) + noise)
        }
      }
    }
  }

  /// The largest of some finite numbers, compared on several lanes; 0 of none.
  private static func largest(_ values: UnsafeBufferPointer<Float>) -> Float {
    guard let first = values.first else { return 0 }
    var lanes = SIMD8<Float>(repeating: first)
    let whole = values.count / 8 * 8
    let bytes = UnsafeRawBufferPointer(values)
    for index in stride(from: 0, to: whole, by: 8) {
      let next = bytes.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
      lanes = pointwiseMax(lanes, next)
    }
    return values[whole...].reduce(lanes.max(), max)
  }
}
