import Corpora
import TestSupport
import Testing

@Suite("A manifest says what each recording is")
struct ManifestReadingTests {
  private func corpus(
    _ manifest: String, files: [String], name: String = "manifest.csv"
  ) throws -> Corpus {
    let folder = try ScratchFolder()
    for file in files { try folder.write(file) }
    try folder.write(name, manifest)
    return try CorpusReader.read(name: "mine", root: folder.path)
  }

  @Test("Known columns become fields, further columns attributes")
  func columns() throws {
    let corpus = try corpus(
      """
      path,Emotion,speaker,word,sex,age,language,room
      a/1.wav,angry,s1,tree,F,31,en-GB,booth
      a/2.wav,Sad,s1,,female,31,en-GB,
      """, files: ["a/1.wav", "a/2.wav"])
    #expect(corpus.utterances.map(\.id) == ["a/1", "a/2"])
    #expect(corpus.utterances.map(\.emotion) == [.angry, .sad])
    #expect(corpus.utterances.map(\.word) == ["tree", nil])
    #expect(corpus.utterances.map(\.attributes) == [["room": "booth"], [:]])
    #expect(
      corpus.speakers == [Speaker(id: "s1", sex: "female", age: 31, language: "en-GB")])
    #expect(corpus.problems.isEmpty)
  }

  @Test("Quotes, doubled quotes, commas and line breaks in a field, CRLF and a byte order mark")
  func quoting() throws {
    let corpus = try corpus(
      "\u{FEFF}path,emotion,speaker,note\r\n\"a, b.wav\",happy,s1,\"said \"\"go\"\",\r\nthen left\"\r\n"
        + "c.wav,fear,s1,plain\r\n", files: ["a, b.wav", "c.wav"])
    #expect(corpus.utterances.map(\.path) == ["a, b.wav", "c.wav"])
    #expect(corpus.utterances[0].attributes == ["note": "said \"go\",\r\nthen left"])
    #expect(corpus.utterances[1].attributes == ["note": "plain"])
  }

  @Test("A table with tabs is read by its extension")
  func tabs() throws {
    let corpus = try corpus(
      "path\temotion\tspeaker\na.wav\tdisgust\tMs. X, Y\n", files: ["a.wav"],
      name: "manifest.tsv")
    #expect(corpus.utterances.map(\.speaker) == ["Ms. X, Y"])
  }

  @Test("Bad rows are problems and good rows go on")
  func badRows() throws {
    let corpus = try corpus(
      """
      path,emotion,speaker
      a.wav,happy,s1
      b.wav,happy,
      c.wav,happy,s1,extra
      gone.wav,happy,s1
      a.wav,happy,s1
      a.wav,sad,s1
      d.wav,happy,s1
      d.wav,happy,s1
      e.wav,happpy,s1
      """, files: ["a.wav", "b.wav", "c.wav", "d.wav", "e.wav"])
    #expect(corpus.utterances.map(\.path) == ["d.wav"])
    #expect(
      Set(corpus.problems.map { "\($0.path) \($0.kind.rawValue)" }) == [
        "e.wav unknown-emotion", "b.wav malformed-row", "c.wav malformed-row",
        "gone.wav missing-file", "a.wav contradicting-rows", "d.wav duplicate-utterance",
      ])
    let unknown = try #require(corpus.problems.first { $0.kind == .unknownEmotion })
    #expect(unknown.explanation.contains("line 10"))
    #expect(unknown.explanation.contains("Nearest: happy"))
  }

  @Test("A fact that a speaker's rows disagree on is unknown and named")
  func conflicts() throws {
    let corpus = try corpus(
      """
      path,emotion,speaker,sex,age
      a.wav,happy,s1,f,30
      b.wav,happy,s1,m,30
      c.wav,happy,s2,m,old
      """, files: ["a.wav", "b.wav", "c.wav"])
    #expect(corpus.utterances.count == 3)
    #expect(
      corpus.speakers == [
        Speaker(id: "s1", sex: nil, age: 30), Speaker(id: "s2", sex: "male", age: nil),
      ])
    #expect(corpus.problems.map(\.kind) == [.conflictingSpeaker, .unusableAge])
    #expect(!corpus.problems.contains { $0.kind.losesRecording })
    #expect(corpus.problems[0].explanation.contains("female (line 2), male (line 3)"))
  }

  @Test("A label map beside the manifest declares further labels and what is dropped")
  func labelMap() throws {
    let folder = try ScratchFolder()
    for file in ["a.wav", "b.wav", "c.wav"] { try folder.write(file) }
    try folder.write(
      "manifest.csv",
      "path,emotion,speaker\na.wav,wut,s1\nb.wav,boredom,s1\nc.wav,neutral,s1\n")
    try folder.write("labels.csv", "label,emotion\nWut,angry\nboredom,-\n")
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.emotion) == [.angry, .neutral])
    #expect(corpus.droppedLabels == ["boredom": 1])
  }

  @Test(
    "A table that is called like a label map and has other columns is no map",
    arguments: ["file,label\na.wav,wut\n", "path,label,emotion\na.wav,wut,rage\n"])
  func noLabelMap(table: String) throws {
    let folder = try ScratchFolder()
    try folder.write("a.wav")
    try folder.write("manifest.csv", "path,emotion,speaker\na.wav,sad,s1\n")
    try folder.write("labels.csv", table)
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.emotion) == [.sad])
    try folder.write("labels.tsv", "label\temotion\nsad\tfear\n")
    let other = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(other.utterances.map(\.emotion) == [.fear])
  }

  @Test("A label map beside the manifest is not looked at where labels are declared")
  func declaredLabels() throws {
    let folder = try ScratchFolder()
    try folder.write("a.wav")
    try folder.write("manifest.csv", "path,emotion,speaker\na.wav,wut,s1\n")
    try folder.write("labels.csv", "label,emotion\nwut,rage\n")
    #expect(throws: CorpusError.self) { try CorpusReader.read(name: "mine", root: folder.path) }
    let corpus = try CorpusReader.read(
      name: "mine", root: folder.path, labels: ["wut": .emotion(.angry)])
    #expect(corpus.utterances.map(\.emotion) == [.angry])
  }

  @Test("Files that differ in extension alone keep their extension as identifier")
  func sameStem() throws {
    let corpus = try corpus(
      "path,emotion,speaker\na.wav,sad,s\na.flac,sad,s\nb.wav,sad,s\n",
      files: ["a.wav", "a.flac", "b.wav"])
    #expect(corpus.utterances.map(\.id) == ["a.flac", "a.wav", "b"])
  }

  @Test("The manifest itself may be given, and absolute paths in it")
  func manifestFile() throws {
    let folder = try ScratchFolder()
    try folder.write("audio/a.wav")
    try folder.write("lists/some.csv", "path,emotion,speaker\n\(folder.path)/audio/a.wav,sad,s\n")
    let corpus = try CorpusReader.read(name: "mine", root: folder.path + "/lists/some.csv")
    #expect(corpus.root == folder.path + "/lists")
    #expect(corpus.utterances.map(\.path) == ["../audio/a.wav"])
  }

  @Test("One file is one utterance, however its path is written")
  func spellings() throws {
    let folder = try ScratchFolder()
    for file in ["a.wav", "b.wav", "c/d.wav", "e.wav"] { try folder.write(file) }
    let elsewhere = try ScratchFolder()
    try elsewhere.link("link", to: folder.path)
    let rows = [
      "./a.wav", "a.wav", "\(folder.path)/a.wav", "c/../b.wav", "\(folder.path)/./b.wav",
      "c//d.wav", "\(folder.path)/c/d.wav", "\(elsewhere.path)/link/e.wav",
    ]
    try folder.write(
      "manifest.csv",
      "path,emotion,speaker,utterance\n" + rows.map { "\($0),sad,s,\n" }.joined()
        + "e.wav,sad,s,other\n")
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.id) == ["a", "b", "c/d", "e"])
    #expect(corpus.utterances.map(\.path) == ["a.wav", "b.wav", "c/d.wav", "e.wav"])
    #expect(corpus.problems.map(\.kind) == Array(repeating: .duplicateUtterance, count: 5))
    let words = corpus.problems.map(\.explanation)
    #expect(
      words.contains(
        "line 3 of manifest.csv names a.wav a second time; expected one row for each file and "
          + "kept line 2 of manifest.csv: take one of the two out"), "\(words)")
  }

  @Test("Columns without a name, as spreadsheets leave them, are passed over")
  func emptyColumns() throws {
    let corpus = try corpus(
      "path,emotion,speaker,,\na.wav,sad,s,,\n", files: ["a.wav"])
    #expect(corpus.utterances.map(\.attributes) == [[:]])
  }

  @Test("Parents are read from their column")
  func parents() throws {
    let corpus = try corpus(
      "path,emotion,speaker,utterance,parent\na.wav,sad,s,u1,\nb.wav,sad,s,u2,u1\n",
      files: ["a.wav", "b.wav"])
    #expect(corpus.utterances.map(\.parent) == [nil, "u1"])
  }
}
