import Corpora
import Randomness
import Testing

@Suite("What is looked for on both sides of a split")
struct LeakageSidesTests {
  private func subject(
    _ id: String, _ speaker: String?, _ word: String? = nil, corpus: String = "c",
    parent: String? = nil
  ) -> LeakageSubject {
    LeakageSubject(id: id, corpus: corpus, speaker: speaker, word: word, parent: parent)
  }

  private func judge(
    train: [String] = [], dev: [String] = [], calibration: [String] = [], test: [String],
    _ subjects: [LeakageSubject], hashes: [String: String] = [:], pairs: [(String, String)] = []
  ) -> LeakageJudgement {
    let set = TestSet(evaluationProtocol: .random, testedOn: [], utterances: test)
    return LeakageJudge.judge(
      split: Split(
        id: "s", evaluationProtocol: .random, trainedOn: ["somebody"], train: train, dev: dev,
        calibration: calibration, tests: [set]), testSet: set, subjects: subjects, hashes: hashes,
      nearDuplicates: pairs)
  }

  private func entry(
    _ judgement: LeakageJudgement, _ reason: LeakageJudgement.Reason
  ) -> [String] { judgement.reasons.first { $0.kind == reason }?.examples ?? [] }

  private func entry(_ judgement: LeakageJudgement, _ note: LeakageJudgement.Note) -> [String] {
    judgement.notes.first { $0.kind == note }?.examples ?? []
  }

  @Test("Whatever pairs connect is one recording, also through recordings that are on no side")
  func connected() {
    var generator = SplitMix64(seed: 8)
    let ids = (10..<34).map { "r\($0)" }
    for round in 0..<60 {
      let pairs = (0..<14).map { _ in
        (ids[generator.index(below: 24)], ids[generator.index(below: 24)])
      }
      // r10 to r15 train, r16 to r19 are tested, the others are on neither side.
      let reached = pairs.reduce(into: Set(ids[..<6])) { reached, _ in
        for (left, right) in pairs where reached.contains(left) || reached.contains(right) {
          reached.formUnion([left, right])
        }
      }
      let judgement = judge(
        train: Array(ids[..<6]), test: Array(ids[6..<10]),
        ids.map { subject($0, "speaker of \($0)") }, pairs: pairs)
      let expected = ids[6..<10].filter(reached.contains)
      let found = judgement.reasons.first { $0.kind == .nearDuplicate }
      #expect(found?.count ?? 0 == expected.count, "round \(round)")
      #expect(found?.examples ?? [] == Array(expected.prefix(3)), "round \(round)")
    }
  }

