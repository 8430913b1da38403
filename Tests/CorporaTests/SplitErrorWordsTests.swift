import Corpora
import Testing

@Suite("The whole sentence of each error and note of a plan")
struct SplitErrorWordsTests {
  private func words(
    _ corpus: Corpus, folds: Int? = nil, _ rung: EvaluationProtocol
  ) -> String? {
    let error = #expect(throws: SplitError.self) {
      try ProtocolPlanner(corpus: corpus, folds: folds).plan(rung)
    }
    return error.map { "\($0)" }
  }

  private func corpus(_ name: String, _ utterances: [Utterance], speakers: [String] = []) -> Corpus
  {
    Corpus(
      name: name, root: "/nowhere", utterances: utterances,
      speakers: speakers.map { Speaker(id: $0) })
  }

  /// One speaker's recordings with the words given.
  private func said(_ words: [String?], by speaker: String = "A") -> [Utterance] {
    words.enumerated().map { index, word in
      Utterance(
        id: "\(speaker)_\(index)", corpus: "mine", speaker: speaker, emotion: .sad, word: word,
        path: "\(speaker)_\(index).wav")
    }
  }

  @Test("Nothing to divide, one speaker, one fold, and no second corpus")
  func speakers() {
    #expect(
      words(corpus("mine", []), .random)
        == "the corpus mine has no utterances; expected some to split: check how it was read")
    let alone = corpus("mine", said(["x", "x"]), speakers: ["A", "B", "C"])
    #expect(
      words(alone, .speakerWordDisjoint)
        == "speaker-disjoint needs at least two speakers with recordings; found A (without "
        + "recordings: B, C): add recordings of another speaker, or use a protocol within one "
        + "speaker")
    for folds in [1, 4] {
      #expect(
        words(Fixture.corpus(speakers: ["A", "B", "C"]), folds: folds, .speakerDisjoint)
          == "\(folds) folds were asked for; expected 2 to 3, the number of speakers: choose a "
          + "number in that range")
    }
    #expect(
      words(Fixture.corpus(), .crossCorpus)
        == "cross-corpus is not made from one corpus' utterances alone; expected random, "
        + "augment-before-split, word-disjoint, speaker-disjoint or speaker-word-disjoint")
  }

  @Test("Too few words, words said once, words not known at all, and a part left empty")
  func wordsAndParts() {
    let nine = said((0..<9).flatMap { ["w\($0)", "w\($0)"] })
    #expect(
      words(corpus("mine", nine), .wordDisjoint)
        == "word-disjoint needs at least 10 different words; found 9: use speaker-disjoint, or "
        + "give the words in the manifest's column word")
    let holed = said((0..<20).flatMap { ["w\($0)", "w\($0)"] } + [nil])
    #expect(
      words(corpus("mine", holed), .wordDisjoint)
        == "word-disjoint needs the word of every recording; 1 of 41 have none: give the words in "
        + "the manifest's column word, or use speaker-disjoint")
    #expect(
      words(corpus("mine", said((0..<30).map { "w\($0)" })), .wordDisjoint)
        == "word-disjoint is the random split where every word is said once; expected words that "
        + "several recordings share: use random")
    #expect(
      words(corpus("mine", said([nil, nil, nil])), .random)
        == "random leaves the part dev empty; expected at least one of the 3 utterances in it: add "
        + "recordings")
    #expect(SplitError.wordsSaidOnce.isAboutOneRung)
    #expect(SplitError.tooFewWords(found: 2, needed: 10).isAboutOneRung)
    #expect(SplitError.wordsMissing(lacking: 1, utterances: 2).isAboutOneRung)
    #expect(!SplitError.emptyPart(split: "s", part: .dev, utterances: 2).isAboutOneRung)
    #expect(!SplitError.noUtterances(corpus: "c").isAboutOneRung)
  }

  @Test("Two corpora of which one is empty, too small for a dev part, or has too few emotions")
  func corpora() throws {
    let whole = corpus("whole", Fixture.corpus(words: 12).utterances)
    for (one, other) in [(whole, corpus("none", [])), (corpus("none", []), whole)] {
      #expect(throws: SplitError.noUtterances(corpus: "none")) {
        try ProtocolPlanner(corpus: one).crossCorpus(with: other)
      }
    }
    let small = corpus(
      "small", Fixture.corpus(speakers: ["A"], words: 2, emotions: [.sad, .fear]).utterances)
    #expect(
      throws: SplitError.emptyPart(
        split: "cross-corpus/small-to-whole", part: .dev, utterances: 4)
    ) { try ProtocolPlanner(corpus: whole).crossCorpus(with: small) }
    #expect(
      "\(SplitError.tooFewSharedEmotions(corpora: ["a", "b"], found: [.sad]))"
        == "a and b have sad in common; expected at least two emotions: choose another corpus")
    #expect(
      "\(SplitError.tooFewSharedEmotions(corpora: ["a", "b"], found: []))"
        == "a and b have no emotion in common; expected at least two emotions: choose another "
        + "corpus")
  }

  @Test("Each note of a plan is one sentence that says what follows")
  func notes() throws {
    let without = Set((0..<4).map { "B_w\($0)_fear" })
    let some = Fixture.corpus(speakers: ["A", "B"], words: 4, without: without)
    let holed = corpus("mine", some.utterances, speakers: ["A", "B", "C"])
    let plan = try ProtocolPlanner(corpus: holed).plan(.speakerDisjoint)
    let divided =
      "there are fewer than 10 different words, so dev, calibration and in-speaker test were divided "
      + "by utterance and share words with training"
    let unseen =
      "no tested utterance has a word that is known to be new to training, so there is no "
      + "speaker-word-disjoint test"
    // Which emotions a small in-speaker test lacks is chance, so those notes are left out.
    let notes = plan.notes.filter { !$0.explanation.hasPrefix("the random test") }
    let said = Set(
      notes.map { "\($0.split ?? "all") \($0.kind.rawValue): \($0.explanation)" })
    #expect(notes.count == 7)
    #expect(
      said == [
        "all silent-speaker: speaker C has no utterances and takes no part in any split",
        "speaker-disjoint/A divided-by-utterance: \(divided)",
        "speaker-disjoint/A no-unseen-words: \(unseen)",
        "speaker-disjoint/A emotion-missing-in-test: the speaker-disjoint test of B has no "
          + "utterance of fear, so its recall is undetermined",
        "speaker-disjoint/B divided-by-utterance: \(divided)",
        "speaker-disjoint/B no-unseen-words: \(unseen)",
        "speaker-disjoint/B emotion-missing-in-training: training has no utterance of fear, so the "
          + "model cannot learn it",
      ])
  }

  @Test("It is said why utterances were not divided by word: the one reason that applies")
  func whyNotByWord() throws {
    let all = Fixture.corpus(words: 12).utterances
    func reason(_ word: (Int) -> String?) throws -> String {
      let utterances = all.enumerated().map { index, own in
        Utterance(
          id: own.id, corpus: own.corpus, speaker: own.speaker, emotion: own.emotion,
          word: word(index), path: own.path)
      }
      let plan = try ProtocolPlanner(corpus: corpus("mine", utterances, speakers: ["OAF", "YAF"]))
        .plan(.speakerDisjoint)
      let note = try #require(plan.notes.first { $0.kind == .dividedByUtterance })
      return String(note.explanation.prefix { $0 != "," })
    }
    #expect(try reason { _ in nil } == "no words are known")
    #expect(
      try reason { $0.isMultiple(of: 2) ? "w\($0 % 24)" : nil }
        == "the words of some utterances are unknown")
    #expect(try reason { "w\($0)" } == "each word is said once")
    #expect(try reason { "w\($0 % 9)" } == "there are fewer than 10 different words")
  }

  @Test("What is said of two corpora names the one that has and the one that lacks")
  func crossNotes() throws {
    let six = corpus(
      "six", Fixture.corpus(words: 4, emotions: Emotion.allCases.dropLast()).utterances)
    let other = corpus(
      "other",
      Fixture.corpus(words: 12, emotions: Emotion.allCases.filter { $0 != .disgust }).utterances)
    let plan = try ProtocolPlanner(corpus: six).crossCorpus(with: other)
    #expect(
      plan.notes.map { "\($0.split ?? "all"): \($0.explanation)" } == [
        "cross-corpus/six-to-other: in six there are fewer than 10 different words, so dev was "
          + "divided by utterance and shares words with training",
        "all: other has no utterance of disgust, so a model of it cannot learn it and six is not "
          + "tested on it between the two",
        "all: six has no utterance of surprise, so a model of it cannot learn it and other is not "
          + "tested on it between the two",
      ])
  }
}
