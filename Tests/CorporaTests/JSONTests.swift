import Corpora
import TestSupport
import Testing

@Suite("JSON of a table and of a split")
struct JSONTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func table(_ text: String) throws -> DelimitedTable {
    try folder.write("t.jsonl", text)
    return try DelimitedTable.load(path: folder.path + "/t.jsonl")
  }

  private func rows(_ text: String, name: String = "s.jsonl") throws -> [ForeignSplit.Row] {
    try folder.write(name, text)
    return try ForeignSplit.load(path: folder.path + "/" + name).rows
  }

  @Test("The columns are the keys of all lines in order, and what a line lacks is empty")
  func columns() throws {
    let found = try table(
      "\u{FEFF}{\"b\": 1}\r\n\t \r\n{\"a\": \"x\", \"C\": null}\n{\"B\": \"y\", \"a\": [1, 2]}")
    #expect(found.columns == ["a", "b"])
    #expect(found.rows.map(\.fields) == [["", "1"], ["x", ""], ["", "y"]])
    #expect(found.rows.map(\.line) == [1, 3, 4])
    #expect(try table("\n \n").rows == [] && table("").columns == [])
  }

  @Test(
    "A number is written without a point where it is whole, as libraries write ages with one",
    arguments: [
      ("30", "30"), ("30.0", "30"), ("-1", "-1"), ("0.5", "0.5"), ("true", "true"),
      ("false", "false"), ("\"30\"", "30"), ("\"\"", ""), ("1e3", "1000"),
      ("\"a\\u00e9\\n\"", "aé\n"),
    ])
  func values(json: String, text: String) throws {
    #expect(try table("{\"v\": \(json)}").rows.map(\.fields) == [[text]])
  }

  @Test(
    "A line that is no object is told by its number, in a table and in a split",
    arguments: ["[1]", "3", "{", "{\"a\": 1} {\"a\": 2}", "path,part"])
  func noObject(line: String) {
    let lines = "{\"path\": \"a.wav\", \"part\": \"train\"}\n\n\(line)\n"
    for read in [{ _ = try table(lines) }, { _ = try rows(lines) }] {
      let error = #expect(throws: CorpusError.self) { try read() }
      guard case .tableMalformed(_, 3, _, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test("A key in two cases of letters is refused: which of the two counts would be chance")
  func repeated() {
    let line = "{\"path\": \"a.wav\", \"Path\": \"b.wav\", \"part\": \"train\"}"
    for read in [{ _ = try table(line) }, { _ = try rows(line) }] {
      let error = #expect(throws: CorpusError.self) { try read() }
      let words = error.map { "\($0)" } ?? ""
      for part in [", line 1: found ", "'path'", " in more than one case of letters"] {
        #expect(words.contains(part), "\(words)")
      }
    }
  }

  @Test("An entry of an object of objects keeps a key of its own, in any case of letters")
  func ownKey() throws {
    for own in ["key", "Key", "KEY"] {
      let found = try rows(
        "{\"k1\": {\"\(own)\": \"a.wav\", \"part\": \"train\"}, \"k2\": {\"part\": \"test\"}}",
        name: "s.json")
      #expect(found.map(\.path) == ["a.wav", "k2"])
    }
  }

  @Test(
    "A fault of a list or an object of objects is told by its record: lines say nothing there",
    arguments: [
      (
        #"[{"wav": "a.wav", "part": "dev"}, {"wav": "b.wav", "Wav": "c.wav"}]"#,
        "2", "the key 'wav'"
      ),
      (#"[{"wav": "a.wav", "part": "dev"}, {"part": "test"}]"#, "2", "no file"),
      (#"{"b": {"part": "x"}, "a": {"part": "dev"}}"#, "'b'", "the part 'x'"),
      (#"{"b": {"part": "dev", "PART": "dev"}}"#, "'b'", "the key 'part'"),
    ])
  func record(text: String, record: String, found: String) {
    let error = #expect(throws: CorpusError.self) { try rows(text, name: "s.json") }
    let words = error.map { "\($0)" } ?? ""
    #expect(words.contains("s.json, record \(record): found \(found)"), "\(words)")
    #expect(words.hasSuffix(": correct that record") && !words.contains("line"), "\(words)")
  }

  @Test("A split is read with a mark before it, with numbers for names, and with CRLF")
  func split() throws {
    let found = try rows(
      "\u{FEFF}{\"wav\": \"a.wav\", \"split\": \"train\", \"Speaker\": 3, \"selected_on\": true}"
        + "\r\n{\"wav\": \"b.wav\", \"split\": \"test\", \"spk\": 4.5, \"text\": [1]}\r\n")
    #expect(found.map(\.path) == ["a.wav", "b.wav"] && found.map(\.part) == [.train, .test])
    #expect(found.map(\.speaker) == ["3", "4.5"] && found.map(\.word) == [nil, nil])
    #expect(found.map(\.isSelectedOn) == [true, false])
  }

  @Test("An object of objects is read in the order of its keys, and its own key wins")
  func objects() throws {
    let found = try rows(
      """
      {"b": {"part": "test"}, "a": {"part": "train", "key": "own"},
       "c": {"file": "f", "part": "dev"}}
      """,
      name: "s.json")
    #expect(found.map(\.path) == ["own", "b", "f"])
    #expect(found.map(\.part) == [.train, .test, .dev])
  }
}
