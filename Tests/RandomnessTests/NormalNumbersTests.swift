import Randomness
import Testing

@Suite("Normal numbers")
struct NormalNumbersTests {
  @Test("are those of Box and Muller from the uniform ones")
  func normals() {
    var generator = SplitMix64(seed: 3)
    let found = generator.normals(6)
    // Python's math.log, cos and sin of the numbers that `SplitMix64Tests` pins.
    let expected = [
      -0.15078931135351334, -0.46701055898018695, 1.2359666661472444, 0.6090293398554849,
      -0.45784690113022714, -0.5274364622087921,
    ]
    #expect(found.count == 6)
    for (own, truth) in zip(found, expected) { #expect(abs(Double(own) - truth) < 1e-6) }
  }

  @Test("that are fewer are the first of more, and an odd one out takes two draws")
  func counts() {
    var whole = SplitMix64(seed: 9)
    let most = whole.normals(9)
    for count in 0...9 {
      var generator = SplitMix64(seed: 9)
      #expect(generator.normals(count) == Array(most.prefix(count)))
      var drawn = SplitMix64(seed: 9)
      for _ in 0..<(count + count % 2) { _ = drawn.next() }
      #expect(generator.next() == drawn.next(), "\(count)")
    }
  }
}
