import Corpora
import Testing

@Suite("A split is written as path,part and read back")
struct SplitFileTests {
  @Test("What is written is read back as the same split")
  func roundTrip() throws {
    let folder = try ScratchFolder()
    let corpus = Fixture.corpus(words: 20)
    let split = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint).splits[0]
    let file = SplitFile(split: split, testSet: split.tests[0], corpus: corpus)
    try file.write(path: folder.path + "/split.csv")
    let read = try SplitFile.load(path: folder.path + "/split.csv")
    #expect(read == file)
    let resolved = read.resolved(id: split.id, corpus: corpus)
    #expect(resolved.unmatched.isEmpty)
    #expect(
      resolved.split
        == Split(
          id: split.id, evaluationProtocol: .speakerDisjoint, trainedOn: split.trainedOn,
          train: split.train, dev: split.dev, calibration: split.calibration,
          tests: [split.tests[0]]))
  }

  @Test(
    "Paths with commas, quotes, line breaks and accents on a quote are read back",
    arguments: ["a, b.wav", "say \"it\".wav", "two\nlines.wav", "\"\u{301}.wav", "cr\r\n.wav"])
  func hostilePaths(path: String) throws {
    let folder = try ScratchFolder()
    let file = SplitFile(rows: [.init(path: path, part: .dev)])
    try file.write(path: folder.path + "/split.csv")
    #expect(try SplitFile.load(path: folder.path + "/split.csv") == file)
  }

  @Test("Rows are found by path, identifier or file name; others are listed")
  func matching() throws {
    let corpus = Fixture.corpus(words: 1)
    let file = SplitFile(rows: [
      .init(path: "OAF/OAF_w0_sad.wav", part: .train), .init(path: "OAF_w0_fear", part: .dev),
      .init(path: "other/root/YAF_w0_sad.flac", part: .test), .init(path: "x.wav", part: .test),
    ])
    let resolved = file.resolved(id: "theirs", corpus: corpus)
    #expect(resolved.split.train == ["OAF_w0_sad"])
    #expect(resolved.split.dev == ["OAF_w0_fear"])
    #expect(resolved.split.tests[0].utterances == ["YAF_w0_sad"])
    #expect(resolved.unmatched == ["x.wav"])
  }

  @Test("A part that is none of the four is an error with its line")
  func unknownPart() throws {
    let folder = try ScratchFolder()
    try folder.write("split.csv", "path,part\na.wav,train\nb.wav,validation\n")
    let path = folder.path + "/split.csv"
    #expect(
      throws: CorpusError.tableMalformed(
        path: path, line: 3, found: "the part 'validation'",
        expected: "one of train, dev, calibration, test")
    ) { try SplitFile.load(path: path) }
  }

  @Test("A folder that is not there is an error and leaves nothing")
  func unwritable() throws {
    let error = try #require(throws: CorpusError.self) {
      try SplitFile(rows: []).write(path: "/no/such/folder/split.csv")
    }
    guard case .unwritable = error else {
      Issue.record("\(error)")
      return
    }
  }
}
