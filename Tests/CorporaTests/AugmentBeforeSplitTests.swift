import Corpora
import Testing

@Suite("The classic mistake: copies are made before the split")
struct AugmentBeforeSplitTests {
  private func plan(
    _ corpus: Corpus = Fixture.corpus(words: 12), seed: UInt64 = 0, copies: Int = 1
  ) throws -> ProtocolPlan {
    try ProtocolPlanner(corpus: corpus, seed: seed, copies: copies).plan(.augmentBeforeSplit)
  }

  @Test("Every original and every copy is in one part, 70, 10 and 20 of a hundred")
  func parts() throws {
    let corpus = Fixture.corpus(words: 12)
    let plan = try plan(corpus, copies: 2)
    let split = try #require(plan.splits.first)
    let test = try #require(split.tests.first)
    let all = split.train + split.dev + test.utterances
    #expect(plan.splits.count == 1 && plan.derived.count == 2 * corpus.utterances.count)
    #expect(Set(all) == Set(corpus.utterances.map(\.id) + plan.derived.map(\.id)))
    #expect(Set(all).count == all.count)
    let trained = Double(split.train.count) / Double(all.count)
    let tested = Double(test.utterances.count) / Double(all.count)
    #expect(abs(trained - 0.7) < 0.01)
    #expect(abs(tested - 0.2) < 0.01)
    #expect(test.evaluationProtocol == .augmentBeforeSplit)
    #expect(split.trainedOn == ["OAF", "YAF"] && test.testedOn == ["OAF", "YAF"])
  }

  @Test("A copy says what it is a copy of, and sounds from its parent's file")
  func copies() throws {
    let corpus = Fixture.corpus(words: 12)
    let originals = Dictionary(uniqueKeysWithValues: corpus.utterances.map { ($0.id, $0) })
    for copy in try plan(corpus, copies: 2).derived {
      let parent = try #require(copy.parent.flatMap { originals[$0] })
      #expect(
        copy.path == parent.path && copy.word == parent.word && copy.speaker == parent.speaker)
      #expect(copy.emotion == parent.emotion && [1, 2].contains(copy.copyNumber))
      #expect(originals[copy.id] == nil && parent.copyNumber == nil)
    }
  }

  @Test("Whatever the seed and however few the words, it is LEAKY by a parent on both sides")
  func alwaysLeaks() throws {
    for (words, seed) in [(3, UInt64(0)), (3, 1), (5, 2), (12, 3), (12, 4), (40, 5)] {
      let corpus = Fixture.corpus(words: words)
      let plan = try plan(corpus, seed: seed)
      let split = try #require(plan.splits.first)
      let judgement = LeakageJudge.judge(
        split: split, testSet: try #require(split.tests.first),
        subjects: (corpus.utterances + plan.derived).map(LeakageSubject.init))
      #expect(judgement.isLeaky)
      let parents = try #require(judgement.reasons.first { $0.kind == .parent })
      #expect(parents.share > 0.5, "\(words) words, seed \(seed): \(parents.share)")
    }
  }

  @Test("A recording that is called as a copy of another would be is named, and no copy is made")
  func takenName() throws {
    let corpus = Fixture.corpus(words: 12)
    let parent = corpus.utterances[7]
    let taken = Utterance(
      id: parent.id + "~2", corpus: corpus.name, speaker: parent.speaker, emotion: parent.emotion,
      word: parent.word, path: "other.wav")
    let clashing = Corpus(
      name: corpus.name, root: corpus.root, utterances: corpus.utterances + [taken],
      speakers: corpus.speakers)
    let expected = SplitError.copyNameTaken(utterance: taken.id, parent: parent.id)
    #expect(throws: expected) { try plan(clashing, copies: 2) }
    #expect(expected.isAboutOneRung && expected.description.contains("rename"))
    #expect(try !plan(clashing, copies: 1).splits.isEmpty, "one copy each takes other names")
  }

  @Test("What a manifest says in columns parent and copy makes no changed copy of a recording")
  func recordedCopies() {
    let recorded = Utterance(
      id: "b", corpus: "mine", speaker: "s", emotion: .sad, word: nil, path: "b.wav",
      attributes: ["copy": "1"], parent: "a")
    #expect(recorded.copyNumber == nil && recorded.changedCopy(3).copyNumber == 3)
  }

  @Test("The same seed gives the same split, another seed another")
  func deterministic() throws {
    #expect(try plan() == plan())
    #expect(try plan() != plan(seed: 1))
    let corpus = Fixture.corpus(words: 12)
    let reversed = Corpus(
      name: corpus.name, root: corpus.root, utterances: corpus.utterances.reversed(),
      speakers: corpus.speakers)
    #expect(try plan(reversed).splits == plan(corpus).splits)
  }
}
