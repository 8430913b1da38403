/// The random source of splits, draws and resampling: the same numbers for the same seed on every
/// platform and in every version.
///
/// - Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014;
///   constants as in Vigna's splitmix64.c.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  @usableFromInline
  var state: UInt64

  /// Starts a sequence.
  public init(seed: UInt64) { state = seed }

  /// Starts a sequence of its own for a name, so that what is drawn for one name does not depend on
  /// what was drawn for others. The name is hashed by FNV-1a, 64 bits, and added to the seed.
  public init(seed: UInt64, name: String) {
    state = StableHash.mix(seed &+ StableHash.hash(name))
  }

  /// Starts a sequence of its own for each combination of names, whatever the order in which
  /// sequences are asked for.
  public init(seed: UInt64, names: String...) {
    state = names.reduce(StableHash.mix(seed)) { StableHash.mix($0 ^ StableHash.hash($1)) }
  }

  /// Starts a sequence of its own for one numbered stream of a seed, so that work may be shared out
  /// in any order.
  public init(seed: UInt64, stream: Int) {
    let base = StableHash.mix(seed)
    state = StableHash.mix(
      base ^ UInt64(truncatingIfNeeded: stream) &* 0xD134_2543_DE82_EF95)
  }

  /// The next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    defer { state &+= StableHash.increment }
    return StableHash.mix(state)
  }

  /// A whole number in `0..<count`: the upper half of the product of 64 bits and `count`.
  @inlinable
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "a number is drawn from a range that is not empty")
    return Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// A number in `0..<1` with 53 random bits.
  @inlinable
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in `range`.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// The elements in random order by Fisher and Yates: for `i` from the last position down to 1,
  /// element `i` changes places with element `index(below: i + 1)`.
  @inlinable
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for position in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(position, index(below: position + 1))
    }
    return result
  }
}
