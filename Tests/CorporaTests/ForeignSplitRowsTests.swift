import Corpora
import TestSupport
import Testing

@Suite("Rows of a split of other people, one by one")
struct ForeignSplitRowsTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func load(_ text: String, name: String = "split.csv") throws -> ForeignSplit {
    try folder.write(name, text)
    return try ForeignSplit.load(path: folder.path + "/" + name)
  }

  @Test("Each spelling of a part is known in any case of letters, and nothing else is")
  func spellings() {
    let known: [Part: [String]] = [
      .train: ["train", "training"],
      .dev: ["dev", "devel", "development", "val", "valid", "validation"],
      .calibration: ["calibration", "calib"], .test: ["test", "testing", "eval", "evaluation"],
    ]
    for (part, names) in known {
      for name in names {
        #expect(Part(spelling: name) == part && Part(spelling: name.uppercased()) == part)
        #expect(Part(fileName: "x/fold1_\(name)_2.csv") == part)
        #expect(Part(spelling: name + "s") == nil && Part(spelling: " " + name) == nil)
      }
    }
    #expect(Part(spelling: "") == nil && Part(fileName: "x/train/y.csv") == nil)
  }

  @Test("One file is one file however its path is written, and an unknown speaker is none")
  func spelledPaths() throws {
    let split = try load(
      """
      path,part,speaker,parent
      a.wav,train,unknown,
      ./a.wav,test,nan,
      sub/../a.wav,test,Nan,b//./c.wav
      ../x/./y.wav,test,None,
      /r/../s.wav,test,n/a,
      """)
    #expect(split.rows.map(\.path) == ["a.wav", "a.wav", "a.wav", "../x/y.wav", "/s.wav"])
    #expect(split.rows.map(\.speaker) == [nil, nil, "Nan", nil, nil])
    #expect(split.rows[2].parent == "b/c.wav")
  }

  @Test("The likeliest of several columns counts, and an empty one leaves it to the next")
  func columns() throws {
    let split = try load(
      """
      utterance,file,wav,split,set,dataset,spk,actor,text,word,source,selected-on
      u1,f1,w1,train,test,tess,s1,a1,t1,o1,p1,YES
      u2,f2,,,dev,,,a2,t2,,,no
      u3,,,test,,,,,,,,2
      """)
    #expect(split.rows.map(\.path) == ["w1", "f2", "u3"])
    #expect(split.rows.map(\.part) == [.train, .dev, .test])
    #expect(split.rows.map(\.corpus) == ["tess", nil, nil])
    #expect(split.rows.map(\.speaker) == ["s1", "a2", nil])
    #expect(split.rows.map(\.word) == ["o1", "t2", nil])
    #expect(split.rows.map(\.parent) == ["p1", nil, nil] && split.tellsParents)
    #expect(split.rows.map(\.isSelectedOn) == [true, false, false] && split.tellsSelection)
  }

  @Test("Nothing says what was chosen by where there is neither a dev part nor a column filled in")
  func selection() throws {
    for (text, tells) in [
      ("path,part\na,train\nb,test\n", false), ("path,part\na,train\nb,dev\n", true),
      ("path,part,selected_on\na,train,\nb,test,\n", false),
      ("path,part,selected_on\na,train,no\nb,test,\n", true),
    ] { #expect(try load(text).tellsSelection == tells, "\(text)") }
  }

  @Test(
    "The rung is told by what the sides share; what is not known is shared",
    arguments: [
      ("1,x", "2,y", EvaluationProtocol.speakerWordDisjoint), ("1,x", "2,X", .speakerDisjoint),
      ("1,x", "1,y", .wordDisjoint), ("1,x", "1,x", .random), ("1,x", "2,", .speakerDisjoint),
      ("1,x", ",y", .wordDisjoint), ("1,x", ",", .random), (",", "2,y", .speakerWordDisjoint),
    ])
  func rungs(train: String, test: String, rung: EvaluationProtocol) throws {
    for part in ["train", "dev", "calibration"] {
      let split = try load("path,part,speaker,word\na,\(part),\(train)\nb,test,\(test)\n")
        .subjects(id: "s", corpus: nil).split
      #expect(split.evaluationProtocol == rung, "\(part)")
      #expect(split.tests.map(\.evaluationProtocol) == [rung])
    }
  }

  @Test("Names of files are read by the corpus that is named, else by the one that alone fits")
  func schemes() throws {
    let split = try load(
      "path,part,corpus\nx/1001_DFA_ANG_XX.wav,train,cremad\n03a01Fa.wav,test,\nother.wav,test,\n")
    let free = split.subjects(id: "s", corpus: nil)
    #expect(free.readAs == ["crema-d", "emodb"] && free.matched == 0 && free.unmatched.isEmpty)
    #expect(
      free.subjects.map { "\($0.id) \($0.corpus) \($0.speaker ?? "-") \($0.word ?? "-")" } == [
        "03a01Fa.wav emodb emodb-03 a01", "other.wav  - -",
        "x/1001_DFA_ANG_XX.wav cremad crema-d-1001 DFA",
      ])
    let named = split.subjects(id: "s", corpus: nil, named: "EmoDB")
    #expect(named.readAs == ["emodb"])
    #expect(named.split.trainedOn == [] && named.split.tests[0].testedOn == ["emodb-03"])
  }

  @Test("A corpus that is here says who speaks, whatever the row says; what it lacks is named")
  func matched() throws {
    let corpus = Fixture.corpus(words: 2)
    let split = try load(
      """
      path,part,speaker,parent
      OAF_w0_sad,train,wrong,
      elsewhere/YAF_w1_fear.flac,test,wrong,
      gone.wav,test,Z,OAF/OAF_w1_sad.wav
      copy.wav,train,Z,gone.wav
      """)
    let found = split.subjects(id: "s", corpus: corpus)
    #expect(found.matched == 2 && found.unmatched == ["gone.wav", "copy.wav"])
    #expect(
      found.split.trainedOn == ["OAF", "Z"] && found.split.tests[0].testedOn == ["YAF", "Z"])
    let parents = Dictionary(uniqueKeysWithValues: found.subjects.map { ($0.id, $0.parent) })
    #expect(parents["gone.wav"] == "OAF_w1_sad" && parents["copy.wav"] == "gone.wav")
    // The original is in no part and links its children all the same.
    #expect(found.subjects.map(\.id).contains("OAF_w1_sad"))
  }

  @Test("A folder stands for its files named after parts, JSON Lines before tables")
  func folders() throws {
    try folder.write("f/my_train.csv", "path\na.wav\n")
    try folder.write("f/my_test.csv", "path\nb.wav\n")
    try folder.write("f/train_test.csv", "path\nz.wav\n")
    try folder.write("f/readme_train.txt", "not a split")
    let tables = try ForeignSplit.load(path: folder.path + "/f")
    #expect(tables.rows.map(\.path) == ["a.wav", "b.wav"] && tables.format == .table)
    try folder.write("f/my_eval.jsonl", "{\"wav\": \"c.wav\"}")
    try folder.write("f/my_dev.jsonl", "{\"wav\": \"d.wav\"}")
    let lines = try ForeignSplit.load(path: folder.path + "/f")
    #expect(lines.rows.map(\.path) == ["d.wav", "c.wav"] && lines.format == .emoBox)
    try folder.write("empty/notes.txt")
    let error = #expect(throws: CorpusError.self) {
      try ForeignSplit.load(path: folder.path + "/empty")
    }
    #expect(
      error.map { "\($0)" }
        == "\(folder.path)/empty could not be read (the folder has no CSV or JSONL file named "
        + "after train, dev or test); expected a table in UTF-8: check the file")
  }

  @Test("Files given for parts are read beside a table, in the order of the parts")
  func parts() throws {
    let split = try load("path,part\na.wav,test\n")
    #expect(split.rows.count == 1)
    try folder.write("x.csv", "path\nx.wav\n")
    try folder.write("y.csv", "path\ny.wav\n")
    let both = try ForeignSplit.load(
      path: folder.path + "/split.csv",
      parts: [.test: folder.path + "/y.csv", .train: folder.path + "/x.csv"])
    #expect(both.rows.map(\.path) == ["a.wav", "x.wav", "y.wav"])
    #expect(both.rows.map(\.part) == [.test, .train, .test])
  }
}
