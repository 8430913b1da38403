import Tensors

/// Whole numbers below 8, of which every sum here is exact in any order.
func wholeNumbers(_ seed: UInt64, _ count: Int) -> [Float] {
  let generator = CounterGenerator(seed: seed)
  return (0..<count).map { (generator.uniform(at: $0) * 15).rounded(.down) - 7 }
}
