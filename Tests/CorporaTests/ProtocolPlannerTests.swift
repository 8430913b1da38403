import Corpora
import Testing

@Suite("Splits follow the protocols' rules")
struct ProtocolPlannerTests {
  private let tessLike = Fixture.corpus()

  @Test("Random: 140, 20 and 40 utterances of each speaker and emotion")
  func random() throws {
    let split = try ProtocolPlanner(corpus: tessLike).plan(.random).splits[0]
    let test = split.tests[0]
    #expect(split.id == "random")
    for (ids, count) in [(split.train, 140), (split.dev, 20), (test.utterances, 40)] {
      let cells = Dictionary(grouping: ids) { id in
        id.split(separator: "_").enumerated().filter { $0.offset != 1 }.map(\.element)
      }
      #expect(cells.count == 14)
      #expect(cells.values.allSatisfy { $0.count == count })
    }
    #expect(Set(split.train + split.dev + test.utterances).count == 2800)
    #expect(split.calibration.isEmpty)
    #expect(split.trainedOn == ["OAF", "YAF"])
    #expect(test.testedOn == ["OAF", "YAF"])
  }

  @Test("Small cells keep the shares of the whole within a handful")
  func smallCells() throws {
    let corpus = Fixture.corpus(speakers: (1...6).map { "s\($0)" }, words: 8)
    let split = try ProtocolPlanner(corpus: corpus).plan(.random).splits[0]
    // 336 utterances: 235.2, 33.6 and 67.2.
    #expect(abs(split.train.count - 235) <= 1)
    #expect(abs(split.dev.count - 34) <= 1)
    #expect(abs(split.tests[0].utterances.count - 67) <= 1)
  }

  @Test("Word-disjoint: 140, 20 and 40 words of both speakers, no word twice")
  func wordDisjoint() throws {
    let split = try ProtocolPlanner(corpus: tessLike).plan(.wordDisjoint).splits[0]
    let parts = [split.train, split.dev, split.tests[0].utterances].map(Fixture.words)
    #expect(parts.map(\.count) == [140, 20, 40])
    #expect(parts.reduce(Set()) { $0.union($1) }.count == 200)
    #expect([split.train, split.dev].map(\.count) == [140 * 14, 20 * 14])
  }