  @Test("Dev and calibration are on the fitted side for every reason; dev alone is selection")
  func fittedParts() {
    let subjects = [subject("a", "1", "x"), subject("b", "2", "y"), subject("t", "1", "X")]
    for (train, dev, calibration) in [(["a"], [], []), ([], ["a"], []), ([], [], ["a"])]
      as [([String], [String], [String])]
    {
      let judgement = judge(
        train: train + ["b"], dev: dev, calibration: calibration, test: ["t"], subjects,
        hashes: ["a": "h", "t": "h"], pairs: [("t", "a")])
      #expect(
        judgement.reasons.map(\.kind) == [.content, .nearDuplicate, .speaker, .speakerWord])
    }
    let twice = judge(train: ["b"], calibration: ["a"], test: ["a"], subjects)
    #expect(twice.reasons.map(\.kind) == [.recording, .speaker, .speakerWord])
    let chosen = judge(train: ["b"], dev: ["a"], test: ["a"], subjects)
    #expect(chosen.reasons.map(\.kind) == [.selection, .speaker, .speakerWord])
  }

  @Test("A recording that is itself on both sides is not told again as its own copy or parent")
  func toldOnce() {
    let subjects = [subject("a", "1"), subject("b", "2")]
    for part in [0, 1] {
      let judgement = judge(
        train: part == 0 ? ["a", "b"] : ["b"], dev: part == 1 ? ["a"] : [], test: ["a"], subjects,
        hashes: ["a": "h", "b": "h"], pairs: [("a", "b")])
      #expect(judgement.reasons.map(\.kind) == [part == 0 ? .recording : .selection, .speaker])
    }
  }

  @Test("Speakers of one name in two corpora are two people, and noted; one person needs no note")
  func twoCorpora() {
    let subjects = [
      subject("a", "one/F1", "x", corpus: "one"), subject("b", "two/F1", "x", corpus: "two"),
      subject("c", "F1", "y", corpus: "two"), subject("d", "F10", "z", corpus: "two"),
    ]
    let apart = judge(train: ["a"], test: ["b", "c", "d"], subjects)
    #expect(!apart.isLeaky)
    #expect(entry(apart, .speakerNamedAlike) == ["b", "c"])
    #expect(entry(apart, .wordOverlap) == ["b"])
    let same = judge(train: ["a", "b"], test: ["b"], subjects)
    #expect(entry(same, .speakerNamedAlike) == [])
  }

  @Test("Two spellings of one name are noted within a corpus, and one spelling needs no note")
  func spellings() {
    let subjects = [
      subject("a", "Ben"), subject("b", "ben"), subject("c", "BEN", corpus: "d"),
      subject("d", "benny"),
    ]
    let apart = judge(train: ["a"], test: ["b", "c", "d"], subjects)
    #expect(!apart.isLeaky && apart.hasSpeakersSpeltAlike)
    #expect(entry(apart, .speakerSpeltAlike) == ["b"])
    let same = judge(train: ["a", "b"], test: ["b"], subjects)
    #expect(!same.hasSpeakersSpeltAlike)
  }

  @Test("A word is the same in any case of letters, and counts only where it fits weights")
  func words() {
    let subjects = [
      subject("a", "1", "Tree"), subject("b", "2", "boat"), subject("t", "3", "tREE"),
      subject("u", "4", "BOAT"), subject("v", "5"),
    ]
    let judgement = judge(train: ["a"], dev: ["b"], test: ["t", "u", "v"], subjects)
    #expect(!judgement.isLeaky)
    #expect(entry(judgement, .wordOverlap) == ["t"])
    #expect(entry(judgement, .unknownWord) == ["v"])
    let own = judge(train: ["a"], test: ["x"], [subjects[0], subject("x", "1", "TREE")])
    #expect(entry(own, .speakerWord) == ["x"] && entry(own, .wordOverlap) == [])
  }

  @Test("Two copies of an original that nobody has here are copies of one recording")
  func absentParent() {
    let subjects = [
      subject("a", "1", parent: "gone"), subject("b", "2", parent: "gone"),
      subject("c", "3", parent: "other"), subject("d", "4", parent: "b"),
    ]
    let judgement = judge(train: ["a"], test: ["b", "c", "d"], subjects)
    #expect(judgement.reasons.map(\.kind) == [.parent])
    #expect(entry(judgement, .parent) == ["b", "d"])
  }

  @Test("An original without a hash is noted; a copy has no file of its own to hash")
  func unhashed() {
    let subjects = [
      subject("a", "1"), subject("b", "2"), subject("b~1", "3", parent: "b"), subject("c", "4"),
    ]
    let judgement = judge(train: ["a"], test: ["b", "b~1", "c"], subjects, hashes: ["c": "h"])
    #expect(entry(judgement, .unhashed) == ["b"])
  }

  @Test("Names that nothing is known of are noted on either side, and unknown speakers too")
  func unknown() {
    let judgement = judge(
      train: ["a", "no2"], dev: ["no1"], test: ["b", "no3"], [subject("a", "1"), subject("b", nil)])
    let missing = judgement.notes.first { $0.kind == .notInCorpus }
    #expect(missing?.count == 3 && missing?.examples == ["no1", "no2", "no3"])
    #expect(missing?.tested == 2 && missing?.share == 1.5)
    #expect(entry(judgement, .unknownSpeaker) == ["b"])
    #expect(!judgement.isLeaky)
  }

  @Test("A tested recording that is listed twice counts once, and examples are the first three")
  func counts() {
    let ids = ["t2", "t10", "t1", "t2", "t3", "t1"]
    let judgement = judge(
      train: ["a"], test: ids, (["a"] + ids).map { subject($0, "the same") })
    #expect(judgement.reasons.map(\.kind) == [.speaker])
    #expect(judgement.reasons[0].count == 4 && judgement.reasons[0].tested == 4)
    #expect(judgement.reasons[0].examples == ["t1", "t10", "t2"])
  }

  @Test("Other names for utterances and speakers change no count")
  func relabelled() throws {
    let corpus = Fixture.corpus(words: 12)
    let split = try ProtocolPlanner(corpus: corpus, seed: 4).plan(.random).splits[0]
    func renamed(_ id: String) -> String { "x" + String(id.reversed()) }
    func counts(_ rename: (String) -> String) -> [Int] {
      let judgement = judge(
        train: split.train.map(rename), dev: split.dev.map(rename),
        test: split.tests[0].utterances.map(rename),
        corpus.utterances.map { subject(rename($0.id), rename($0.speaker), $0.word.map(rename)) })
      return (judgement.reasons.map(\.count)) + judgement.notes.map(\.count)
    }
    #expect(counts { $0 } == counts(renamed))
    #expect(counts { $0 }.count == 3)
  }
}
