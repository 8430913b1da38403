/// A small, fast generator whose sequence depends on its seed alone, on every platform.
///
/// - Source: SplitMix64; Steele, Lea & Flood, "Fast splittable pseudorandom number generators",
///   OOPSLA 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts a sequence.
  public init(seed: UInt64) {
    state = seed
  }

  /// Starts a sequence of its own for each combination of a seed and names, whatever the order in
  /// which sequences are asked for.
  public init(seed: UInt64, _ names: String...) {
    state = names.reduce(StableHash.mix(seed)) { StableHash.mix($0 ^ StableHash.hash($1)) }
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return StableHash.finalize(state)
  }

  /// A number in `0..<1` with 53 random bits.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number in `range`.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// An integer in `0..<bound`, unbiased; `bound` must be positive.
  public mutating func index(below bound: Int) -> Int {
    Int(next(upperBound: UInt64(bound)))
  }

  /// The elements in a random order (Fisher-Yates from the end).
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for last in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(last, index(below: last + 1))
    }
    return result
  }
}
