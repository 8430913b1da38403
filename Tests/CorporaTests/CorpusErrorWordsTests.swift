import Corpora
import TestSupport
import Testing

/// Each case as a reader meets it, provoked where a folder can provoke it.
@Suite("The whole sentence of each error of reading a corpus")
struct CorpusErrorWordsTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func words(_ name: String, at path: String? = nil) -> String? {
    let error = #expect(throws: CorpusError.self) {
      try CorpusReader.read(name: name, root: path ?? folder.path)
    }
    return error.map { "\($0)" }
  }

  @Test("The folder is not there, is a file, or cannot be opened")
  func folders() throws {
    try folder.write("file")
    let (gone, file) = (folder.path + "/gone", folder.path + "/file")
    #expect(
      words("tess", at: gone)
        == "there is no folder \(gone); expected the folder of a corpus: check the path")
    #expect(
      words("tess", at: file + "/below")
        == "there is no folder \(file)/below; expected the folder of a corpus: check the path")
    #expect(
      words("tess", at: file)
        == "\(file) is a file; expected the folder of a corpus: give the folder that holds it")
    let long = folder.path + "/" + String(repeating: "x", count: 256)
    #expect(
      words("tess", at: long)
        == "the folder \(long) could not be opened (File name too long); expected one that can be "
        + "read: check its permissions")
  }

  @Test("There are no recordings, or none that can be used, with the first that cannot")
  func recordings() throws {
    try folder.write("notes.txt")
    #expect(words("savee")?.contains(" (1 other file); ") == true)
    try folder.write("more.pdf")
    #expect(
      words("savee")
        == "\(folder.path) holds no recordings (2 other files); expected those of savee, "
        + "recordings named DC_a01.wav, or a01.wav in the folder DC: check the path or unpack the "
        + "archive there")
    try folder.write("song.wav")
    #expect(words("EMODB")?.contains(" holds 1 recording or row and none could ") == true)
    try folder.write("x_bored.wav")
    #expect(
      words("EMODB")
        == "\(folder.path) holds 2 recordings or rows and none could be used as emodb; expected "
        + "recordings named by speaker, text and emotion such as 03a01Fa.wav: check the path and "
        + "the corpus' name. The first: song.wav: the name 'song' has not the six or seven letters "
        + "of speaker, text, emotion, version; expected recordings named by speaker, text and "
        + "emotion such as 03a01Fa.wav: rename or remove it")
  }

  @Test("There is no manifest, or one without rows, without columns, or that is no text")
  func tables() throws {
    #expect(
      words("mine")
        == "\(folder.path) holds no manifest; expected one of manifest.csv, manifest.tsv, "
        + "manifest.jsonl with a row for each recording (path, emotion, speaker): write one, or "
        + "name a corpus that is known (tess, ravdess, crema-d, emodb, savee, nemo)")
    let path = folder.path + "/manifest.csv"
    try folder.write("manifest.csv", "path,emotion,speaker\n")
    #expect(
      words("mine")
        == "\(folder.path) holds 0 recordings or rows and none could be used as mine; expected a "
        + "manifest.csv with the columns path,emotion,speaker: add rows below the header")
    try folder.write("manifest.csv", "speaker\n")
    #expect(
      words("mine")
        == "\(path) lacks the column path, emotion; found speaker: add what is missing to the "
        + "first line")
    try folder.write("manifest.csv", "")
    #expect(
      words("mine")
        == "\(path) lacks the column path, emotion, speaker; found no header: add what is missing "
        + "to the first line")
    try folder.write("manifest.csv", bytes: [0xC3])
    #expect(
      words("mine")
        == "\(path) could not be read (its bytes are not UTF-8); expected a table in UTF-8: check "
        + "the file")
  }

  @Test("A line of JSON is broken, and a file to be hashed is a folder")
  func files() throws {
    try folder.write("manifest.jsonl", "\r\n\r\n{broken\r\n[1]\r\n")
    #expect(
      words("mine")
        == "\(folder.path)/manifest.jsonl, line 3: found a line that is no JSON object; expected "
        + "one object a line, such as {\"path\": \"a.wav\", \"emotion\": \"sad\", \"speaker\": "
        + "\"s1\"}: correct that line")
    try folder.write("manifest.jsonl", "[{\"path\": \"a.wav\"}]")
    #expect(
      words("mine")
        == "\(folder.path)/manifest.jsonl holds JSON in another form; expected a table, or one "
        + "object a line in a file named .jsonl: write it so (pandas: df.to_json(path, "
        + "orient='records', lines=True))")
    let error = #expect(throws: CorpusError.self) { try FileHash.sha256(path: folder.path) }
    #expect(
      error.map { "\($0)" }
        == "\(folder.path) could not be read (Is a directory); expected a recording: check the "
        + "file and its permissions")
  }

  @Test("The corpus is nowhere: each place with what was there, and where it comes from")
  func nowhere() throws {
    try folder.write("file")
    try folder.write("empty/notes.txt")
    let file = folder.path + "/file"
    let error = #expect(throws: CorpusError.self) {
      try CorpusLocation.find(
        name: "nemo", option: nil, environment: file, datasets: folder.path + "/none")
    }
    #expect(
      error.map { "\($0)" } == """
        the corpus nemo was not found; expected a data.tsv with the columns \
        file_id,emotion,speaker_id beside the folder samples in one of these places:
          \(file) (SER_AUDIT_DATA): not a folder
          \(folder.path)/none/nemo/audio (datasets): nothing there
        Put it there, or name the folder that holds it with --data DIR or SER_AUDIT_DATA. nemo \
        comes from https://github.com/amu-cai/nEMO (licence: CC BY-NC-SA 4.0: not for commercial use; \
        changed copies under the same terms).
        """)
    let mine = #expect(throws: CorpusError.self) {
      try CorpusLocation.find(
        name: "mine", option: folder.path + "/empty", environment: nil, datasets: nil)
    }
    #expect(
      mine.map { "\($0)" } == """
        the corpus mine was not found; expected a manifest.csv with the columns \
        path,emotion,speaker in one of these places:
          \(folder.path)/empty (--data): neither a folder mine in it nor a manifest.csv with the \
        columns path,emotion,speaker
        Put it there, or name the folder that holds it with --data DIR or SER_AUDIT_DATA. \
        datasets/mine/card.md says how to get it.
        """)
    let bare = CorpusError.corpusNotFound(name: "mine", searched: [])
    #expect("\(bare)".contains("in one of these places:\n  (no place was given)\nPut it there"))
  }
}
