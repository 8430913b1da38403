import Corpora
import Testing

/// The numbers were worked out by scripts/reference/splits.py, which shares no code with the suite.
/// Models of every earlier run were fitted on such parts.
@Suite("A seed deals out the parts that an independent program deals out")
struct SplitReferenceTests {
  /// The beginning of the SHA-256 of sorted identifiers, one a line.
  private func digest(_ ids: [String]) -> String {
    String(SHA256.hex(of: ids.joined(separator: "\n").utf8).prefix(16))
  }

  private func words(_ numbers: [Int]) -> Set<String> { Set(numbers.map { "w\($0)" }) }

  @Test(
    "Random: which utterances of two speakers, eleven words and seven emotions go where",
    arguments: [
      (0, ["ff60c5459930f721", "69de59dcba7dff10", "897f4b186ccd4904"]),
      (5, ["179904f5d48b707e", "d69a73e433df409c", "1081b87359280534"]),
    ] as [(UInt64, [String])])
  func random(seed: UInt64, expected: [String]) throws {
    let split = try ProtocolPlanner(corpus: Fixture.corpus(words: 11), seed: seed)
      .plan(.random).splits[0]
    let parts = [split.train, split.dev, split.tests[0].utterances]
    #expect(parts.map(\.count) == [108, 15, 31])
    #expect(parts.map(digest) == expected)
  }

  @Test(
    "Word-disjoint: which of twelve words are kept for dev and test",
    arguments: [(0, [0], [2, 8]), (5, [10], [6, 2])] as [(UInt64, [Int], [Int])])
  func wordDisjoint(seed: UInt64, dev: [Int], test: [Int]) throws {
    let split = try ProtocolPlanner(corpus: Fixture.corpus(words: 12), seed: seed)
      .plan(.wordDisjoint).splits[0]
    #expect(Fixture.words(split.dev) == words(dev))
    #expect(Fixture.words(split.tests[0].utterances) == words(test))
    #expect(
      Fixture.words(split.train) == words(Array(0..<12)).subtracting(words(dev + test)))
  }

  @Test(
    "Speaker-disjoint: the words of dev, calibration and the in-speaker test, for either speaker",
    arguments: [(0, [6], [0, 2], [8]), (5, [0], [10, 6], [2])] as [(UInt64, [Int], [Int], [Int])])
  func speakerDisjoint(seed: UInt64, dev: [Int], calibration: [Int], test: [Int]) throws {
    let splits = try ProtocolPlanner(corpus: Fixture.corpus(words: 12), seed: seed)
      .plan(.speakerDisjoint).splits
    #expect(splits.count == 2)
    for split in splits {
      #expect(Fixture.words(split.dev) == words(dev))
      #expect(Fixture.words(split.calibration) == words(calibration))
      #expect(split.tests.last.map { Fixture.words($0.utterances) } == words(test))
      #expect(split.train.count == 8 * 7)
    }
  }

  @Test(
    "Seven speakers in three folds: who is left out with whom",
    arguments: [
      (0, [["s1", "s3", "s6"], ["s0", "s5"], ["s2", "s4"]]),
      (5, [["s0", "s2", "s5"], ["s1", "s6"], ["s3", "s4"]]),
    ] as [(UInt64, [[String]])])
  func folds(seed: UInt64, expected: [[String]]) throws {
    let corpus = Fixture.corpus(speakers: (0..<7).map { "s\($0)" }, words: 12)
    let plan = try ProtocolPlanner(corpus: corpus, seed: seed, folds: 3).plan(.speakerDisjoint)
    #expect(plan.splits.map { $0.tests[0].testedOn } == expected)
    #expect(
      plan.splits.map(\.id)
        == (1...3).map { "speaker-disjoint/fold-\($0)-of-3" })
  }
}
