import Corpora
import TestSupport
import Testing

@Suite("Splits of other people's tools")
struct ForeignSplitTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func judge(_ split: ForeignSplit, named: String? = nil) -> LeakageJudgement {
    let subjects = split.subjects(id: "theirs", corpus: nil, named: named)
    return LeakageJudge.judge(
      split: subjects.split, testSet: subjects.split.tests[0], subjects: subjects.subjects)
  }

  /// A line as EmoBox publishes it.
  private func line(_ speaker: String, _ word: String, _ emotion: String) -> String {
    """
    {"key": "tess-\(speaker)-\(word)-\(emotion)", "dataset": "tess", "wav": \
    "downloads/tess/\(speaker)_\(word)_\(emotion).wav", "type": "raw", "sample_rate": 24414, \
    "num_frame": 36322.0, "task": "category", "length": 1.48, "emo": "\(emotion)", "channel": 1}
    """
  }

  @Test("EmoBox's files of one fold are read together, whichever of them is named")
  func emoBox() throws {
    try folder.write(
      "fold_1/tess_train_fold_1.jsonl",
      [line("OAF", "bar", "fear"), line("YAF", "bar", "sad")].joined(separator: "\n"))
    try folder.write("fold_1/tess_test_fold_1.jsonl", line("OAF", "bar", "sad") + "\n\n")
    try folder.write("fold_1/tess_test_fold_2.jsonl", line("YAF", "dog", "sad"))
    for name in ["fold_1/tess_test_fold_1.jsonl", "fold_1/tess_train_fold_1.jsonl"] {
      let split = try ForeignSplit.load(path: folder.path + "/" + name)
      #expect(split.format == .emoBox)
      #expect(split.rows.map(\.part) == [.train, .train, .test])
      let judgement = judge(split)
      #expect(judgement.reasons.map(\.kind) == [.speaker, .speakerWord])
      #expect(judgement.reasons.allSatisfy { $0.share == 1 })
    }
  }

  @Test("nkululeko's table is read by its own columns, a file for each part")
  func nkululeko() throws {
    try folder.write(
      "aesdd_train.csv", "file,speaker,emotion,gender\nAESDD/f05 (4).wav,4,fear,female\n")
    try folder.write(
      "aesdd_test.csv", "file,speaker,emotion,gender\nAESDD/f05 (1).wav,1,fear,male\n")
    let split = try ForeignSplit.load(path: folder.path + "/aesdd_test.csv")
    #expect(split.format == .nkululeko)
    #expect(split.rows.map(\.speaker) == ["4", "1"])
    #expect(!judge(split).isLeaky)
    // A column split with numbers of their own says nothing where each part has a file.
    try folder.write("c_train.csv", "file,emotion,speaker_id,split\nA/1_X.wav,sad,1,0\n")
    try folder.write("c_test.csv", "file,emotion,speaker_id,split\nA/1_Y.wav,sad,1,2\n")
    let other = try ForeignSplit.load(path: folder.path + "/c_test.csv")
    #expect(judge(other).reasons.map(\.kind) == [.speaker])
  }

  @Test("A table of paths and parts is read with the parts as tools spell them")
  func table() throws {
    try folder.write(
      "split.csv",
      "path,part\nOAF_bar_sad.wav,training\nOAF_dog_sad.wav,valid\nYAF_cat_sad.wav,EVAL\n")
    let split = try ForeignSplit.load(path: folder.path + "/split.csv")
    #expect(split.format == .table)
    #expect(split.rows.map(\.part) == [.train, .dev, .test])
    #expect(split.tellsSelection)
    let subjects = split.subjects(id: "s", corpus: nil)
    #expect(subjects.readAs == ["tess"])
    #expect(subjects.split.evaluationProtocol == .speakerWordDisjoint)
    #expect(!judge(split).isLeaky)
  }

  @Test("A table with a name like a part's stays one table where its rows say the parts")
  func namedLikeAPart() throws {
    try folder.write("my_test_split.csv", "path,part\na.wav,train\nb.wav,test\n")
    let split = try ForeignSplit.load(path: folder.path + "/my_test_split.csv")
    #expect(split.rows.map(\.part) == [.train, .test])
  }

  @Test("What a row was derived from, and what a model was chosen by, are reasons")
  func parentsAndSelection() throws {
    try folder.write(
      "split.csv",
      """
      path,part,speaker,word,parent,selected_on
      a+pitch.wav,train,1,x,a.wav,
      a.wav,test,2,y,,
      b.wav,test,3,z,,1
      c+noise.wav,train,4,w,c.wav,
      c+gain.wav,test,5,v,c.wav,
      """)
    let judgement = judge(try ForeignSplit.load(path: folder.path + "/split.csv"))
    #expect(judgement.reasons.map(\.kind) == [.selection, .parent, .speaker, .speakerWord])
    #expect(judgement.reasons[1].examples == ["a.wav", "c+gain.wav"])
    #expect(judgement.reasons[2].examples == ["b.wav"])
  }

  @Test("A row of unknown speaker is noted, never taken for a new voice in silence")
  func unknownSpeakers() throws {
    try folder.write("split.csv", "path,part\nx1.wav,train\nx2.wav,test\n")
    let judgement = judge(try ForeignSplit.load(path: folder.path + "/split.csv"))
    #expect(!judgement.isLeaky)
    #expect(judgement.notes.map(\.kind).contains(.unknownSpeaker))
  }

  @Test("A list and an object of objects are JSON of a split too")
  func otherJSON() throws {
    try folder.write(
      "list.json", #"[{"wav": "a.wav", "split": "train"}, {"wav": "b.wav", "split": "test"}]"#)
    try folder.write("train.json", #"{"k1": {"wav": "a.wav"}, "k2": {"emo": "sad"}}"#)
    let list = try ForeignSplit.load(path: folder.path + "/list.json")
    #expect(list.rows.map(\.path) == ["a.wav", "b.wav"])
    let object = try ForeignSplit.load(path: nil, parts: [.train: folder.path + "/train.json"])
    #expect(object.rows.map(\.path) == ["a.wav", "k2"])
  }

  @Test(
    "What cannot be read is told with its line",
    arguments: [
      ("a.csv", "path,part\na.wav,somewhere\n", "somewhere"),
      ("b.csv", "name,part\na.wav,train\n", "path"),
      ("c.csv", "path\na.wav\n", "no part"),
      ("d.jsonl", "{\"wav\": \"a.wav\", \"part\": \"train\"}\n{oops\n", "{oops"),
      ("e.csv", "path,part\n", "no rows"),
      ("f.jsonl", "{\"emo\": \"sad\", \"part\": \"train\"}", "no file"),
    ])
  func faults(name: String, text: String, word: String) throws {
    try folder.write(name, text)
    let error = #expect(throws: CorpusError.self) {
      try ForeignSplit.load(path: folder.path + "/" + name)
    }
    #expect(error?.description.contains(word) == true, "\(String(describing: error))")
  }

  @Test(
    "Parts are read from names of files only where they are plain",
    arguments: [
      ("tess_train_fold_1.jsonl", Part.train), ("x/aesdd_dev.csv", .dev), ("valid.csv", .dev),
      ("test.tsv", .test), ("split.csv", nil), ("train_test.csv", nil), ("contest.csv", nil),
    ])
  func namesOfFiles(name: String, part: Part?) {
    #expect(Part(fileName: name) == part)
  }
}
