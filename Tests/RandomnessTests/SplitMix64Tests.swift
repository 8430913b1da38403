import Randomness
import Testing

@Suite("The random source is the published SplitMix64")
struct SplitMix64Tests {
  @Test("It gives the reference sequence of splitmix64.c for the seed 1234567")
  func reference() {
    var generator = SplitMix64(seed: 1_234_567)
    let drawn = (0..<5).map { _ in generator.next() }
    #expect(
      drawn == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("A shuffle keeps every element, and each comes to each place about as often")
  func shuffle() {
    var generator = SplitMix64(seed: 0)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 5), count: 5)
    for _ in 0..<10_000 {
      let shuffled = generator.shuffled([0, 1, 2, 3, 4])
      #expect(shuffled.sorted() == [0, 1, 2, 3, 4])
      for (place, element) in shuffled.enumerated() { counts[place][element] += 1 }
    }
    // Six standard deviations of a count with probability 1/5 in 10,000 draws.
    #expect(counts.joined().allSatisfy { abs($0 - 2000) < 240 })
  }

  @Test("Sequences for names differ from each other and from the plain one")
  func names() {
    var sequences = [SplitMix64(seed: 0), .init(seed: 0, name: "a"), .init(seed: 0, name: "b")]
    #expect(Set(sequences.indices.map { sequences[$0].next() }).count == 3)
  }
}
