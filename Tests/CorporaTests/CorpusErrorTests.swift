import Corpora
import TestSupport
import Testing

@Suite("A corpus that cannot be read says what was found, what was expected and what to do")
struct CorpusErrorTests {
  @Test("A missing folder")
  func missing() throws {
    let folder = try ScratchFolder()
    for name in ["tess", "ravdess", "mine"] {
      #expect(throws: CorpusError.folderMissing(path: folder.path + "/gone")) {
        try CorpusReader.read(name: name, root: folder.path + "/gone")
      }
    }
  }

  @Test("A file in place of the folder")
  func file() throws {
    let folder = try ScratchFolder()
    try folder.write("file")
    #expect(throws: CorpusError.notAFolder(path: folder.path + "/file")) {
      try CorpusReader.read(name: "tess", root: folder.path + "/file")
    }
  }

  @Test("A folder without recordings")
  func noRecordings() throws {
    let folder = try ScratchFolder()
    try folder.write("readme.txt")
    #expect(
      throws: CorpusError.noRecordings(name: "tess", path: folder.path, otherFiles: 1)
    ) {
      try CorpusReader.read(name: "tess", root: folder.path)
    }
  }

  @Test("Recordings of which none can be used")
  func nothingUsable() throws {
    let folder = try ScratchFolder()
    try folder.write("a.wav")
    let error = try #require(throws: CorpusError.self) {
      try CorpusReader.read(name: "tess", root: folder.path)
    }
    guard case .nothingUsable(_, _, 1, .some(let first)) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(first.path == "a.wav")
    #expect("\(error)".contains("OAF_back_angry.wav"))
  }

  @Test("A manifest that is not there, not text, without columns or with an open quote")
  func manifests() throws {
    let folder = try ScratchFolder()
    #expect(
      throws: CorpusError.manifestMissing(
        path: folder.path, names: ["manifest.csv", "manifest.tsv", "manifest.jsonl"])
    ) { try CorpusReader.read(name: "mine", root: folder.path) }
    let path = folder.path + "/manifest.csv"
    try folder.write("manifest.csv", bytes: [0x70, 0xFF, 0xFE])
    #expect(throws: CorpusError.tableUnreadable(path: path, reason: "its bytes are not UTF-8")) {
      try CorpusReader.read(name: "mine", root: folder.path)
    }
    try folder.write("manifest.csv", "file,speaker\n")
    #expect(
      throws: CorpusError.columnsMissing(
        path: path, missing: ["path", "emotion"], found: ["file", "speaker"])
    ) { try CorpusReader.read(name: "mine", root: folder.path) }
    try folder.write("manifest.csv", "path,emotion,\"speaker\na.wav,sad,s\n")
    let error = try #require(throws: CorpusError.self) {
      try CorpusReader.read(name: "mine", root: folder.path)
    }
    guard case .tableMalformed(path, 1, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test("Every message names the path, says what was expected and what to do")
  func words() {
    let errors: [CorpusError] = [
      .folderMissing(path: "/p"), .notAFolder(path: "/p"),
      .folderUnreadable(path: "/p", reason: "r"),
      .noRecordings(name: "tess", path: "/p", otherFiles: 2),
      .nothingUsable(name: "mine", path: "/p", count: 0, first: nil),
      .manifestMissing(path: "/p", names: ["manifest.csv"]),
      .tableUnreadable(path: "/p", reason: "r"),
      .tableMalformed(path: "/p", line: 3, found: "x", expected: "y"),
      .recordMalformed(path: "/p", record: "3", found: "x", expected: "y"),
      .fileUnreadable(path: "/p", reason: "r"),
      .corpusNotFound(
        name: "tess",
        searched: [SearchedPlace(origin: .option, path: "/p", found: "nothing there")]),
    ]
    for error in errors {
      #expect("\(error)".contains("/p"))
      #expect("\(error)".contains("expected"))
    }
  }
}
