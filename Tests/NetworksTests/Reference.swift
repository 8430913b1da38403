import Foundation
import Tensors
import Testing

/// A result of PyTorch: its shape, its norm, and every n-th of its values.
struct Digest: Decodable, Sendable {
  let shape: [Int]
  let norm: Double
  let stride: Int
  let values: [Double]
  /// How far PyTorch's own float32 result lies from this float64 one, where it matters.
  let rounding: Double?

  /// Expects `found` to be this result within `absolute + relative * |expected|`.
  func expect(
    _ found: [Float], absolute: Double = 1e-5, relative: Double = 1e-5, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      found.count == shape.reduce(1, *), "\(what): element count", sourceLocation: sourceLocation)
    guard found.count == shape.reduce(1, *) else { return }
    var worst = (excess: 0.0, index: 0)
    for (place, expected) in values.enumerated() {
      let index = place * stride
      let difference = abs(Double(found[index]) - expected)
      let excess = difference / (absolute + relative * abs(expected))
      if !(excess <= worst.excess) { worst = (excess, index) }
    }
    let message: Comment =
      "\(what)[\(worst.index)]: \(found[worst.index]), PyTorch \(values[worst.index / stride])"
    #expect(worst.excess <= 1, message, sourceLocation: sourceLocation)
    let foundNorm = found.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let slack = absolute * Double(found.count).squareRoot() + relative * norm
    #expect(
      abs(foundNorm - norm) <= slack, "\(what): norm \(foundNorm), PyTorch \(norm)",
      sourceLocation: sourceLocation)
  }

  /// The root mean square distance of the kept values from `found`.
  func distance(_ found: [Float]) -> Double {
    let sum = values.enumerated().reduce(0.0) { sum, item in
      let difference = Double(found[item.offset * stride]) - item.element
      return sum + difference * difference
    }
    return (sum / Double(max(values.count, 1))).squareRoot()
  }
}

/// Numbers in -1..<1 that the reference script makes by the same formula.
func spread(_ seed: UInt64, _ stream: UInt64, _ count: Int, scale: Float = 1, shift: Float = 0)
  -> [Float]
{
  let generator = CounterGenerator(seed: seed, stream: stream)
  return (0..<count).map { (generator.uniform(at: $0) * 2 - 1) * scale + shift }
}

/// Numbers in 0..<1 that the reference script makes by the same formula.
func uniform(_ seed: UInt64, _ stream: UInt64, _ count: Int) -> [Float] {
  let generator = CounterGenerator(seed: seed, stream: stream)
  return (0..<count).map { generator.uniform(at: $0) }
}
