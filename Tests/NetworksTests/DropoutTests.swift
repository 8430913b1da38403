import Networks
import Testing

@Suite("Masks of dropout")
struct DropoutTests {
  private static let count = 4096

  /// What a dropout makes of ones.
  private func mask(
    rate: Float = 0.5, seed: UInt64 = 3, step: UInt64 = 5, site: Int = 1
  ) -> [Float] {
    let memory = EngineMemory(1 << 13)
    let mask = memory.floats(Self.count)
    Dropout(rate: rate, seed: seed, step: step, site: site)
      .apply([Float](repeating: 1, count: Self.count), first: 0, count: Self.count, into: mask)
    return array(mask, Self.count)
  }

  /// Of two masks that have nothing to do with each other, half of the elements agree: 2048, with a
  /// standard deviation of 32.
  @Test("of other seeds, steps and sites have nothing to do with each other")
  func independence() {
    let plain = mask()
    let high: UInt64 = 1 << 32
    let others = [
      mask(seed: 4), mask(seed: 3 + high), mask(step: 6), mask(step: 5 + high), mask(site: 0),
      mask(site: 2),
    ]
    for (place, other) in others.enumerated() {
      let alike = zip(plain, other).count { $0 == $1 }
      #expect(abs(alike - 2048) <= 160, "\(place): \(alike) of 4096")
    }
    #expect(mask() == plain)
  }

  @Test("drop as many as the rate says", arguments: [0.01, 0.25, 0.5, 0.9, 0.99] as [Float])
  func share(rate: Float) {
    let dropped = mask(rate: rate).count { $0 == 0 }
    let expected = Double(rate) * Double(Self.count)
    // Five standard deviations.
    #expect(abs(Double(dropped) - expected) <= 5 * (expected * Double(1 - rate)).squareRoot())
  }

  @Test("at a higher rate drop what a lower one drops, and more")
  func nested() {
    let masks = [0.1, 0.3, 0.6, 0.95].map { mask(rate: $0).map { $0 == 0 } }
    for (fewer, more) in zip(masks, masks.dropFirst()) {
      #expect(zip(fewer, more).allSatisfy { !$0 || $1 })
      #expect(fewer != more)
    }
  }

  @Test("are the same in place and in parts, as shards and chunks of steps ask for them")
  func parts() {
    let values = spread(2, 0, Self.count)
    let dropout = Dropout(rate: 0.3, seed: 3, step: 5, site: 1)
    let memory = EngineMemory(1 << 14)
    let (whole, parts) = (memory.floats(Self.count), memory.floats(Self.count, values))
    dropout.apply(values, first: 0, count: Self.count, into: whole)
    var first = 0
    for size in [1, 7, 16, 100, 1003, 2969] {
      dropout.apply(parts + first, first: first, count: size, into: parts + first)
      first += size
    }
    #expect(first == Self.count)
    #expect(array(parts, first) == array(whole, first))
  }

  @Test("at a rate of 0 leave every value, and never turn what is no number into one")
  func nothing() {
    let values: [Float] = [1, -2, .nan, .infinity, 0]
    let memory = EngineMemory(1 << 8)
    let found = memory.floats(5)
    Dropout(rate: 0, seed: 1, step: 1, site: 0).apply(values, first: 0, count: 5, into: found)
    #expect(found[2].isNaN)
    found[2] = .nan
    #expect(zip(array(found, 5), values).allSatisfy { $0.bitPattern == $1.bitPattern })
    let broken = [Float](repeating: .nan, count: 40)
    let dropped = memory.floats(40)
    Dropout(rate: 0.9, seed: 1, step: 1, site: 0).apply(broken, first: 0, count: 40, into: dropped)
    #expect(array(dropped, 40).allSatisfy { $0.isNaN })
  }
}
