import Foundation
import SyntheticSpeech
import TestSupport
import Testing

@Suite("A synthetic corpus on its way to a folder")
struct WritingTests {
  private let small: SyntheticCorpus
  private let folder: ScratchFolder

  init() throws {
    small = try SyntheticCorpus(seed: 3, voices: 1, words: 1)
    folder = try ScratchFolder()
  }

  private func words(_ corpus: SyntheticCorpus, to path: String) -> String? {
    let error = #expect(throws: SyntheticCorpusError.self) {
      try corpus.write(to: path)
    }
    return error.map { "\($0)" }
  }

  @Test("Progress counts every recording once, those that are there already too")
  func progress() throws {
    let corpus = try SyntheticCorpus(seed: 3, voices: 1, words: 10)
    var told: [String] = []
    for _ in 0..<2 {
      try corpus.write(to: folder.path) { done, count in told.append("\(done) of \(count)") }
      try? FileManager.default.removeItem(atPath: folder.path + "/manifest.csv")
    }
    #expect(told == ["64 of 70", "70 of 70", "64 of 70", "70 of 70"])
  }

  @Test("Stamp and manifest say what the folder holds, line by line")
  func texts() throws {
    try small.write(to: folder.path)
    #expect(
      String(decoding: try folder.bytes("synthetic.txt"), as: UTF8.self)
        == "ser-audit synthetic corpus, version 2, seed 3, 1 voices, 1 words\n")
    #expect(
      String(decoding: try folder.bytes("manifest.csv"), as: UTF8.self) == """
        path,emotion,speaker,word,language
        v1/v1_tree_angry.wav,angry,v1,tree,en
        v1/v1_tree_disgust.wav,disgust,v1,tree,en
        v1/v1_tree_fear.wav,fear,v1,tree,en
        v1/v1_tree_happy.wav,happy,v1,tree,en
        v1/v1_tree_neutral.wav,neutral,v1,tree,en
        v1/v1_tree_sad.wav,sad,v1,tree,en
        v1/v1_tree_surprise.wav,surprise,v1,tree,en

        """)
  }

  @Test("A folder of something else is refused in one sentence; hidden files are nobody's")
  func taken() throws {
    try folder.write(".hidden", "")
    try small.write(to: folder.path)
    let other = try SyntheticCorpus(seed: 4, voices: 1, words: 1)
    #expect(
      words(other, to: folder.path)
        == "\(folder.path) holds ser-audit synthetic corpus, version 2, seed 3, 1 voices, 1 words; "
        + "expected an empty folder or one with the same synthetic corpus: choose another folder "
        + "or remove that one")
    let foreign = try ScratchFolder()
    for name in ["b.txt", "a.txt"] { try foreign.write(name, "") }
    #expect(
      words(small, to: foreign.path)
        == "\(foreign.path) holds other files such as a.txt; expected an empty folder or one with "
        + "the same synthetic corpus: choose another folder or remove that one")
  }

  @Test("Where a recording or a folder cannot be written, that is named and no manifest is left")
  func unwritable() throws {
    try folder.write("file", "")
    #expect(
      words(small, to: folder.path + "/file/deep")
        == "\(folder.path)/file/deep could not be written (Not a directory); expected a folder "
        + "with room that may be written to: free space or choose another place")
    let broken = try ScratchFolder()
    try broken.write("synthetic.txt", small.stamp)
    try broken.write("v1", "")
    let found = words(small, to: broken.path)
    #expect(found?.hasPrefix("\(broken.path)/v1 could not be written (") == true, "\(found ?? "")")
    #expect(!FileManager.default.fileExists(atPath: broken.path + "/manifest.csv"))
  }

  @Test("A folder that stands where a recording or the manifest belongs is no such file")
  func folders() throws {
    for place in ["v1/v1_tree_sad.wav", "manifest.csv"] {
      let folder = try ScratchFolder()
      try folder.write("synthetic.txt", small.stamp)
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + place, withIntermediateDirectories: true)
      let found = words(small, to: folder.path)
      #expect(
        found?.hasPrefix("\(folder.path)/\(place) could not be written (") == true,
        "\(found ?? "nothing was found")")
    }
  }

  @Test("The numbers of voices and words at and beyond their ends, in one sentence")
  func ranges() throws {
    for (voices, words) in [(1, 1), (Voice.all.count, SyntheticCorpus.words.count)] {
      let corpus = try SyntheticCorpus(voices: voices, words: words)
      #expect(corpus.items.count == voices * words * 7)
      #expect(Set(corpus.items.map(\.path)).count == corpus.items.count)
    }
    for voices in [0, 7, -1] {
      let error = #expect(throws: SyntheticCorpusError.self) {
        try SyntheticCorpus(voices: voices)
      }
      #expect(
        error.map { "\($0)" }
          == "\(voices) synthetic voices were asked for; expected 1 to 6: choose a number in that "
          + "range")
    }
    let most = SyntheticCorpus.words.count
    for words in [0, most + 1] {
      let error = #expect(throws: SyntheticCorpusError.self) { try SyntheticCorpus(words: words) }
      #expect(
        error.map { "\($0)" }
          == "\(words) synthetic words were asked for; expected 1 to \(most): choose a number in "
          + "that range")
    }
  }
}
