import Randomness
import Testing

@Suite struct SeededGeneratorTests {
  @Test func theSequenceIsSplitMix64s() {
    // The first outputs of the reference implementation in C for the seed 1234567.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func namesGiveSequencesOfTheirOwn() {
    var first = SeededGenerator(seed: 1, "noise", "OAF_back_angry")
    var again = SeededGenerator(seed: 1, "noise", "OAF_back_angry")
    var other = SeededGenerator(seed: 1, "noise", "OAF_back_sad")
    let value = first.next()
    #expect(value == again.next())
    #expect(value != other.next())
  }

  @Test func uniformNumbersFillTheirRange() {
    var generator = SeededGenerator(seed: 7)
    let draws = (0..<20_000).map { _ in generator.uniform(in: -2...3) }
    #expect(draws.allSatisfy { (-2...3).contains($0) })
    // The mean of 20,000 draws has a standard error of .010; five of them are allowed.
    #expect(abs(draws.reduce(0, +) / 20_000 - 0.5) < 0.051)
  }

  @Test func shufflingKeepsEveryElementOnce() {
    var generator = SeededGenerator(seed: 3)
    let shuffled = generator.shuffled(Array(0..<100))
    #expect(shuffled != Array(0..<100))
    #expect(shuffled.sorted() == Array(0..<100))
  }

  @Test func theStableHashIsFNV1a() {
    // Published test vectors of FNV-1a, 64 bits.
    #expect(StableHash.hash("") == 0xCBF2_9CE4_8422_2325)
    #expect(StableHash.hash("a") == 0xAF63_DC4C_8601_EC8C)
    #expect(StableHash.hash("foobar") == 0x8594_4171_F739_67E8)
  }
}
