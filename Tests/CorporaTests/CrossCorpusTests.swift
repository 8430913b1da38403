import Corpora
import Testing

@Suite("Trained on one corpus, tested on another")
struct CrossCorpusTests {
  private func corpus(
    _ name: String, words: Int = 40, speakers: [String] = ["a", "b"],
    emotions: [Emotion] = Emotion.allCases
  ) -> Corpus {
    let made = Fixture.corpus(speakers: speakers, words: words, emotions: emotions)
    return Corpus(
      name: name, root: "/nowhere",
      utterances: made.utterances.map {
        Utterance(
          id: "\(name)/\($0.id)", corpus: name, speaker: "\(name)/\($0.speaker)",
          emotion: $0.emotion, word: $0.word, path: $0.path)
      }, speakers: speakers.map { Speaker(id: "\(name)/\($0)") })
  }

  @Test("Each corpus trains once with all speakers, and is tested once")
  func directions() throws {
    let (one, two) = (corpus("one"), corpus("two", words: 20))
    let plan = try ProtocolPlanner(corpus: one).crossCorpus(with: two)
    #expect(plan.splits.map(\.id) == ["cross-corpus/one-to-two", "cross-corpus/two-to-one"])
    for (split, (trained, tested)) in zip(plan.splits, [(one, two), (two, one)]) {
      #expect(Set(split.train + split.dev) == Set(trained.utterances.map(\.id)))
      #expect(Set(split.train).isDisjoint(with: split.dev))
      #expect(split.trainedOn == [trained.name] && split.calibration.isEmpty)
      let test = try #require(split.tests.first)
      #expect(test.evaluationProtocol == .crossCorpus && test.testedOn == [tested.name])
      #expect(Set(test.utterances) == Set(tested.utterances.map(\.id)))
      let judgement = LeakageJudge.judge(
        split: split, testSet: test,
        subjects: (one.utterances + two.utterances).map(LeakageSubject.init))
      #expect(!judgement.isLeaky)
    }
    let words = plan.splits[0].train.map { $0.split(separator: "_")[1] }
    let devWords = plan.splits[0].dev.map { $0.split(separator: "_")[1] }
    #expect(Set(words).isDisjoint(with: devWords) && Set(devWords).count == 4)
    #expect(try ProtocolPlanner(corpus: one).crossCorpus(with: two) == plan)
  }

  @Test("Only emotions that both have are tested, and what one lacks is named")
  func sharedEmotions() throws {
    let six = Emotion.allCases.filter { $0 != .surprise }
    let (one, two) = (corpus("one"), corpus("two", emotions: six))
    let plan = try ProtocolPlanner(corpus: one).crossCorpus(with: two)
    let back = try #require(plan.splits.last?.tests.first)
    #expect(back.utterances.allSatisfy { !$0.hasSuffix("surprise") })
    #expect(plan.splits[0].train.contains { $0.hasSuffix("surprise") })
    let note = try #require(plan.notes.first { $0.kind == .emotionNotShared })
    #expect(note.explanation.contains("two has no utterance of surprise"))
    #expect(throws: SplitError.tooFewSharedEmotions(corpora: ["one", "two"], found: [.sad])) {
      try ProtocolPlanner(corpus: corpus("one", emotions: [.sad, .happy]))
        .crossCorpus(with: corpus("two", emotions: [.sad, .fear]))
    }
  }

  @Test("A corpus of two sentences gives dev utterances of every speaker and emotion")
  func fewWords() throws {
    let plan = try ProtocolPlanner(corpus: corpus("one", words: 2, speakers: ["a", "b", "c"]))
      .crossCorpus(with: corpus("two"))
    let split = try #require(plan.splits.first)
    #expect(split.dev.count == 4 && split.train.count == 38)
    #expect(plan.notes.contains { $0.kind == .dividedByUtterance && $0.split == split.id })
  }

  @Test("A copy of a recording in the other corpus leaks, and a speaker of the same name is noted")
  func leakage() throws {
    let (one, two) = (corpus("one"), corpus("two"))
    let split = try #require(try ProtocolPlanner(corpus: one).crossCorpus(with: two).splits.first)
    let test = try #require(split.tests.first)
    let judgement = LeakageJudge.judge(
      split: split, testSet: test,
      subjects: (one.utterances + two.utterances).map(LeakageSubject.init),
      nearDuplicates: [(split.train[0], test.utterances[0])])
    #expect(judgement.reasons.map(\.kind) == [.nearDuplicate])
    #expect(judgement.reasons[0].count == 1)
    #expect(judgement.notes.map(\.kind).contains(.speakerNamedAlike))
    let others = corpus("two", speakers: ["c", "d"])
    let strange = try #require(
      try ProtocolPlanner(corpus: one).crossCorpus(with: others).splits.first)
    let apart = LeakageJudge.judge(
      split: strange, testSet: try #require(strange.tests.first),
      subjects: (one.utterances + others.utterances).map(LeakageSubject.init))
    #expect(!apart.notes.map(\.kind).contains(.speakerNamedAlike))
  }
}
