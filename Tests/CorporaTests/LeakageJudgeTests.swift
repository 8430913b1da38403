import Corpora
import Randomness
import Testing

@Suite("Splits are judged leaky or clean")
struct LeakageJudgeTests {
  private let corpus = Fixture.corpus()

  private func split(train: [String], dev: [String] = [], test: [String]) -> Split {
    Split(
      id: "theirs", evaluationProtocol: .random, trainedOn: [], train: train, dev: dev,
      calibration: [],
      tests: [TestSet(evaluationProtocol: .random, testedOn: [], utterances: test)])
  }

  private func judge(
    _ split: Split, test: Int = 0, corpus: Corpus? = nil, hashes: [String: String] = [:],
    nearDuplicates: [(String, String)] = []
  ) -> LeakageJudgement {
    LeakageJudge.judge(
      split: split, testSet: split.tests[test], corpus: corpus ?? self.corpus, hashes: hashes,
      nearDuplicates: nearDuplicates)
  }

  private func kinds(_ judgement: LeakageJudgement) -> [LeakageJudgement.Reason] {
    judgement.reasons.map(\.kind)
  }

  /// A fold in the shape of a published one: 2,100 and 700 utterances drawn without regard to
  /// speaker and word (1,061 of OAF and 1,039 of YAF train, 339 and 361 test).
  @Test("A fold in the shape of EmoBox's is LEAKY: speaker and speaker+word, all of it")
  func emoBox() throws {
    var generator = SplitMix64(seed: 3)
    let byspeaker = Dictionary(grouping: corpus.utterances.map(\.id)) { $0.prefix(3) }
    let older = generator.shuffled(byspeaker["OAF"] ?? [])
    let younger = generator.shuffled(byspeaker["YAF"] ?? [])
    let fold = split(
      train: Array(older[..<1061] + younger[..<1039]),
      test: Array(older[1061...] + younger[1039...]))
    let judgement = judge(fold)
    #expect(judgement.isLeaky)
    #expect(kinds(judgement) == [.speaker, .speakerWord])
    #expect(judgement.reasons[0].share == 1)
    #expect(judgement.reasons[1].share > 0.99)
    #expect(judgement.reasons[0].count == 700)
    #expect(judgement.reasons[0].examples.count == 3)
  }

  @Test("A speaker split is clean, and its overlap of words is a note")
  func speakerSplit() throws {
    let split = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint).splits[0]
    let judgement = judge(split)
    #expect(!judgement.isLeaky)
    #expect(judgement.notes.map(\.kind) == [.wordOverlap, .unhashed])
    // 130 of her 200 words fit weights.
    #expect(judgement.notes[0].share == 0.65)
  }

  @Test("A doubly disjoint split is clean")
  func doublyDisjoint() throws {
    let split = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint).splits[0]
    let hashes = Dictionary(uniqueKeysWithValues: corpus.utterances.map { ($0.id, $0.id) })
    let judgement = judge(split, test: 1, hashes: hashes)
    #expect(!judgement.isLeaky)
    #expect(judgement.notes.isEmpty)
  }

  @Test("What the planner makes is leaky exactly where the rung leaks by design")
  func planner() throws {
    for rung in [EvaluationProtocol.random, .wordDisjoint, .speakerDisjoint] {
      for split in try ProtocolPlanner(corpus: corpus).plan(rung).splits {
        for (index, test) in split.tests.enumerated() {
          #expect(judge(split, test: index).isLeaky == test.evaluationProtocol.leaksByDesign)
        }
      }
    }
  }

  @Test("A tested row that training or selection touched is named as such")
  func touched() {
    let sides = split(
      train: ["OAF_w0_sad"], dev: ["YAF_w1_sad"], test: ["OAF_w0_sad", "YAF_w1_sad"])
    let judgement = judge(sides)
    #expect(kinds(judgement) == [.recording, .selection, .speaker, .speakerWord])
    #expect(judgement.reasons.map(\.count) == [1, 1, 2, 2])
  }

  @Test("A speaker of dev alone makes a split leaky: selection listened to her")
  func devSpeaker() {
    let judgement = judge(
      split(train: ["OAF_w0_sad"], dev: ["YAF_w1_sad"], test: ["YAF_w2_sad"]))
    #expect(kinds(judgement) == [.speaker])
  }

  @Test("Equal bytes and near-duplicates under other names are leaks across speakers too")
  func content() {
    let sides = split(train: ["OAF_w0_sad", "OAF_w1_sad"], test: ["YAF_w2_sad", "YAF_w3_sad"])
    let hashes = ["OAF_w0_sad": "h", "YAF_w2_sad": "h", "YAF_w3_sad": "other"]
    let judgement = judge(
      sides, hashes: hashes, nearDuplicates: [("YAF_w3_sad", "OAF_w1_sad")])
    #expect(kinds(judgement) == [.content, .nearDuplicate])
    #expect(judgement.reasons.flatMap(\.examples) == ["YAF_w2_sad", "YAF_w3_sad"])
  }

  @Test("A parent, a child and two children of one parent are leaks; circles of parents end")
  func parents() {
    func utterance(_ id: String, _ speaker: String, parent: String?) -> Utterance {
      Utterance(
        id: id, corpus: "c", speaker: speaker, emotion: .sad, word: nil, path: id,
        parent: parent)
    }
    let corpus = Corpus(
      name: "c", root: "/",
      utterances: [
        utterance("a", "1", parent: nil), utterance("a+pitch", "2", parent: "a"),
        utterance("a+tempo", "3", parent: "a+pitch"), utterance("x", "4", parent: "y"),
        utterance("y", "5", parent: "x"), utterance("lone", "6", parent: "z"),
      ], speakers: [])
    for (train, test) in [("a", "a+pitch"), ("a+pitch", "a"), ("a+tempo", "a"), ("x", "y")] {
      #expect(kinds(judge(split(train: [train], test: [test]), corpus: corpus)) == [.parent])
    }
    #expect(!judge(split(train: ["a"], test: ["lone"]), corpus: corpus).isLeaky)
  }

  @Test("Identifiers that the corpus does not have are noted, not judged clean in silence")
  func unknownIdentifiers() {
    let judgement = judge(split(train: ["OAF_w0_sad"], test: ["nobody"]))
    #expect(judgement.notes.map(\.kind) == [.notInCorpus])
    #expect(judgement.notes[0].examples == ["nobody"])
  }
}
