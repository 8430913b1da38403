import Corpora
import TestSupport
import Testing

@Suite("What the rows of a manifest say of a speaker")
struct SpeakerFactsTests {
  /// The corpus of a manifest with a recording for each row of `sex,age,language`.
  private func corpus(_ rows: [(speaker: String, facts: String)]) throws -> Corpus {
    let folder = try ScratchFolder()
    var lines = ["path,emotion,speaker,sex,age,language"]
    for (index, row) in rows.enumerated() {
      try folder.write("\(index).wav")
      lines.append("\(index).wav,sad,\(row.speaker),\(row.facts)")
    }
    try folder.write("manifest.csv", lines.joined(separator: "\n"))
    return try CorpusReader.read(name: "mine", root: folder.path)
  }

  @Test("Sexes are read in their usual spellings, anything else as it is given")
  func sexes() throws {
    let spellings = ["f", "F", "Female", "WOMAN", "m", "Male", "man", "x", "Diverse", ""]
    let speakers = try corpus(
      spellings.enumerated().map { ("s\($0)", "\($1),,") }
    ).speakers
    #expect(
      speakers.map(\.sex) == [
        "female", "female", "female", "female", "male", "male", "male", "x", "Diverse", nil,
      ])
  }

  @Test(
    "An age is whole years from 0 to 130; another is unknown, named, and loses no recording",
    arguments: [
      ("0", 0), ("130", 130), ("131", nil), ("-1", nil), ("30.5", nil), ("30s", nil), ("", nil),
      (" 42 ", 42),
    ])
  func ages(text: String, age: Int?) throws {
    let found = try corpus([("s", ",\(text),")])
    #expect(found.speakers.map(\.age) == [age] && found.utterances.count == 1)
    let isNamed = age == nil && !text.isEmpty
    #expect(found.problems.map(\.kind) == (isNamed ? [.unusableAge] : []))
    #expect(
      found.problems.map(\.explanation)
        == (isNamed
          ? [
            "0.wav: the age of speaker s is '\(text)' (line 2); expected whole years, and it is "
              + "taken as unknown: correct the row"
          ] : []))
  }

  @Test("Rows that leave a fact out contradict none; each value is told with its first line")
  func conflicts() throws {
    let found = try corpus([
      ("s", "f,30,"), ("s", ",,en"), ("s", "woman,31,de"), ("s", "F,30,en"), ("s", "m,29,"),
      ("t", "m,,"),
    ])
    #expect(found.speakers == [Speaker(id: "s"), Speaker(id: "t", sex: "male")])
    #expect(
      Set(found.problems.map(\.explanation)) == [
        "4.wav: the sex of speaker s is given as female (line 2), male (line 6); expected one "
          + "value, and it is taken as unknown: correct the rows",
        "2.wav: the age of speaker s is given as 30 (line 2), 31 (line 4), 29 (line 6); expected "
          + "one value, and it is taken as unknown: correct the rows",
        "2.wav: the language of speaker s is given as en (line 3), de (line 4); expected one "
          + "value, and it is taken as unknown: correct the rows",
      ])
    #expect(found.problems.allSatisfy { $0.kind == .conflictingSpeaker })
  }

  @Test("A speaker of whom no row could be used is not among the speakers, and contradicts nobody")
  func unused() throws {
    let folder = try ScratchFolder()
    try folder.write("a.wav")
    try folder.write(
      "manifest.csv",
      "path,emotion,speaker,sex\na.wav,sad,s,f\ngone.wav,sad,s,m\ngone2.wav,sad,u,m\n")
    let found = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(found.speakers == [Speaker(id: "s", sex: "female")])
    #expect(found.problems.map(\.kind) == [.missingFile, .missingFile])
  }
}
