import Corpora
import Testing

@Suite("Laws of every split of every protocol")
struct PlannerLawsTests {
  struct Shape: CustomTestStringConvertible {
    let speakers: Int
    let words: Int
    var corpus: Corpus {
      Fixture.corpus(speakers: (0..<speakers).map { "s\($0)" }, words: words)
    }
    var testDescription: String { "\(speakers) speakers, \(words) words" }
  }

  static let shapes = [(2, 10), (2, 37), (3, 11), (5, 23), (7, 10), (9, 12)].map {
    Shape(speakers: $0, words: $1)
  }

  private func splits(_ shape: Shape, seed: UInt64 = 3) throws -> [Split] {
    let planner = ProtocolPlanner(corpus: shape.corpus, seed: seed)
    return try [EvaluationProtocol.random, .wordDisjoint, .speakerDisjoint].flatMap {
      try planner.plan($0).splits
    }
  }

  @Test(
    "No utterance stands in two fitted parts, none twice in one, none is invented",
    arguments: shapes)
  func parts(shape: Shape) throws {
    let known = Set(shape.corpus.utterances.map(\.id))
    for split in try splits(shape) {
      let fitted = split.train + split.dev + split.calibration
      #expect(Set(fitted).count == fitted.count, "\(split.id)")
      #expect(known.isSuperset(of: fitted))
      for test in split.tests {
        #expect(Set(test.utterances).count == test.utterances.count)
        #expect(Set(test.utterances).isDisjoint(with: fitted), "\(split.id)")
        #expect(known.isSuperset(of: test.utterances) && !test.utterances.isEmpty)
      }
    }
  }

  @Test("Each part holds the speakers that the split names, and nobody else", arguments: shapes)
  func speakers(shape: Shape) throws {
    let speakerOf = Dictionary(
      uniqueKeysWithValues: shape.corpus.utterances.map { ($0.id, $0.speaker) })
    for split in try splits(shape) {
      let trained = Set(split.train.compactMap { speakerOf[$0] })
      #expect(trained.sorted() == split.trainedOn)
      #expect(trained.isSuperset(of: (split.dev + split.calibration).compactMap { speakerOf[$0] }))
      for test in split.tests {
        #expect(Set(test.utterances.compactMap { speakerOf[$0] }).sorted() == test.testedOn)
        let isApart = Set(test.testedOn).isDisjoint(with: split.trainedOn)
        #expect(isApart == !test.evaluationProtocol.leaksByDesign, "\(split.id)")
      }
    }
  }

  @Test(
    "Random and word-disjoint splits use every utterance, folds test every speaker once",
    arguments: shapes)
  func everything(shape: Shape) throws {
    let planner = ProtocolPlanner(corpus: shape.corpus, seed: 3)
    for rung in [EvaluationProtocol.random, .wordDisjoint] {
      let split = try planner.plan(rung).splits[0]
      let all = split.train + split.dev + split.calibration + split.tests[0].utterances
      #expect(all.count == shape.corpus.utterances.count)
    }
    let folds = try planner.plan(.speakerDisjoint).splits
    let tested = folds.flatMap { $0.tests[0].testedOn }
    #expect(tested.sorted() == shape.corpus.speakers.map(\.id))
  }

  @Test(
    "The judge finds no leak in what keeps speakers apart, and the speaker in what does not",
    arguments: shapes)
  func judged(shape: Shape) throws {
    for split in try splits(shape) {
      for test in split.tests {
        let judgement = LeakageJudge.judge(split: split, testSet: test, corpus: shape.corpus)
        #expect(judgement.isLeaky == test.evaluationProtocol.leaksByDesign)
        let speaker = judgement.reasons.first { $0.kind == .speaker }
        #expect(speaker?.share == (judgement.isLeaky ? 1 : nil))
        #expect(
          judgement.reasons.contains { $0.kind == .speakerWord }
            == (test.evaluationProtocol == .random))
      }
    }
  }
}
