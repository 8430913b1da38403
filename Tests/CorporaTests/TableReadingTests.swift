import Corpora
import TestSupport
import Testing

@Suite("Tables of other makers say what each recording is")
struct TableReadingTests {
  private func folder(_ files: [String: String], recordings: [String]) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for (name, text) in files { try folder.write(name, text) }
    for name in recordings { try folder.write(name) }
    return folder
  }

  /// Rows as nEMO publishes them, with blanks before the speaker and other words.
  private static let nemo = """
    file_id\temotion\traw_text\tnormalized_text\tspeaker_id\tgender\tage
    WR0_surprised_64.wav\tsurprised\tA, „B” to C.\ta b to c\t        WR0\tmale\t23
    EB0_neutral_13.wav\tneutral\tD.\td\t        EB0\tfemale\t27
    EB0_anger_13.wav\tanger\tD.\td\t        EB0\tfemale\t27

    """

  @Test("nEMO's data.tsv gives emotion, sentence, speaker, sex and age; the language is Polish")
  func nemo() throws {
    let names = ["WR0_surprised_64", "EB0_neutral_13", "EB0_anger_13"]
    let folder = try folder(
      ["data.tsv": Self.nemo], recordings: names.map { "samples/\($0).wav" })
    let corpus = try CorpusReader.read(name: "nEMO", root: folder.path)
    #expect(corpus.problems.isEmpty)
    #expect(corpus.utterances.map(\.id) == names.sorted())
    #expect(corpus.utterances.map(\.emotion) == [.angry, .neutral, .surprise])
    #expect(corpus.utterances[2].path == "samples/WR0_surprised_64.wav")
    #expect(corpus.utterances[2].word == "a b to c")
    #expect(corpus.utterances[2].attributes == ["raw_text": "A, „B” to C."])
    #expect(
      corpus.speakers == [
        Speaker(id: "EB0", sex: "female", age: 27, language: "pl"),
        Speaker(id: "WR0", sex: "male", age: 23, language: "pl"),
      ])
  }

  @Test("A nEMO row without its file and a file without its row are both named")
  func nemoHoles() throws {
    let folder = try folder(
      ["data.tsv": Self.nemo],
      recordings: ["samples/WR0_surprised_64.wav", "samples/XX0_fear_1.wav"])
    let corpus = try CorpusReader.read(name: "nemo", root: folder.path)
    #expect(corpus.utterances.count == 1)
    #expect(
      corpus.problems.map { "\($0.path) \($0.kind.rawValue)" } == [
        "EB0_anger_13.wav missing-file", "EB0_neutral_13.wav missing-file",
        "samples/XX0_fear_1.wav unlisted-file",
      ])
    #expect(corpus.problems[0].explanation.contains("samples/EB0_anger_13.wav"))
  }

  @Test("Nine speakers with the sentences of nEMO can be left out in folds")
  func nemoFolds() throws {
    let folder = try ScratchFolder()
    var rows = ["file_id\temotion\traw_text\tnormalized_text\tspeaker_id\tgender\tage"]
    let labels = ["anger", "fear", "happiness", "neutral", "sadness", "surprised"]
    for speaker in ["EB0", "IC0", "KD0", "KS0", "MK0", "MP0", "SM0", "TP0", "WR0"] {
      for label in labels {
        for sentence in 1...12 {
          let name = "\(speaker)_\(label)_\(sentence).wav"
          try folder.write("samples/" + name)
          rows.append("\(name)\t\(label)\tS\(sentence).\ts\(sentence)\t\(speaker)\tmale\t23")
        }
      }
    }
    try folder.write("data.tsv", rows.joined(separator: "\n"))
    let corpus = try CorpusReader.read(name: "nemo", root: folder.path)
    #expect(corpus.utterances.count == 648)
    try PublishedCorporaTests.expectFolds(of: corpus, count: 6)
  }

  @Test("An audio folder's metadata.csv is read with its usual names of columns")
  func audioFolder() throws {
    let folder = try folder(
      [
        "metadata.csv":
          "\u{FEFF}file_name,label,speaker_id,gender,age,locale,transcription,take\r\n"
          + "data/a.wav,happy,s1,f,30,en-GB,\"well, then\",2\r\ndata/b.flac,Sad,s2,m,,,,\r\n"
      ], recordings: ["data/a.wav", "data/b.flac"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.problems.isEmpty)
    #expect(corpus.utterances.map(\.id) == ["data/a", "data/b"])
    #expect(corpus.utterances.map(\.emotion) == [.happy, .sad])
    #expect(corpus.utterances.map(\.word) == ["well, then", nil])
    #expect(corpus.utterances.map(\.attributes) == [["take": "2"], [:]])
    #expect(
      corpus.speakers == [
        Speaker(id: "s1", sex: "female", age: 30, language: "en-GB"),
        Speaker(id: "s2", sex: "male"),
      ])
  }

  @Test("Metadata in the folders of splits are read together, and the split is an attribute")
  func splits() throws {
    let folder = try folder(
      [
        "train/metadata.jsonl": """
        {"file_name": "a.wav", "emotion": "angry", "speaker": "s1", "age": 30, "clean": true}
        {"file_name": "b.wav", "emotion": "sad", "speaker": "s1", "age": 30, "note": null}

        """,
        "test/metadata.csv": "file_name,emotion,speaker\na.wav,fear,s2\n",
      ], recordings: ["train/a.wav", "train/b.wav", "test/a.wav", "test/more.wav"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.id) == ["test/a", "train/a", "train/b"])
    #expect(corpus.utterances.map(\.emotion) == [.fear, .angry, .sad])
    #expect(
      corpus.utterances.map(\.attributes) == [
        ["split": "test"], ["split": "train", "clean": "true"], ["split": "train"],
      ])
    #expect(corpus.speakers.map(\.age) == [30, nil])
    #expect(corpus.problems.map(\.path) == ["test/more.wav"])
    #expect(corpus.problems.map(\.kind) == [.unlistedFile])
  }

  @Test("A metadata table without a column for speakers is refused with the names it may have")
  func noSpeakers() throws {
    let folder = try folder(
      ["metadata.csv": "file_name,label\na.wav,sad\n"], recordings: ["a.wav"])
    #expect(
      throws: CorpusError.columnsMissing(
        path: folder.path + "/metadata.csv", missing: ["speaker or speaker_id"],
        found: ["file_name", "label"])
    ) { try CorpusReader.read(name: "mine", root: folder.path) }
  }

  @Test("A class label that is a number is unknown until it is declared")
  func classLabels() throws {
    let folder = try folder(
      ["metadata.jsonl": "{\"file_name\": \"a.wav\", \"label\": 3, \"speaker\": 7}\r\n"],
      recordings: ["a.wav"])
    #expect(try CorpusReader.undeclaredLabels(name: "mine", root: folder.path) == ["3": 1])
    #expect(throws: CorpusError.self) { try CorpusReader.read(name: "mine", root: folder.path) }
    try folder.write("labels.csv", "label,emotion\n3,sad\n")
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.emotion) == [.sad])
    #expect(corpus.utterances.map(\.speaker) == ["7"])
    #expect(try CorpusReader.undeclaredLabels(name: "mine", root: folder.path).isEmpty)
    let other = try CorpusReader.read(
      name: "mine", root: folder.path, labels: ["3": .emotion(.fear)])
    #expect(other.utterances.map(\.emotion) == [.fear])
  }

  @Test("A manifest in JSON Lines is read like the others, and goes before metadata")
  func manifestLines() throws {
    let folder = try folder(
      [
        "manifest.jsonl":
          "{\"Path\": \"a.wav\", \"emotion\": \"sad\", \"speaker\": \"s\", \"gain\": 0.5, \"x\": [1]}",
        "metadata.csv": "file_name,emotion,speaker\nb.wav,happy,s\n",
      ], recordings: ["a.wav", "b.wav"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.path) == ["a.wav"])
    #expect(corpus.utterances.map(\.attributes) == [["gain": "0.5"]])
    #expect(corpus.problems.isEmpty)
  }

  @Test("A line that is no JSON object is named and left out, and the others count")
  func brokenLines() throws {
    func line(_ path: String) -> String {
      "{\"path\": \"\(path)\", \"emotion\": \"sad\", \"speaker\": \"s\"}"
    }
    let folder = try folder(
      ["manifest.jsonl": "\(line("a.wav"))\n\n[1, 2]\n{\"path\": \n\(line("b.wav"))\n"],
      recordings: ["a.wav", "b.wav"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.path) == ["a.wav", "b.wav"])
    #expect(
      corpus.problems.map { "\($0.path) \($0.kind.rawValue)" } == [
        "manifest.jsonl malformed-row", "manifest.jsonl malformed-row",
      ])
    #expect(
      corpus.problems.first?.explanation
        == "line 3 of manifest.jsonl is no JSON object ('[1, 2]'); expected one object a line, such "
        + "as {\"path\": \"a.wav\", \"emotion\": \"sad\", \"speaker\": \"s1\"}: correct the line")
    #expect(try CorpusReader.undeclaredLabels(name: "mine", root: folder.path).isEmpty)
  }

  @Test("A file without any JSON object is an error with its line; bytes that are not UTF-8 too")
  func noLines() throws {
    let folder = try folder(
      ["manifest.jsonl": "path,emotion,speaker\na.wav,sad,s\n"], recordings: ["a.wav"])
    let path = folder.path + "/manifest.jsonl"
    let error = try #require(throws: CorpusError.self) {
      try CorpusReader.read(name: "mine", root: folder.path)
    }
    guard case .tableMalformed(path, 1, _, _) = error else {
      Issue.record("\(error)")
      return
    }
    try folder.write("manifest.jsonl", bytes: [0x7B, 0xFF, 0x7D])
    #expect(throws: CorpusError.tableUnreadable(path: path, reason: "its bytes are not UTF-8")) {
      try CorpusReader.read(name: "mine", root: folder.path)
    }
  }

  @Test(
    "A row whose quotes break the rules is named and left out, and the lines behind it count",
    arguments: [
      ("\"b.wav\"x,sad,s", "a row with text after a closing quote ('\"b.wav\"x,sad,s'); "),
      ("b.wav,\"sad,s", "a row with a quote that is never closed ('b.wav,\"sad,s'); "),
    ])
  func brokenQuotes(row: String, words: String) throws {
    for name in ["manifest.csv", "metadata.csv"] {
      let column = name == "manifest.csv" ? "path" : "file_name"
      let folder = try folder(
        [name: "\(column),emotion,speaker\na.wav,sad,s\n\(row)\nc.wav,happy,s\nd.wav,sad,s"],
        recordings: ["a.wav", "c.wav", "d.wav"])
      let corpus = try CorpusReader.read(name: "mine", root: folder.path)
      #expect(corpus.utterances.map(\.path) == ["a.wav", "c.wav", "d.wav"])
      #expect(corpus.problems.map(\.kind) == [.malformedRow])
      let told = corpus.problems.first?.explanation ?? ""
      #expect(told.hasPrefix("line 3 of \(name) is \(words)expected "), "\(told)")
      #expect(told.hasSuffix(": correct the line"), "\(told)")
    }
  }

  @Test("A header whose quotes break the rules is an error: no row can be read by it")
  func brokenHeader() throws {
    let folder = try folder(
      ["manifest.csv": "path,\"emotion\"x,speaker\na.wav,sad,s\n"], recordings: ["a.wav"])
    let error = try #require(throws: CorpusError.self) {
      try CorpusReader.read(name: "mine", root: folder.path)
    }
    guard case .tableMalformed(_, 1, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test("A row that stands twice counts once, and rows that say nothing are named")
  func badRows() throws {
    let folder = try folder(
      ["metadata.csv": "file_name,emotion,speaker\na.wav,sad,s\na.wav,sad,s\nb.wav,sad,\n,sad,s\n"],
      recordings: ["a.wav", "b.wav"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.count == 1)
    #expect(
      corpus.problems.map { "\($0.path) \($0.kind.rawValue)" } == [
        "a.wav duplicate-utterance", "b.wav malformed-row", "b.wav unlisted-file",
        "metadata.csv malformed-row",
      ])
  }

  @Test("Of rows that contradict each other none counts, and what they say is told once a file")
  func contradiction() throws {
    let folder = try folder(
      [
        "manifest.csv": "path,emotion,speaker\na.wav,sad,s\n./a.wav,happy,s\na.wav,sad,s\n"
          + "b.wav,sad,s\nb.wav,sad,t\nc.wav,sad,s\nc.wav,sad,s\n"
      ], recordings: ["a.wav", "b.wav", "c.wav"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.path) == ["c.wav"] && corpus.speakers.map(\.id) == ["s"])
    #expect(
      corpus.problems.map(\.kind) == [
        .contradictingRows, .contradictingRows, .duplicateUtterance,
      ])
    #expect(
      corpus.problems[0].explanation
        == "rows of a.wav contradict each other: line 2 of manifest.csv says 'sad' by s and line 3 "
        + "of manifest.csv says 'happy' by s; expected one row for each file, and none of these "
        + "counts: take the wrong ones out")
    #expect(corpus.problems[1].explanation.contains("line 6 of manifest.csv says 'sad' by t"))
  }

  @Test("Paths of Windows are read where no file has the backslash in its name")
  func backslashes() throws {
    let folder = try folder(
      [
        "manifest.csv":
          "path,emotion,speaker\nwav\\a.wav,sad,s\n.\\wav\\b.wav,sad,s\nx\\c.wav,sad,s\n"
      ], recordings: ["wav/a.wav", "wav/b.wav", "x\\c.wav"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.problems.isEmpty, "\(corpus.problems)")
    #expect(corpus.utterances.map(\.path) == ["wav/a.wav", "wav/b.wav", "x\\c.wav"])
    #expect(corpus.utterances.map(\.id) == ["wav/a", "wav/b", "x\\c"])
    #expect(try CorpusReader.unlistedRecordings(name: "mine", root: folder.path) == [])
  }

  @Test("An empty path or speaker is called so; a table without usable rows has one instruction")
  func emptyCells() throws {
    let folder = try folder(
      ["manifest.csv": "path,emotion,speaker\na.wav,sad,\n,sad,s\na.wav,sad\n"],
      recordings: ["a.wav"])
    let error = #expect(throws: CorpusError.self) {
      try CorpusReader.read(name: "mine", root: folder.path)
    }
    let words = error.map { "\($0)" } ?? ""
    #expect(
      words.hasSuffix(
        "a.wav: line 2 of manifest.csv: the speaker is empty; expected who speaks: fill it in"),
      "\(words)")
    try folder.write("b.wav")
    try folder.write(
      "manifest.csv", "path,emotion,speaker\nb.wav,sad,s\n,sad,s\na.wav,sad\n")
    let problems = try CorpusReader.read(name: "mine", root: folder.path).problems
    #expect(problems.map(\.kind) == [.malformedRow, .malformedRow])
    #expect(problems[0].explanation.contains("line 4 of manifest.csv has 2 fields; expected 3"))
    #expect(problems[1].explanation.contains("line 3 of manifest.csv: the path is empty"))
  }

  @Test("A speaker whose name has a +, which joins names in ledgers, is refused with the line")
  func joinedNames() throws {
    for table in ["manifest.csv", "metadata.csv"] {
      let folder = try folder(
        [
          table: (table == "manifest.csv" ? "path" : "file_name")
            + ",emotion,speaker\na.wav,sad,s\nb.wav,sad,s+t\n"
        ],
        recordings: ["a.wav", "b.wav"])
      let corpus = try CorpusReader.read(name: "mine", root: folder.path)
      #expect(corpus.utterances.map(\.speaker) == ["s"])
      #expect(corpus.problems.map { "\($0.path) \($0.kind.rawValue)" } == ["b.wav malformed-row"])
      for words in ["line 3 of \(table)", "'s+t'", "without +"] {
        #expect(corpus.problems.first?.explanation.contains(words) == true, "\(corpus.problems)")
      }
    }
  }

  @Test("A speaker whose name steers terminals is refused, and one of two spellings is one speaker")
  func names() throws {
    let folder = try folder(
      [
        "manifest.csv": "path,emotion,speaker,word\na.wav,sad,Zo\u{EB},caf\u{E9}\n"
          + "b.wav,sad,Zoe\u{308},cafe\u{301}\nc.wav,sad,\"x\n::error::y\",w\nd.wav,sad,e\u{1B}[1m,w\n"
      ], recordings: ["a.wav", "b.wav", "c.wav", "d.wav"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(
      corpus.utterances.map { Array($0.speaker.utf8) } == [
        Array("Zo\u{EB}".utf8), Array("Zo\u{EB}".utf8),
      ])
    #expect(Set(corpus.utterances.compactMap { $0.word.map { Array($0.utf8) } }).count == 1)
    #expect(corpus.speakers.count == 1)
    #expect(corpus.problems.map(\.path) == ["c.wav", "d.wav"])
    #expect(corpus.problems.allSatisfy { $0.explanation.contains("a name of one line") })
  }

  @Test("Speakers whose names differ only in case are told at the rarer one, and all rows stay")
  func casesOfNames() throws {
    let folder = try folder(
      ["manifest.csv": "path,emotion,speaker\na.wav,sad,Ben\nb.wav,sad,ben\nc.wav,sad,Ben\n"],
      recordings: ["a.wav", "b.wav", "c.wav"])
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(corpus.utterances.map(\.speaker) == ["Ben", "ben", "Ben"])
    #expect(corpus.problems.map { "\($0.path) \($0.kind.rawValue)" } == ["b.wav speakers-alike"])
    #expect(
      corpus.problems.first?.explanation == "b.wav: Ben (2 recordings) and ben (1 recording) "
        + "differ only in case and are taken for 2 people; expected one spelling a speaker: correct the "
        + "table, or rename whoever is somebody else")
  }

  @Test("A folder that only holds an audio folder somewhere below is not taken for a corpus")
  func notBelow() throws {
    let folder = try folder(
      ["other/metadata.csv": "file_name,emotion,speaker\na.wav,sad,s\n"],
      recordings: ["other/a.wav"])
    #expect(throws: CorpusError.self) {
      try CorpusLocation.find(
        name: "mine", option: folder.path, environment: nil, datasets: nil)
    }
    #expect(
      try CorpusLocation.find(
        name: "other", option: folder.path, environment: nil, datasets: nil
      ).root == folder.path + "/other")
  }

  @Test("Recordings that no row of a manifest names are told, however a row names a file")
  func unlisted() throws {
    let folder = try ScratchFolder()
    for file in ["a.wav", "deep/b.wav", "deep/deeper/c.FLAC", "d.wav", "e.wav", "notes.txt"] {
      try folder.write(file)
    }
    try folder.link("linked", to: folder.path + "/deep")
    try folder.write(
      "manifest.csv",
      """
      path,emotion,speaker
      a.wav,happy,s1
      ./linked/b.wav,sad,s1
      d.wav,calm and composed,s1
      gone.wav,sad,s1
      """)
    func unlisted(_ name: String) throws -> [String] {
      try CorpusReader.unlistedRecordings(name: name, root: folder.path)
    }
    #expect(try unlisted("mine") == ["e.wav", "deep/deeper/c.FLAC"])
    #expect(try unlisted("tess") == [])
    try folder.write("manifest.csv", "path,emotion,speaker\ne.wav,sad,s1\n")
    #expect(try unlisted("mine") == ["a.wav", "d.wav", "deep/b.wav", "deep/deeper/c.FLAC"])
  }
}
