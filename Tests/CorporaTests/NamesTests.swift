import Corpora
import Testing

@Suite("Names of emotions, protocols and files")
struct NamesTests {
  @Test("The seven emotions stand in the contract's order, and an index leads back")
  func emotions() {
    #expect(
      Emotion.allCases.map(\.rawValue) == [
        "angry", "disgust", "fear", "happy", "neutral", "sad", "surprise",
      ])
    for emotion in Emotion.allCases { #expect(Emotion(index: emotion.index) == emotion) }
    #expect(Emotion(index: -1) == nil && Emotion(index: 7) == nil)
  }

  @Test("Rungs with shared speakers leak by design, the others may gate")
  func protocols() {
    #expect(
      EvaluationProtocol.allCases.filter { !$0.leaksByDesign }.map(\.rawValue) == [
        "speaker-disjoint", "speaker-word-disjoint", "cross-corpus",
      ])
  }

  @Test(
    "A path is taken apart at its last slash and last dot",
    arguments: [
      ("a/b.c/name.tar.WAV", "name.tar.WAV", "name.tar", "wav", 2), ("x", "x", "x", "", 0),
      (".hidden", ".hidden", ".hidden", "", 0), ("a/.wav", ".wav", ".wav", "", 1),
      ("a/x.", "x.", "x", "", 1), ("é/ü.flac", "ü.flac", "ü", "flac", 1),
    ])
  func paths(path: String, name: String, stem: String, type: String, depth: Int) {
    let file = ListedFile(path: path, bytes: 0)
    #expect(file.name == name && file.stem == stem)
    #expect(file.fileExtension == type && file.depth == depth)
    #expect(file.isRecording == ["wav", "flac"].contains(type))
  }

  @Test("An utterance is found by path, identifier or file name; a name that two share finds none")
  func index() {
    let corpus = Corpus(
      name: "toy", root: "/nowhere",
      utterances: [("1", "x/one.wav"), ("2", "x/two.wav"), ("3", "y/two.wav")].map {
        Utterance(id: $0, corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: $1)
      }, speakers: [Speaker(id: "a")])
    let index = UtteranceIndex(corpus)
    for name in ["x/one.wav", "1", "one.wav", "elsewhere/one.flac", "one"] {
      #expect(index.utterance(named: name)?.id == "1", "\(name)")
    }
    #expect(index.utterance(named: "y/two.wav")?.id == "3")
    #expect(index.utterance(named: "two.wav") == nil)
    #expect(index.utterance(named: "three") == nil && index.utterance(named: "") == nil)
  }

  @Test("What follows a dot is taken off a name only where nothing bears the whole of it")
  func dottedNames() {
    let corpus = Corpus(
      name: "toy", root: "/nowhere",
      utterances: ["rec.wav", "rec.1.wav", "x/two.1.wav", "y/two.1.wav", "two.wav"].map {
        Utterance(id: "<\($0)>", corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: $0)
      }, speakers: [Speaker(id: "a")])
    let index = UtteranceIndex(corpus)
    #expect(index.utterance(named: "rec.1")?.path == "rec.1.wav")
    #expect(index.utterance(named: "z/rec.1.flac")?.path == "rec.1.wav")
    #expect(index.utterance(named: "rec.flac")?.path == "rec.wav")
    for name in ["rec.1~1", "z/rec.1~2", "rec.wav~1", "two.1"] {
      #expect(index.utterance(named: name) == nil, "\(name)")
    }
  }

  @Test("The hash of a label map is of the labels that stand for emotions, in any order and case")
  func mapHash() {
    let map: LabelMap = ["joyful": .emotion(.happy), "blue": .emotion(.sad)]
    let others: [LabelMap] = [
      ["Blue": .emotion(.sad), "JOYFUL": .emotion(.happy)],
      ["joyful": .emotion(.happy), "blue": .emotion(.sad), "bored": .dropped],
    ]
    for other in others { #expect(other.emotionHash == map.emotionHash) }
    let unlike: [LabelMap] = [
      [:], ["joyful": .emotion(.happy)],
      ["joyful": .emotion(.sad), "blue": .emotion(.happy)],
      ["joyful": .emotion(.happy), "blue": .emotion(.fear)],
    ]
    #expect(Set((unlike + [map]).map(\.emotionHash)).count == unlike.count + 1)
  }

  @Test("A label map adds further labels and lets them win, in any case of letters")
  func labels() {
    let map = LabelMap.sevenEmotions.adding(["Wut": .emotion(.angry), "sad": .dropped])
    #expect(map.target(of: "WUT") == .emotion(.angry))
    #expect(map.target(of: "Sad") == .dropped)
    #expect(map.target(of: "happy") == .emotion(.happy))
    #expect(map.knownLabels == (Emotion.allCases.map(\.rawValue) + ["wut"]).sorted())
  }

  @Test("Every message about a split says what was found or expected and what to do")
  func splitErrors() {
    let errors: [(SplitError, [String])] = [
      (.noUtterances(corpus: "mine"), ["mine", "expected", "check"]),
      (
        .tooFewSpeakers(found: ["A"], silent: ["B"]),
        ["speaker-disjoint", "A", "(without recordings: B)", "add recordings"]
      ),
      (.tooFewSpeakers(found: [], silent: []), ["found none"]),
      (.tooFewWords(found: 2, needed: 10), ["word-disjoint", "2", "10", "column"]),
      (.emptyPart(split: "s", part: .dev, utterances: 3), ["s", "dev", "expected", "add"]),
      (.foldsOutOfRange(folds: 9, speakers: 4), ["9", "2 to 4", "choose"]),
      (.notPlannable, ["cross-corpus", "expected", "word-disjoint"]),
    ]
    for (error, words) in errors {
      for word in words { #expect("\(error)".contains(word), "\(error)") }
    }
  }
}
