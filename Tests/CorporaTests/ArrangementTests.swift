import Corpora
import Randomness
import TestSupport
import Testing

@Suite("Rows of a split that are found in a corpus")
struct ArrangementTests {
  private let corpus = Fixture.corpus(words: 6)

  private func arranged(
    _ rows: [(String, String)], in corpus: Corpus? = nil, further: [Corpus] = []
  ) throws -> ForeignSplit.Arrangement {
    let folder = try ScratchFolder()
    let lines = rows.map { "\($0.0),\($0.1)" }
    try folder.write("s.csv", (["path,part"] + lines).joined(separator: "\n"))
    return try ForeignSplit.load(path: folder.path + "/s.csv")
      .arranged(id: "x", corpus: corpus ?? self.corpus, further: further)
  }

  @Test("A changed copy is found by its parent and its number, and no other tilde is one")
  func copies() throws {
    let found = try arranged([
      ("OAF_w0_sad~2", "train"), ("OAF_w1_sad~1", "train"), ("OAF_w2_sad~0", "train"),
      ("OAF_w2_sad~x", "train"), ("OAF_w2_sad~", "dev"), ("gone~1", "dev"), ("~1", "dev"),
      ("YAF_w0_sad", "test"),
    ])
    #expect(found.derived.map(\.id) == ["OAF_w0_sad~2", "OAF_w1_sad~1"])
    #expect(found.derived.map(\.parent) == ["OAF_w0_sad", "OAF_w1_sad"])
    #expect(found.derived.map(\.copyNumber) == [2, 1])
    #expect(
      found.unmatched == [
        "OAF_w2_sad~0", "OAF_w2_sad~x", "OAF_w2_sad~", "gone~1", "~1",
      ])
    #expect(found.split.train == ["OAF_w0_sad~2", "OAF_w1_sad~1"])
  }

  @Test("A copy of a recording with a dot in its name is of that one, and a recording comes first")
  func dottedCopies() throws {
    let corpus = Corpus(
      name: "toy", root: "/nowhere",
      utterances: ["rec", "rec.1", "b", "x/b~1"].map {
        Utterance(
          id: $0, corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: $0 + ".wav")
      }, speakers: [Speaker(id: "a")])
    let found = try arranged(
      [("rec.1~1", "train"), ("rec.wav~2", "train"), ("b~1", "train"), ("b~2", "train")],
      in: corpus)
    #expect(found.split.train == ["b~2", "rec.1~1", "rec~2", "x/b~1"])
    #expect(found.derived.map(\.parent) == ["b", "rec.1", "rec"])
    #expect(found.unmatched.isEmpty)
  }

  @Test("A tested copy makes a random test of known voices one of copies that were split, no other")
  func testedCopies() throws {
    let found = try arranged([
      ("OAF_w0_sad", "train"), ("OAF_w0_sad~1", "test"), ("OAF_w1_sad", "test"),
      ("YAF_w0_sad~1", "test"),
    ])
    #expect(
      found.split.tests.map(\.evaluationProtocol) == [.speakerDisjoint, .augmentBeforeSplit])
    #expect(
      found.split.tests.map(\.utterances) == [["YAF_w0_sad~1"], ["OAF_w0_sad~1", "OAF_w1_sad"]])
    // Words that training never heard keep the rung of words, copied or not.
    let apart = try arranged([("OAF_w0_sad", "train"), ("OAF_w1_sad~1", "test")])
    #expect(apart.split.tests.map(\.evaluationProtocol) == [.wordDisjoint])
  }

  @Test("A recording in several fitted parts stays in the first of them, and is named")
  func doubled() throws {
    let found = try arranged([
      ("OAF_w0_sad", "calibration"), ("OAF_w0_sad", "dev"), ("OAF_w0_sad", "train"),
      ("OAF_w1_sad", "calibration"), ("OAF_w1_sad", "dev"), ("OAF_w2_sad", "calibration"),
      ("OAF_w2_sad", "calibration"), ("YAF_w0_sad", "test"), ("OAF_w2_sad", "test"),
    ])
    #expect(found.split.train == ["OAF_w0_sad"] && found.split.dev == ["OAF_w1_sad"])
    #expect(found.split.calibration == ["OAF_w2_sad"])
    #expect(found.doubled == ["OAF_w0_sad", "OAF_w1_sad"])
    #expect(found.split.tests.map(\.utterances) == [["YAF_w0_sad"], ["OAF_w2_sad"]])
  }

  @Test("A model that learnt one corpus and is asked of another is tested across corpora")
  func across() throws {
    let other = Corpus(
      name: "other", root: "/elsewhere",
      utterances: (0..<3).map {
        Utterance(
          id: "other/\($0)", corpus: "other", speaker: "other/Z", emotion: .sad, word: "w\($0)",
          path: "\($0).wav")
      }, speakers: [Speaker(id: "other/Z")])
    let there = try arranged(
      [("other/0", "train"), ("other/1", "dev"), ("OAF_w0_sad", "test"), ("YAF_w1_sad", "test")],
      further: [other])
    #expect(there.split.evaluationProtocol == .crossCorpus)
    #expect(there.split.trainedOn == ["other"])
    #expect(there.split.tests.map(\.testedOn) == [["fixture"]])
    // One recording of the tested corpus in training, and it is across no more.
    let mixed = try arranged(
      [("other/0", "train"), ("YAF_w5_fear", "train"), ("OAF_w0_sad", "test")], further: [other])
    #expect(mixed.split.evaluationProtocol == .speakerDisjoint)
    #expect(mixed.split.trainedOn == ["YAF", "other/Z"])
    #expect(mixed.split.tests.map(\.evaluationProtocol) == [.speakerDisjoint])
  }

  @Test("Whatever is tested, each test set holds exactly what its rung says of it")
  func rungs() {
    let three = Fixture.corpus(speakers: ["A", "B", "C"], words: 5, emotions: [.sad, .fear])
    var generator = SplitMix64(seed: 2)
    for _ in 0..<80 {
      var parts: [[Utterance]] = [[], [], [], [], []]
      let silent = generator.index(below: 4)
      for utterance in three.utterances {
        let isFitted = utterance.speaker != ["A", "B", "C", ""][silent]
        parts[isFitted ? generator.index(below: 5) : 3].append(utterance)
      }
      guard !parts[0].isEmpty, !parts[3].isEmpty else { continue }
      let ids = parts.map { Set($0.map(\.id)) }
      let split = Split(
        id: "s", corpus: three, train: ids[0], dev: ids[1], calibration: ids[2], test: ids[3])
      let heard = Set(parts[..<3].joined().map(\.speaker))
      let words = Set(parts[0].compactMap(\.word))
      let strangers = parts[3].filter { !heard.contains($0.speaker) }
      let unseen = strangers.filter { !words.contains($0.word ?? "") }
      let known = parts[3].filter { heard.contains($0.speaker) }
      let rung: EvaluationProtocol =
        known.contains { words.contains($0.word ?? "") } ? .random : .wordDisjoint
      let expected = [
        (EvaluationProtocol.speakerDisjoint, strangers), (.speakerWordDisjoint, unseen),
        (rung, known),
      ].filter { !$0.1.isEmpty }
      #expect(split.tests.map(\.evaluationProtocol) == expected.map(\.0))
      #expect(split.tests.map(\.utterances) == expected.map { $0.1.map(\.id).sorted() })
      #expect(split.tests.map(\.testedOn) == expected.map { Set($0.1.map(\.speaker)).sorted() })
      #expect(split.trainedOn == Set(parts[0].map(\.speaker)).sorted())
    }
  }
}
