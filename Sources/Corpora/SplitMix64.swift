/// The documented random source of splits and of the synthetic corpus: the same numbers on every
/// platform and in every version.
///
/// - Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014;
///   constants as in Vigna's splitmix64.c.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts a sequence.
  public init(seed: UInt64) { state = seed }

  /// Starts a sequence of its own for a name, so that what is drawn for one name does not depend on
  /// what was drawn for others. The name is hashed by FNV-1a, 64 bits, and added to the seed.
  public init(seed: UInt64, name: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var mixing = SplitMix64(seed: seed &+ hash)
    state = mixing.next()
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number in `0..<count`: the upper half of the product of 64 bits and `count`.
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "a number is drawn from a range that is not empty")
    return Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// A number in `0..<1` with 53 random bits.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The elements in random order by Fisher and Yates: for `i` from the last position down to 1,
  /// element `i` changes places with element `index(below: i + 1)`.
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for position in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(position, index(below: position + 1))
    }
    return result
  }
}