  @Test("Speaker-disjoint: each speaker trains once with 130, 20, 30 and 20 of her words")
  func speakerDisjoint() throws {
    let plan = try ProtocolPlanner(corpus: tessLike).plan(.speakerDisjoint)
    #expect(plan.splits.map(\.id) == ["speaker-disjoint/OAF", "speaker-disjoint/YAF"])
    #expect(plan.notes.isEmpty)
    for (split, other) in zip(plan.splits, ["YAF", "OAF"]) {
      let own = split.trainedOn[0]
      try #require(split.tests.count == 3)
      let (all, unseen, within) = (split.tests[0], split.tests[1], split.tests[2])
      #expect(
        [split.train, split.dev, split.calibration, within.utterances]
          .map { Fixture.words($0).count } == [130, 20, 30, 20])
      #expect(
        (split.train + split.dev + split.calibration + within.utterances).count == 1400)
      #expect((split.train + split.dev + split.calibration).allSatisfy { $0.hasPrefix(own) })
      #expect(all.evaluationProtocol == .speakerDisjoint)
      #expect(all.testedOn == [other])
      #expect(all.utterances.count == 1400)
      #expect(unseen.evaluationProtocol == .speakerWordDisjoint)
      #expect(unseen.utterances.count == 70 * 7)
      #expect(Fixture.words(unseen.utterances).isDisjoint(with: Fixture.words(split.train)))
      #expect(within.evaluationProtocol == .wordDisjoint)
      #expect(within.testedOn == [own])
    }
  }

  @Test("A word that one speaker's file writes with capitals is no new word")
  func capitals() throws {
    let capitals = Corpus(
      name: tessLike.name, root: tessLike.root,
      utterances: tessLike.utterances.map {
        Utterance(
          id: $0.id, corpus: $0.corpus, speaker: $0.speaker, emotion: $0.emotion,
          word: $0.speaker == "YAF" ? $0.word?.uppercased() : $0.word, path: $0.path)
      }, speakers: tessLike.speakers)
    let unseen = { (corpus: Corpus) in
      try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint).splits.map { $0.tests[1] }
    }
    for (found, expected) in zip(try unseen(capitals), try unseen(tessLike)) {
      #expect(found.evaluationProtocol == .speakerWordDisjoint)
      #expect(found.utterances.count == expected.utterances.count)
    }
    for split in try ProtocolPlanner(corpus: capitals).plan(.speakerDisjoint).splits {
      let heard = Set(Fixture.words(split.train).map { $0.lowercased() })
      let tested = Set(Fixture.words(split.tests[1].utterances).map { $0.lowercased() })
      #expect(!tested.isEmpty && heard.isDisjoint(with: tested))
    }
  }

  @Test("The order of files does not matter, the seed does")
  func seeds() throws {
    let shuffled = Corpus(
      name: "fixture", root: "/elsewhere", utterances: tessLike.utterances.reversed(),
      speakers: tessLike.speakers.reversed())
    for rung in [EvaluationProtocol.random, .wordDisjoint, .speakerDisjoint] {
      let plan = try ProtocolPlanner(corpus: tessLike).plan(rung)
      #expect(try ProtocolPlanner(corpus: shuffled, seed: 0).plan(rung) == plan)
      #expect(try ProtocolPlanner(corpus: tessLike, seed: 1).plan(rung) != plan)
    }
  }

  @Test("A missing file changes no other file's part where words are divided")
  func missingFile() throws {
    let holed = Fixture.corpus(without: ["OAF_w7_angry", "YAF_w9_sad"])
    let (whole, less) = (
      try ProtocolPlanner(corpus: tessLike).plan(.speakerDisjoint).splits[0],
      try ProtocolPlanner(corpus: holed).plan(.speakerDisjoint).splits[0]
    )
    #expect(less.train == whole.train.filter { $0 != "OAF_w7_angry" })
    #expect(less.tests[0].utterances == whole.tests[0].utterances.filter { $0 != "YAF_w9_sad" })
  }

  @Test("Other numbers of words are divided in the same shares")
  func fewerWords() throws {
    let corpus = Fixture.corpus(words: 40)
    let split = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint).splits[0]
    let counts = [split.train, split.dev, split.calibration, split.tests[2].utterances]
      .map { Fixture.words($0).count }
    #expect(counts == [26, 4, 6, 4])
    #expect(Fixture.words(split.tests[1].utterances).count == 14)
  }

  @Test("Many speakers are left out in folds, each tested once, sexes spread")
  func folds() throws {
    let ids = (1...24).map { $0 < 10 ? "ravdess-0\($0)" : "ravdess-\($0)" }
    let made = Fixture.corpus(speakers: ids, words: 2)
    let corpus = Corpus(
      name: "ravdess", root: "/nowhere", utterances: made.utterances,
      speakers: ids.enumerated().map {
        Speaker(id: $1, sex: $0 % 2 == 0 ? "male" : "female")
      })
    let plan = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint)
    #expect(plan.splits.count == 6)
    let tested = plan.splits.map { $0.tests[0].testedOn }
    #expect(tested.flatMap { $0 }.sorted() == ids)
    for (split, tested) in zip(plan.splits, tested) {
      #expect(Set(split.trainedOn).isDisjoint(with: tested))
      #expect(tested.filter { (Int($0.suffix(2)) ?? 0) % 2 == 1 }.count == 2)
      #expect(!split.calibration.isEmpty && !split.dev.isEmpty)
      #expect(split.tests.map(\.evaluationProtocol) == [.speakerDisjoint, .random])
    }
    let kinds = Set(plan.notes.map(\.kind))
    #expect(kinds.isSuperset(of: [.dividedByUtterance, .noUnseenWords]))
    #expect(!kinds.contains(.silentSpeaker))
  }

  @Test("A single speaker, too few words and no utterances are errors with their facts")
  func errors() {
    #expect(throws: SplitError.tooFewSpeakers(found: ["A"], silent: [])) {
      try ProtocolPlanner(corpus: Fixture.corpus(speakers: ["A"])).plan(.speakerDisjoint)
    }
    #expect(throws: SplitError.tooFewWords(found: 2, needed: 10)) {
      try ProtocolPlanner(corpus: Fixture.corpus(words: 2)).plan(.wordDisjoint)
    }
    #expect(throws: SplitError.noUtterances(corpus: "fixture")) {
      try ProtocolPlanner(corpus: Fixture.corpus(words: 0)).plan(.random)
    }
    #expect(throws: SplitError.foldsOutOfRange(folds: 3, speakers: 2)) {
      try ProtocolPlanner(corpus: tessLike, folds: 3).plan(.speakerDisjoint)
    }
  }

  @Test("A listed speaker without recordings is an error between two and a note among more")
  func silentSpeaker() throws {
    let two = Fixture.corpus(speakers: ["A", "B"])
    func silenced(_ corpus: Corpus) -> Corpus {
      Corpus(
        name: corpus.name, root: corpus.root,
        utterances: corpus.utterances.filter { $0.speaker != "B" }, speakers: corpus.speakers)
    }
    #expect(throws: SplitError.tooFewSpeakers(found: ["A"], silent: ["B"])) {
      try ProtocolPlanner(corpus: silenced(two)).plan(.speakerDisjoint)
    }
    let three = silenced(Fixture.corpus(speakers: ["A", "B", "C"]))
    let plan = try ProtocolPlanner(corpus: three).plan(.speakerDisjoint)
    #expect(plan.notes.map(\.kind) == [.silentSpeaker])
    #expect(plan.splits.count == 2)
  }

  @Test("An emotion that a speaker lacks is noted for the test and for training")
  func missingClass() throws {
    let without = Set((0..<20).map { "YAF_w\($0)_fear" })
    let corpus = Fixture.corpus(words: 20, without: without)
    let plan = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint)
    let ofOAF = plan.notes.filter { $0.split == "speaker-disjoint/OAF" }
    let ofYAF = plan.notes.filter { $0.split == "speaker-disjoint/YAF" }
    #expect(Set(ofOAF.map(\.kind)) == [.emotionMissingInTest])
    #expect(Set(ofYAF.map(\.kind)) == [.emotionMissingInTraining, .emotionMissingInTest])
    #expect(ofOAF.allSatisfy { $0.explanation.contains("fear") })
  }

  @Test("One note says of a test set which emotions which of its speakers lack")
  func missingClasses() throws {
    let words = 0..<20
    let without = Set(
      words.flatMap { word in
        ["YAF_w\(word)_fear"] + ["fear", "happy", "sad"].map { "OAF_w\(word)_\($0)" }
      })
    let corpus = Fixture.corpus(words: 20, without: without)
    let plan = try ProtocolPlanner(corpus: corpus).plan(.random)
    // A third speaker has what these two lack, so that it is looked for.
    let third = Fixture.corpus(speakers: ["EXTRA"], words: 20)
    let both = Corpus(
      name: "both", root: "/", utterances: corpus.utterances + third.utterances,
      speakers: corpus.speakers + third.speakers)
    #expect(!plan.notes.contains { $0.explanation.contains("fear") })
    let notes = try ProtocolPlanner(corpus: both).plan(.random).notes
      .filter { $0.kind == .emotionMissingInTest }
    #expect(
      notes.map(\.explanation) == [
        "the random test has no utterance of some emotions of 2 speakers, so their recalls are "
          + "undetermined: OAF (fear, happy and sad), YAF (fear)"
      ])
  }

  @Test("Of more than four speakers who lack something the others are counted")
  func manyMissingClasses() throws {
    let names = (1...6).map { "S\($0)" }
    let without = Set(names.flatMap { name in (0..<20).map { "\(name)_w\($0)_fear" } })
    let six = Fixture.corpus(speakers: names, words: 20, without: without)
    let other = Fixture.corpus(speakers: ["EXTRA"], words: 20)
    let corpus = Corpus(
      name: "all", root: "/", utterances: six.utterances + other.utterances,
      speakers: six.speakers + other.speakers)
    let notes = try ProtocolPlanner(corpus: corpus).plan(.random).notes
    #expect(
      notes.map(\.explanation) == [
        "the random test has no utterance of some emotions of 6 speakers, so their recalls are "
          + "undetermined: S1 (fear), S2 (fear), S3 (fear), S4 (fear) and 2 more"
      ])
  }

  @Test("What is so of several splits is said once")
  func lines() {
    func note(_ split: String?, _ explanation: String) -> PlanNote {
      PlanNote(kind: .noUnseenWords, split: split, explanation: explanation)
    }
    #expect(PlanNote.lines([]).isEmpty)
    #expect(
      PlanNote.lines([
        note("a/1", "x"), note("a/1", "y"), note("a/2", "x"), note(nil, "z"), note("a/3", "x"),
      ]) == ["Note on a/1 and 2 more: x", "Note on a/1: y", "Note: z"])
  }
}
