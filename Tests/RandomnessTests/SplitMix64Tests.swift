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

  // The numbers below were worked out with Python's whole numbers from the descriptions alone.
  // Splits, draws and intervals of every earlier run rest on them.

  @Test("The seed 0 begins with the number that is published for it")
  func zero() {
    var generator = SplitMix64(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(StableHash.finalize(0) == 0)
    #expect(StableHash.finalize(1) == 0x5692_161D_100B_05E5)
  }

  @Test("Names, several names in their order, and numbered streams begin where they always did")
  func beginnings() {
    var generators = [
      SplitMix64(seed: 7, name: "OAF"), SplitMix64(seed: .max, name: "OAF"),
      SplitMix64(seed: 7, names: "noise", "OAF"), SplitMix64(seed: 7, names: "OAF", "noise"),
      SplitMix64(seed: 7, names: "noise"), SplitMix64(seed: 7, stream: 0),
      SplitMix64(seed: 7, stream: 1), SplitMix64(seed: 7, stream: -1),
      SplitMix64(seed: 8, stream: 1),
    ]
    let drawn = generators.indices.map { generators[$0].next() }
    #expect(
      drawn == [
        8_143_535_974_948_232_573, 12_651_800_814_459_656_804, 1_580_273_771_854_006_029,
        8_195_610_683_083_305_972, 9_102_594_710_347_355_421, 11_241_344_834_629_033_336,
        17_620_249_373_738_260_849, 14_972_077_273_967_387_927, 15_259_671_684_967_854_735,
      ])
  }

  @Test("Places, shares and orders are drawn as they always were")
  func draws() {
    var generator = SplitMix64(seed: 3)
    #expect(
      (0..<12).map { _ in generator.index(below: 10) } == [1, 7, 6, 0, 2, 6, 1, 8, 4, 8, 6, 7])
    #expect(generator.index(below: .max) == 4_428_735_859_785_199_225)
    #expect(generator.index(below: 1) == 0)
    generator = SplitMix64(seed: 3)
    let shares = [0.11345034205715454, 0.7002935135929024, 0.6129746825466243]
    #expect((0..<3).map { _ in generator.unit() } == shares)
    generator = SplitMix64(seed: 3)
    #expect(
      (0..<3).map { _ in generator.uniform(in: -2...6) } == shares.map { -2 + 8 * $0 })
    generator = SplitMix64(seed: 3)
    #expect(generator.shuffled(Array(0..<8)) == [2, 5, 1, 6, 7, 3, 4, 0])
    #expect(generator.shuffled([Int]()) == [])
    let next = generator.next()
    generator = SplitMix64(seed: 3)
    for _ in 0..<7 { _ = generator.next() }
    #expect(next == generator.next(), "eight elements take seven draws, and none take none")
  }

  @Test("Whole numbers below a count that is no power of two are all about as frequent")
  func indices() {
    var generator = SplitMix64(seed: 11)
    for count in [2, 3, 7, 10] {
      var seen = [Int](repeating: 0, count: count)
      for _ in 0..<(count * 2_000) { seen[generator.index(below: count)] += 1 }
      // Six standard deviations of a count of 2,000.
      #expect(seen.allSatisfy { abs($0 - 2_000) < 270 }, "\(count): \(seen)")
    }
  }

  @Test("Numbered streams, neighbours among them, share no numbers and lean to no side")
  func streams() {
    var first: Set<UInt64> = []
    var ones = 0
    for stream in -500..<500 {
      var generator = SplitMix64(seed: 4, stream: stream)
      let number = generator.next()
      first.insert(number)
      ones += number.nonzeroBitCount
      first.insert(generator.next())
    }
    #expect(first.count == 2_000)
    // 64,000 bits: six standard deviations are 759.
    #expect(abs(ones - 32_000) < 760)
  }

  @Test("A copy goes on as its original does, and neither moves the other")
  func copies() {
    var original = SplitMix64(seed: 8)
    _ = original.next()
    var copy = original
    let drawn = (0..<4).map { _ in copy.next() }
    #expect((0..<4).map { _ in original.next() } == drawn)
  }
}
