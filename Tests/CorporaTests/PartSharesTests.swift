import Corpora
import Testing

@Suite("Shares of a count are whole and as near to the asked ones as whole numbers can be")
struct PartSharesTests {
  /// Largest remainder of one count by its definition; of equal remainders the first is served.
  private func shares(of count: Int, by weights: [Int]) -> [Int] {
    let total = weights.reduce(0, +)
    var given = weights.map { $0 * count / total }
    let rests = weights.map { $0 * count % total }
    let order = weights.indices.sorted { (rests[$1], $0) < (rests[$0], $1) }
    for index in order.prefix(count - given.reduce(0, +)) { given[index] += 1 }
    return given
  }

  /// One speaker's utterances of one emotion.
  private func cell(_ count: Int) -> Corpus {
    Fixture.corpus(speakers: ["A"], words: count, emotions: [.sad])
  }

  @Test("Every count from 1 to 60 of one cell is divided 70/10/20, or refused for an empty part")
  func everyCount() throws {
    for count in 1...60 {
      let expected = shares(of: count, by: [7, 1, 2])
      let empty = zip([Part.train, .dev, .test], expected).first { $0.1 == 0 }?.0
      do throws(SplitError) {
        let split = try ProtocolPlanner(corpus: cell(count)).plan(.random).splits[0]
        let parts = [split.train, split.dev, split.tests[0].utterances]
        #expect(parts.map(\.count) == expected, "\(count)")
        #expect(empty == nil)
      } catch {
        let part = try #require(empty, "\(count) utterances fill \(expected): \(error)")
        #expect(error == .emptyPart(split: "random", part: part, utterances: count))
      }
    }
  }

  @Test("Every number of words from 10 to 60 of a training speaker is divided 65/10/15/10")
  func everyNumberOfWords() throws {
    for count in 10...60 {
      let corpus = Fixture.corpus(speakers: ["A", "B"], words: count, emotions: [.sad, .fear])
      let split = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint).splits[0]
      let within = try #require(split.tests.last)
      let parts = [split.train, split.dev, split.calibration, within.utterances]
      #expect(
        parts.map { Fixture.words($0).count } == shares(of: count, by: [13, 2, 3, 2]), "\(count)")
    }
  }

  @Test("A corpus that trains for another gives dev a tenth of its words")
  func everyTenth() throws {
    let other = Corpus(
      name: "other", root: "/nowhere",
      utterances: Fixture.corpus(speakers: ["X"], words: 20).utterances, speakers: [])
    for count in 10...40 {
      let plan = try ProtocolPlanner(corpus: Fixture.corpus(speakers: ["A"], words: count))
        .crossCorpus(with: other)
      let parts = [plan.splits[0].train, plan.splits[0].dev]
      #expect(parts.map { Fixture.words($0).count } == shares(of: count, by: [9, 1]), "\(count)")
    }
  }

  @Test("What one cell could not give is owed in the next: no part ever lies a whole one behind")
  func owed() throws {
    for size in 1...9 {
      let speakers = (10..<40).map { "s\($0)" }
      let corpus = Fixture.corpus(speakers: speakers, words: size, emotions: [.fear, .sad])
      let split = try ProtocolPlanner(corpus: corpus, seed: 2).plan(.random).splits[0]
      let parts = [(split.train, 0.7), (split.dev, 0.1), (split.tests[0].utterances, 0.2)]
      for (last, speaker) in speakers.enumerated() {
        let dealt = Double((last + 1) * 2 * size)
        for (ids, share) in parts {
          let count = ids.count { $0.prefix(3) <= speaker }
          #expect(abs(Double(count) - share * dealt) < 1, "\(size) a cell, up to \(speaker)")
        }
      }
    }
  }

  @Test("A part that is owed nothing gets nothing of a cell of one")
  func singles() throws {
    // Claims of one at a time: train .7, 1.4 - 1, ...; the tenth of dev comes due once in ten.
    let speakers = (10..<40).map { "s\($0)" }
    let corpus = Fixture.corpus(speakers: speakers, words: 1, emotions: [.sad])
    let split = try ProtocolPlanner(corpus: corpus).plan(.random).splits[0]
    #expect(split.train.count == 21 && split.dev.count == 3)
    #expect(split.tests[0].utterances.count == 6)
    // By hand: (.7 .1 .2) train; (.4 .2 .4) the earlier of two equal claims, train; (.1 .3 .6)
    // test; (.8 .4 -.2) train; (.5 .5 0) train; (.2 .6 .2) dev; and again from (.9 -.3 .4) on.
    let order = split.dev.map { String($0.prefix(3)) }
    #expect(order == ["s15", "s25", "s35"])
  }
}
