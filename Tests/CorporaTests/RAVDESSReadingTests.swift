import Corpora
import TestSupport
import Testing

@Suite("RAVDESS is read from its file names")
struct RAVDESSReadingTests {
  @Test("Each code is read, and odd actors are male")
  func codes() throws {
    let folder = try ScratchFolder()
    try folder.write("Actor_07/03-01-06-02-01-02-07.wav")
    try folder.write("Actor_12/03-01-08-01-02-01-12.wav")
    let corpus = try CorpusReader.read(name: "ravdess", root: folder.path)
    let first = corpus.utterances[0]
    #expect(first.speaker == "ravdess-07")
    #expect(first.emotion == .fear)
    #expect(first.word == "kids are talking by the door")
    #expect(
      first.attributes == ["intensity": "strong", "repetition": "2", "modality": "audio"])
    #expect(corpus.utterances[1].emotion == .surprise)
    #expect(corpus.utterances[1].word == "dogs are sitting by the door")
    #expect(corpus.speakers.map(\.id) == ["ravdess-07", "ravdess-12"])
    #expect(corpus.speakers.map(\.sex) == ["male", "female"])
    #expect(corpus.speakers.allSatisfy { $0.age == nil })
  }

  @Test("Calm is dropped by name and counted, not a problem")
  func calm() throws {
    let folder = try ScratchFolder()
    try folder.write("03-01-02-01-01-01-01.wav")
    try folder.write("03-01-02-02-01-01-01.wav")
    try folder.write("03-01-01-01-01-01-01.wav")
    let corpus = try CorpusReader.read(name: "ravdess", root: folder.path)
    #expect(corpus.droppedLabels == ["calm": 2])
    #expect(corpus.problems.isEmpty)
    #expect(corpus.utterances.map(\.emotion) == [.neutral])
  }

  @Test(
    "Song, codes out of range and other names are problems",
    arguments: [
      "03-02-03-01-01-01-01", "03-01-09-01-01-01-01", "03-01-03-01-01-01-25",
      "03-01-03-03-01-01-01", "03-01-03-01-01-01", "03-01-+3-01-01-01-01",
    ])
  func unusable(stem: String) throws {
    let folder = try ScratchFolder()
    try folder.write("\(stem).wav")
    try folder.write("03-01-01-01-01-01-01.wav")
    let corpus = try CorpusReader.read(name: "ravdess", root: folder.path)
    #expect(corpus.utterances.count == 1)
    #expect(corpus.problems.map(\.kind) == [.unparsableName])
    #expect(corpus.problems.map(\.path) == ["\(stem).wav"])
  }

  @Test(
    "The real recordings give six actors, 312 utterances and 48 dropped as calm",
    .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA is not set"))
  func realRecordings() throws {
    let corpus = try CorpusReader.read(name: "ravdess", root: RealRecordings.corpus("ravdess"))
    #expect(corpus.utterances.count == 312)
    #expect(corpus.droppedLabels == ["calm": 48])
    #expect(corpus.speakers.count == 6)
  }
}
