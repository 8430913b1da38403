import Corpora
import TestSupport
import Testing

@Suite("The rungs that given parts give")
struct SplitRungsTests {
  @Test(
    "A planned split that is written down and read back is the planned split, with all its tests",
    arguments: [EvaluationProtocol.random, .wordDisjoint, .speakerDisjoint], [20, 4])
  func comesBack(rung: EvaluationProtocol, words: Int) throws {
    let corpus = Fixture.corpus(words: words)
    guard words >= ProtocolPlanner.fewestWords || rung != .wordDisjoint else { return }
    let folder = try ScratchFolder()
    for (index, split) in try ProtocolPlanner(corpus: corpus).plan(rung).splits.enumerated() {
      try folder.write("\(index).csv", SplitFile(split: split, corpus: corpus).csv)
      let arranged = try ForeignSplit.load(path: folder.path + "/\(index).csv").arranged(
        id: split.id, corpus: corpus)
      #expect(arranged.split == split)
      #expect(arranged.unmatched.isEmpty && arranged.doubled.isEmpty)
    }
  }

  @Test(
    "Where every word is said once, words tell nothing: random comes back, word-disjoint is refused"
  )
  func wordsSaidOnce() throws {
    let corpus = Fixture.corpus(words: 20)
    let once = Corpus(
      name: corpus.name, root: corpus.root,
      utterances: corpus.utterances.map {
        Utterance(
          id: $0.id, corpus: $0.corpus, speaker: $0.speaker, emotion: $0.emotion, word: $0.id,
          path: $0.path)
      }, speakers: corpus.speakers)
    let planner = ProtocolPlanner(corpus: once)
    let folder = try ScratchFolder()
    for rung in [EvaluationProtocol.random, .speakerDisjoint] {
      for split in try planner.plan(rung).splits {
        try folder.write("split.csv", SplitFile(split: split, corpus: once).csv)
        let arranged = try ForeignSplit.load(path: folder.path + "/split.csv")
          .arranged(id: split.id, corpus: once)
        #expect(arranged.split == split)
        #expect(!split.tests.contains { $0.evaluationProtocol == .speakerWordDisjoint })
      }
    }
    #expect(throws: SplitError.wordsSaidOnce) { try planner.plan(.wordDisjoint) }
  }

  @Test(
    "Paths with commas, quotes, line breaks and accents on a quote are read back",
    arguments: ["a, b.wav", "say \"it\".wav", "two\nlines.wav", "\"\u{301}.wav", "cr\r\n.wav"])
  func hostilePaths(path: String) throws {
    let folder = try ScratchFolder()
    try folder.write("split.csv", SplitFile(rows: [.init(path: path, part: .dev)]).csv)
    let split = try ForeignSplit.load(path: folder.path + "/split.csv")
    #expect(split.rows.map(\.path) == [path] && split.rows.map(\.part) == [.dev])
  }

  @Test("Each recording stands once in the file of a split, whichever tests it is in")
  func standsOnce() throws {
    let corpus = Fixture.corpus(words: 20)
    let split = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint).splits[0]
    let rows = SplitFile(split: split, corpus: corpus).rows
    #expect(split.tests.count == 3)
    #expect(Set(rows.map(\.path)).count == rows.count)
  }

  @Test("A split that keeps one rung has the same parts and the tests of that rung alone")
  func keepsOneRung() throws {
    let corpus = Fixture.corpus(words: 20)
    let split = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint).splits[0]
    let kept = split.keeping(.speakerDisjoint)
    #expect(kept.tests == [split.tests[0]])
    #expect(kept.train == split.train && kept.dev == split.dev)
    #expect(kept.calibration == split.calibration)
    #expect(kept.id == split.id && kept.trainedOn == split.trainedOn)
    let rows = SplitFile(split: kept, corpus: corpus).rows
    let speakers = Dictionary(corpus.utterances.map { ($0.path, $0.speaker) }) { first, _ in first }
    let tested = Set(rows.filter { $0.part == .test }.map { speakers[$0.path] })
    #expect(tested.isDisjoint(with: rows.filter { $0.part != .test }.map { speakers[$0.path] }))
    #expect(split.keeping(.random).tests.isEmpty)
  }

  @Test("Without a train part nobody knows what was heard: all is one random test, and LEAKY")
  func isUnknown() throws {
    let corpus = Fixture.corpus(words: 4)
    let split = Split(
      id: "x", corpus: corpus, train: [], test: Set(corpus.utterances.map(\.id)))
    #expect(split.hasUnknownTraining && !split.hasUnheardTraining)
    #expect(split.tests.map(\.evaluationProtocol) == [.random])
    let judgement = LeakageJudge.judge(split: split, testSet: split.tests[0], corpus: corpus)
    #expect(judgement.reasons.map(\.kind) == [.unknownTraining])
    #expect(judgement.reasons.first?.count == corpus.utterances.count)
  }

  @Test("Training data that are named and not here are noted, and no reason to call it LEAKY")
  func isUnheard() throws {
    let corpus = Fixture.corpus(words: 4)
    let test = try #require(TestSet(.crossCorpus, of: corpus.utterances))
    let split = Split(
      id: "x", evaluationProtocol: .crossCorpus, trainedOn: ["elsewhere"], train: [], dev: [],
      calibration: [], tests: [test])
    let judgement = LeakageJudge.judge(split: split, testSet: test, corpus: corpus)
    #expect(!judgement.isLeaky)
    #expect(judgement.notes.contains { $0.kind == .unheardTraining })
  }

  @Test("A speaker who is called unknown is a speaker")
  func isASpeaker() throws {
    let split = Split(
      id: "x", evaluationProtocol: .random, trainedOn: [Split.unknownTraining], train: ["a"],
      dev: [], calibration: [], tests: [])
    #expect(!split.hasUnknownTraining)
  }

  @Test("Rows of no recording, and recordings in two fitted parts, are told")
  func tellsWhatIsWrong() throws {
    let corpus = Fixture.corpus(words: 4)
    let folder = try ScratchFolder()
    try folder.write(
      "split.csv",
      """
      path,part
      OAF_w0_sad,train
      OAF_w0_sad,dev
      \(corpus.root)/OAF/OAF_w1_sad.wav,train
      gone.wav,train
      there/gone.wav,train
      YAF_w0_sad,test
      """)
    let arranged = try ForeignSplit.load(path: folder.path + "/split.csv")
      .arranged(id: "x", corpus: corpus, joined: ["there/gone.wav"])
    #expect(arranged.unmatched == ["gone.wav"])
    #expect(arranged.doubled == ["OAF_w0_sad"])
    #expect(arranged.split.train == ["OAF_w0_sad", "OAF_w1_sad"])
    #expect(arranged.split.dev.isEmpty)
  }
}
