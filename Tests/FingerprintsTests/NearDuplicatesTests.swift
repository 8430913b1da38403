import Audio
import Fingerprints
import Randomness
import Testing

@Suite("Near-duplicates")
struct NearDuplicatesTests {
  private static let takes = (1...24).map { Voices.take($0) }
  private static let prints = takes.map { try? Fingerprint(of: $0) }

  @Test("are not found among different takes")
  func noneAmongTakes() {
    #expect(Self.prints.allSatisfy { $0?.isComparable == true })
    #expect(NearDuplicates(among: Self.prints).pairs.isEmpty)
  }

  @Test("are found whatever was done to a copy", arguments: Transform.claimed)
  func found(transform: Transform) throws {
    let copies = try (0..<4).map { place in
      try Fingerprint(of: transform.apply(Self.takes[place], UInt64(place)))
    }
    let near = NearDuplicates(among: Self.prints + copies)
    #expect(near.pairs.map { [$0.left, $0.right] } == (0..<4).map { [$0, 24 + $0] })
  }

  @Test("are told with the place at which one lies over the other")
  func offset() throws {
    let padded = try Fingerprint(of: Voices.padded(Self.takes[3], before: 0.32, after: 0))
    let pair = try #require(NearDuplicates(among: Self.prints + [padded]).pairs.first)
    #expect(abs(pair.similarity.offset + 20) <= 1)
  }

  @Test("do not depend on the order of the recordings")
  func order() throws {
    let copies = try [2, 5, 5, 9].map {
      try Fingerprint(of: Voices.trimmed(Self.takes[$0], before: 0.11, after: 0.07))
    }
    let all = Self.prints + copies
    var generator = SplitMix64(seed: 4)
    let order = generator.shuffled(Array(all.indices))
    let shuffled = NearDuplicates(among: order.map { all[$0] }).groups.map {
      Set($0.map { order[$0] })
    }
    #expect(Set(shuffled) == Set(NearDuplicates(among: all).groups.map(Set.init)))
    #expect(Set(shuffled) == [[2, 24], [5, 25, 26], [9, 27]])
  }

  @Test("of many copies of one recording are one set, and cost no square of their number")
  func manyCopies() throws {
    let take = Self.takes[0]
    let copies = try (0..<60).map { index in
      try Fingerprint(of: Voices.padded(take, before: 0.005 * Double(index), after: 0))
    }
    let near = NearDuplicates(among: copies + copies)
    #expect(near.groups == [Array(0..<120)])
  }

  @Test("and recordings without a fingerprint are in no pair")
  func absent() {
    #expect(NearDuplicates(among: [nil, Self.prints[0], nil, Self.prints[0]]).groups == [[1, 3]])
    #expect(NearDuplicates(among: []).groups.isEmpty)
  }
}
