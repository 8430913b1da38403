import Audio
import Corpora
import Foundation
import SyntheticSpeech
import TestSupport
import Testing

@Suite("The synthetic corpus is a corpus like any other")
struct SyntheticCorpusTests {
  private let small: SyntheticCorpus

  init() throws { small = try SyntheticCorpus(seed: 7, voices: 2, words: 3) }

  @Test("The manifest is read without a problem, every file is there, labels are balanced")
  func readable() throws {
    let folder = try ScratchFolder()
    try small.write(to: folder.path)
    let corpus = try CorpusReader.read(name: SyntheticCorpus.name, root: folder.path)
    #expect(corpus.problems.isEmpty)
    #expect(corpus.utterances.count == 2 * 3 * 7)
    #expect(corpus.speakers == ["v1", "v2"].map { Speaker(id: $0, language: "en") })
    let cells = Dictionary(grouping: corpus.utterances) { "\($0.speaker) \($0.emotion)" }
    #expect(cells.count == 14)
    #expect(cells.values.allSatisfy { $0.count == 3 })
    #expect(Set(corpus.utterances.compactMap(\.word)) == Set(SyntheticCorpus.words.prefix(3)))
    for utterance in corpus.utterances {
      let waveform = try AudioFile.read(path: folder.path + "/" + utterance.path)
      #expect(waveform.sampleRate == 16_000)
      #expect((0.8...4).contains(waveform.durationSeconds))
    }
  }

  @Test("The same seed gives the same bytes, and another seed others")
  func determinism() throws {
    let (one, two, three) = (try ScratchFolder(), try ScratchFolder(), try ScratchFolder())
    try small.write(to: one.path)
    try small.write(to: two.path)
    #expect(try one.contents() == two.contents())
    try SyntheticCorpus(seed: 8, voices: 2, words: 3).write(to: three.path)
    #expect(try one.bytes("v1/v1_tree_sad.wav") != three.bytes("v1/v1_tree_sad.wav"))
  }

  @Test("A larger corpus holds the utterances of a smaller one unchanged")
  func nested() throws {
    let larger = try SyntheticCorpus(seed: 7, voices: 3, words: 4)
    for item in small.items.prefix(9) {
      #expect(larger.waveform(of: item) == small.waveform(of: item))
    }
  }

  @Test("Writing again goes on where it stopped, and a finished corpus is left as it is")
  func resumes() throws {
    let (whole, broken) = (try ScratchFolder(), try ScratchFolder())
    try small.write(to: whole.path)
    try small.write(to: broken.path)
    for file in ["manifest.csv", "v1/v1_tree_sad.wav", "v2/v2_boat_fear.wav"] {
      try FileManager.default.removeItem(atPath: broken.path + "/" + file)
    }
    try small.write(to: broken.path)
    #expect(try broken.contents() == whole.contents())
    try FileManager.default.removeItem(atPath: broken.path + "/v1/v1_tree_sad.wav")
    try small.write(to: broken.path)
    #expect(!FileManager.default.fileExists(atPath: broken.path + "/v1/v1_tree_sad.wav"))
  }

  @Test("A folder with something else in it is refused and left alone")
  func taken() throws {
    let (foreign, other) = (try ScratchFolder(), try ScratchFolder())
    try foreign.write("thesis.txt", "mine")
    let error = try #require(throws: SyntheticCorpusError.self) {
      try small.write(to: foreign.path)
    }
    #expect("\(error)".contains("thesis.txt"))
    #expect(try foreign.contents().keys.sorted() == ["thesis.txt"])
    try SyntheticCorpus(seed: 1, voices: 1, words: 1).write(to: other.path)
    #expect(throws: SyntheticCorpusError.self) { try small.write(to: other.path) }
  }

  @Test("A folder that cannot be made is an error that names it")
  func unwritable() throws {
    let folder = try ScratchFolder()
    try folder.write("file", "")
    let error = try #require(throws: SyntheticCorpusError.self) {
      try small.write(to: folder.path + "/file/corpus")
    }
    #expect("\(error)".contains(folder.path + "/file/corpus"))
  }

  @Test("Numbers of voices and words out of range are errors")
  func ranges() {
    #expect(
      throws: SyntheticCorpusError.voicesOutOfRange(asked: 0, available: Voice.all.count)
    ) { try SyntheticCorpus(voices: 0) }
    #expect(
      throws: SyntheticCorpusError.wordsOutOfRange(
        asked: 1000, available: SyntheticCorpus.words.count)
    ) { try SyntheticCorpus(words: 1000) }
  }

  @Test("Words are all different and every one has sounds of its own")
  func lexicon() {
    #expect(Set(SyntheticCorpus.words).count == SyntheticCorpus.words.count)
    #expect(SyntheticCorpus.words.count >= SyntheticCorpus.usualWords)
    let neutral = EmotionStyle(.neutral)
    let carrier = SpeechPlan(word: "", voice: Voice.all[0], style: neutral, seed: 1)
    for word in SyntheticCorpus.words {
      let plan = SpeechPlan(word: word, voice: Voice.all[0], style: neutral, seed: 1)
      #expect(plan.speechSeconds > carrier.speechSeconds + 0.2)
    }
  }
}
