import Corpora
import TestSupport
import Testing

@Suite("TESS is read from its file names")
struct TESSReadingTests {
  @Test("Any folder spelling is read, and ps is surprise")
  func folderSpellings() throws {
    let folder = try ScratchFolder()
    try folder.write("OAF_Pleasant_surprise/OAF_back_ps.wav")
    try folder.write("YAF_pleasant_surprised/YAF_back_ps.wav")
    try folder.write("older FEAR/oaf_Back_Fear.WAV")
    let corpus = try CorpusReader.read(name: "tess", root: folder.path)
    #expect(corpus.utterances.map(\.id) == ["OAF_back_fear", "OAF_back_ps", "YAF_back_ps"])
    #expect(corpus.utterances.map(\.emotion) == [.fear, .surprise, .surprise])
    #expect(corpus.utterances.allSatisfy { $0.word == "back" && $0.corpus == "tess" })
    #expect(corpus.problems.isEmpty)
  }

  @Test("The misspelt OA_bite_neutral is OAF's")
  func misspeltSpeaker() throws {
    let folder = try ScratchFolder()
    try folder.write("OA_bite_neutral.wav")
    let corpus = try CorpusReader.read(name: "tess", root: folder.path)
    #expect(corpus.utterances.map(\.speaker) == ["OAF"])
    #expect(corpus.utterances.map(\.id) == ["OAF_bite_neutral"])
    #expect(corpus.utterances.map(\.path) == ["OA_bite_neutral.wav"])
  }

  @Test("The speakers bear their published facts")
  func speakers() throws {
    let folder = try ScratchFolder()
    try folder.write("OAF_back_sad.wav")
    try folder.write("YAF_back_sad.wav")
    let speakers = try CorpusReader.read(name: "tess", root: folder.path).speakers
    #expect(
      speakers == [
        Speaker(id: "OAF", sex: "female", age: 64, language: "en-CA"),
        Speaker(id: "YAF", sex: "female", age: 26, language: "en-CA"),
      ])
  }

  @Test("In a nested double tree each recording counts once and each copy is named")
  func nestedTree() throws {
    let folder = try ScratchFolder()
    let outer = "TESS Toronto emotional speech set data"
    for name in ["OAF_angry/OAF_back_angry.wav", "YAF_angry/YAF_back_angry.wav"] {
      try folder.write("\(outer)/\(name)")
      try folder.write("\(outer)/\(outer)/\(name)")
    }
    let corpus = try CorpusReader.read(name: "tess", root: folder.path)
    #expect(
      corpus.utterances.map(\.path) == [
        "\(outer)/OAF_angry/OAF_back_angry.wav", "\(outer)/YAF_angry/YAF_back_angry.wav",
      ])
    #expect(corpus.problems.map(\.kind) == [.duplicateUtterance, .duplicateUtterance])
    #expect(corpus.problems.allSatisfy { $0.path.hasPrefix("\(outer)/\(outer)/") })
    #expect(corpus.problems[0].explanation.contains("\(outer)/OAF_angry/OAF_back_angry.wav"))
  }

  @Test("An empty file does not hide its whole copy")
  func emptyOriginal() throws {
    let folder = try ScratchFolder()
    try folder.write("OAF_back_sad.wav", "")
    try folder.write("copy/OAF_back_sad.wav")
    let corpus = try CorpusReader.read(name: "tess", root: folder.path)
    #expect(corpus.utterances.map(\.path) == ["copy/OAF_back_sad.wav"])
    #expect(corpus.problems.map(\.kind) == [.empty])
  }

  @Test("An unknown emotion is a problem with the known labels and the nearest; the rest goes on")
  func unknownEmotion() throws {
    let folder = try ScratchFolder()
    try folder.write("OAF_back_angri.wav")
    try folder.write("OAF_back_sad.wav")
    try folder.write("noise.wav")
    try folder.write("XAF_back_sad.wav")
    let corpus = try CorpusReader.read(name: "tess", root: folder.path)
    #expect(corpus.utterances.count == 1)
    #expect(corpus.problems.map(\.path) == ["OAF_back_angri.wav", "XAF_back_sad.wav", "noise.wav"])
    #expect(
      corpus.problems.map(\.kind) == [.unknownEmotion, .unparsableName, .unparsableName])
    #expect(corpus.problems[0].explanation.contains("Nearest: angry"))
    #expect(corpus.problems[0].explanation.contains("pleasant_surprised"))
  }

  @Test(
    "The real recordings give 2,798 utterances and no problem",
    .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA is not set"))
  func realRecordings() throws {
    let corpus = try CorpusReader.read(name: "tess", root: RealRecordings.corpus("tess"))
    #expect(corpus.utterances.count == 2798)
    #expect(corpus.problems.isEmpty)
    #expect(Set(corpus.utterances.compactMap(\.word)).count == 200)
    #expect(corpus.utterances.filter { $0.speaker == "OAF" }.count == 1399)
    #expect(corpus.utterances.contains { $0.id == "OAF_bite_neutral" })
  }
}
