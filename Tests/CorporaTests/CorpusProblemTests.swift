import Corpora
import Foundation
import TestSupport
import Testing

@Suite("A problem's explanation names the file")
struct CorpusProblemTests {
  @Test("A path that the explanation lacks leads it, once")
  func leads() {
    let bare = CorpusProblem(kind: .empty, path: "a/b.wav", explanation: "it has 0 bytes")
    #expect(bare.explanation == "a/b.wav: it has 0 bytes")
    let again = CorpusProblem(kind: .empty, path: "a/b.wav", explanation: bare.explanation)
    #expect(again == bare)
    let absolute = "/data/a/b.wav: no such file"
    #expect(
      CorpusProblem(kind: .missingFile, path: "a/b.wav", explanation: absolute).explanation
        == absolute)
  }

  @Test("A recording is left out for each kind but those that leave a fact unknown or a loop")
  func losses() {
    let problems = CorpusProblem.Kind.allCases.map {
      CorpusProblem(kind: $0, path: "a.wav", explanation: "odd")
    }
    #expect(
      problems.keepingRecordings.map(\.kind) == [
        .conflictingSpeaker, .unusableAge, .speakersAlike, .linkLoop,
      ])
    #expect(
      Set(problems.losingRecordings) == Set(problems).subtracting(problems.keepingRecordings))
    #expect(problems.losingRecordings.count == problems.count - 4)
  }

  @Test("An unknown label is written with its problem, and older JSON without it is read")
  func labels() throws {
    let folder = try ScratchFolder()
    for name in ["a.wav", "b.wav", "c.wav"] { try folder.write(name) }
    try folder.write(
      "manifest.csv", "path,emotion,speaker\na.wav,Mystery,s\nb.wav,sad,s\nc.wav,,s\n")
    let problems = try CorpusReader.read(name: "mine", root: folder.path).problems
    #expect(problems.map(\.label) == ["Mystery", ""])
    let written = try JSONEncoder().encode(problems)
    #expect(try JSONDecoder().decode([CorpusProblem].self, from: written) == problems)
    let older = "{\"kind\": \"empty\", \"path\": \"a.wav\", \"explanation\": \"a.wav: odd\"}"
    let problem = try JSONDecoder().decode(CorpusProblem.self, from: Data(older.utf8))
    #expect(problem == CorpusProblem(kind: .empty, path: "a.wav", explanation: "odd"))
    #expect(!String(decoding: try JSONEncoder().encode(problem), as: UTF8.self).contains("label"))
  }

  @Test("So it is for everything that can be wrong with files named like TESS")
  func naming() throws {
    let folder = try ScratchFolder()
    for name in [
      "OAF_back_sad.wav", "copies/OAF_back_sad.wav", "OAF_bar_bored.wav", "OAF_base.wav",
    ] { try folder.write(name) }
    try folder.write("OAF_bath_sad.wav", "")
    try folder.link("OAF_bean_sad.wav", to: folder.path + "/gone")
    let corpus = try CorpusReader.read(name: "tess", root: folder.path)
    #expect(
      Set(corpus.problems.map(\.kind)) == [
        .duplicateUtterance, .unknownEmotion, .unparsableName, .empty, .unreadable,
      ])
    for problem in corpus.problems {
      #expect(problem.explanation.contains(problem.path), "\(problem)")
    }
  }

  @Test("So it is for rows of a manifest; a row without a path is of the manifest itself")
  func rows() throws {
    let folder = try ScratchFolder()
    for name in ["a.wav", "b.wav", "c.wav"] { try folder.write(name) }
    try folder.write(
      "manifest.csv",
      """
      path,emotion,speaker,sex,age
      a.wav,sad,s1,f,30
      b.wav,bored,s1,f,30
      ,sad,s1,f,30
      gone.wav,sad,s1,f,30
      ./c.wav,sad,s1,m,old
      """)
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(
      Set(corpus.problems.map { "\($0.kind.rawValue) \($0.path)" }) == [
        "unknown-emotion b.wav", "malformed-row manifest.csv", "missing-file gone.wav",
        "conflicting-speaker ./c.wav",
      ])
    for problem in corpus.problems {
      #expect(problem.explanation.contains(problem.path), "\(problem)")
    }
  }
}

@Suite("Speakers of a corpus")
struct SpeakerTests {
  @Test("Those of whom nothing can be used are known but not counted")
  func withUtterances() {
    let whole = Fixture.corpus(speakers: ["A", "B", "C"], words: 2)
    let corpus = Corpus(
      name: "fixture", root: "/nowhere", utterances: whole.utterances.filter { $0.speaker != "B" },
      speakers: whole.speakers)
    #expect(whole.speakersWithUtterances == whole.speakers)
    #expect(corpus.speakers.map(\.id) == ["A", "B", "C"])
    #expect(corpus.speakersWithUtterances.map(\.id) == ["A", "C"])
  }
}
