import Randomness
import Testing

@Suite struct StableHashTests {
  @Test func theStableHashIsFNV1a() {
    // Published test vectors of FNV-1a, 64 bits.
    #expect(StableHash.hash("") == 0xCBF2_9CE4_8422_2325)
    #expect(StableHash.hash("a") == 0xAF63_DC4C_8601_EC8C)
    #expect(StableHash.hash("foobar") == 0x8594_4171_F739_67E8)
    // A letter of two bytes, 0xC3 and 0xA9.
    #expect(StableHash.hash("\u{E9}") == 0x0AC2_1707_B718_1E01)
  }

  @Test("every bit, place and number of words counts in their checksum")
  func checksumOfWords() {
    func sum(_ words: [UInt32]) -> UInt64 { words.withUnsafeBytes { StableHash.hash($0) } }
    let words: [UInt32] = [1, 2, 0xFFFF_FFFF]
    var sums: Set = [sum(words), sum([2, 1, 0xFFFF_FFFF]), sum([]), sum([0]), sum([0, 0])]
    for bit in 0..<96 {
      var flipped = words
      flipped[bit / 32] ^= 1 << (bit % 32)
      sums.insert(sum(flipped))
    }
    #expect(sums.count == 5 + 96)
  }

  @Test func mixingIsOneStepOfTheGenerator() {
    var generator = SplitMix64(seed: 42)
    #expect(StableHash.mix(42) == generator.next())
  }

  @Test func namesGiveSequencesOfTheirOwn() {
    var first = SplitMix64(seed: 1, names: "noise", "OAF_back_angry")
    var again = SplitMix64(seed: 1, names: "noise", "OAF_back_angry")
    var other = SplitMix64(seed: 1, names: "noise", "OAF_back_sad")
    let value = first.next()
    #expect(value == again.next())
    #expect(value != other.next())
  }

  @Test func uniformNumbersFillTheirRange() {
    var generator = SplitMix64(seed: 7)
    let draws = (0..<20_000).map { _ in generator.uniform(in: -2...3) }
    #expect(draws.allSatisfy { (-2...3).contains($0) })
    // The mean of 20,000 draws has a standard error of .010; five of them are allowed.
    let mean = draws.reduce(0, +) / 20_000
    #expect(abs(mean - 0.5) < 0.051)
  }

  // The checksums below were worked out with Python's whole numbers from the description alone;
  // every kept file rests on them.

  @Test("checksums of words are what they always were, and bytes behind them count by number")
  func checksumsThatWereKept() {
    func sum(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { StableHash.hash($0) } }
    let words: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0, 255, 255, 255, 255]
    #expect(sum(words) == 5_029_991_966_551_244_764)
    #expect(sum([]) == 0)
    // Little-endian: 0x01020304 is written 4, 3, 2, 1.
    #expect(sum([4, 3, 2, 1]) == 568_023_317_753_421_958)
    #expect(sum([1, 2, 3, 4, 9, 9, 9]) == 18_389_969_538_432_231_334)
    #expect(sum([1, 2, 3, 4, 7, 8, 7]) == 18_389_969_538_432_231_334)
    #expect(sum([1, 2, 3, 4, 7, 8]) != sum([1, 2, 3, 4, 7, 8, 7]))
    #expect(sum([7, 8, 9]) == 3)
    // Words need not stand on a boundary of words.
    let shifted: [UInt8] = [0] + words
    let moved = shifted.withUnsafeBytes {
      StableHash.hash(UnsafeRawBufferPointer(rebasing: $0[1...]))
    }
    #expect(moved == sum(words))
  }
}
