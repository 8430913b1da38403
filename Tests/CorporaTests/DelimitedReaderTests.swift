import Corpora
import Testing

@Suite("The bytes of a table are taken apart by RFC 4180")
struct DelimitedReaderTests {
  private func table(_ text: String, path: String = "t.csv") throws(CorpusError) -> DelimitedTable {
    try DelimitedTable(bytes: Array(text.utf8), path: path)
  }

  private func fields(_ text: String, path: String = "t.csv") throws -> [[String]] {
    try table(text, path: path).rows.map(\.fields)
  }

  /// Every text of up to three of the characters that matter to a table, and a letter.
  private static let texts: [String] = {
    let characters = ["a", ",", ";", "\"", "\n", "\r", "\t", " "]
    var (texts, longest) = ([""], [""])
    for _ in 0..<3 {
      longest = longest.flatMap { text in characters.map { text + $0 } }
      texts += longest
    }
    return texts
  }()

  @Test(
    "Every text of three characters comes back to the byte, first and last in its row",
    arguments: [
      (UInt8(ascii: ","), "t.csv"), (UInt8(ascii: "\t"), "t.tsv"), (UInt8(ascii: ";"), "t.csv"),
    ])
  func everyText(delimiter: UInt8, path: String) throws {
    #expect(Self.texts.count == 1 + 8 + 64 + 512)
    let mark = String(decoding: [delimiter], as: UTF8.self)
    for ending in ["\n", "\r\n", ""] {
      for text in Self.texts {
        let field = DelimitedTable.quoted(text, delimiter: delimiter)
        let found = try fields(
          "h\(mark)i\n\(field)\(mark)x\n\(mark)\(field)\(ending)", path: path)
        let isSame = bytes(found) == bytes([[text, "x"], ["", text]])
        #expect(isSame, "\(text.debugDescription) as \(field.debugDescription) gave \(found)")
      }
    }
  }

  private func bytes(_ rows: [[String]]) -> [[[UInt8]]] { rows.map { $0.map { Array($0.utf8) } } }

  @Test("Only what would not come back is put into quotes")
  func quotes() {
    #expect(DelimitedTable.quoted("a b") == "a b" && DelimitedTable.quoted("") == "")
    #expect(DelimitedTable.quoted("a\tb") == "a\tb")
    #expect(DelimitedTable.quoted("a,b") == "\"a,b\"")
    #expect(DelimitedTable.quoted("a,b", delimiter: UInt8(ascii: "\t")) == "a,b")
    #expect(DelimitedTable.quoted("a\tb", delimiter: UInt8(ascii: "\t")) == "\"a\tb\"")
    #expect(DelimitedTable.quoted(" a") == "\" a\"" && DelimitedTable.quoted("a ") == "\"a \"")
    #expect(DelimitedTable.quoted("6\" nail") == "\"6\"\" nail\"")
  }

  @Test("A quote within a field that does not begin with one, and a CR within a line, are text")
  func literal() throws {
    #expect(try fields("a,b\n5\" nail,x\ry\n") == [["5\" nail", "x\ry"]])
    #expect(try fields("a,b\r\n1,2\r") == [["1", "2"]])
    #expect(try fields("a,b\n\"1\"\r\n\"2\",\"\"\n") == [["1"], ["2", ""]])
  }

  @Test("Empty lines are passed over, a line of delimiters or of a blank is a row")
  func emptyLines() throws {
    let found = try table("\n\na,b\n\r\n,\n \n\n1,2")
    #expect(found.columns == ["a", "b"])
    #expect(found.rows.map(\.fields) == [["", ""], [" "], ["1", "2"]])
    #expect(found.rows.map(\.line) == [5, 6, 8])
  }

  @Test(
    "What breaks the rules is told with its line, and the whole sentence says what to do",
    arguments: [
      (
        "a,b\n1,\"2\"x\n",
        "t.csv, line 2: found text after a closing quote; expected a delimiter or the end of the "
          + "line there, and quotes inside a field doubled: correct that line"
      ),
      (
        "a,b\n1,\"2\n3\n4",
        "t.csv, line 2: found a quote that is never closed; expected a closing quote before the "
          + "end of the file: correct that line"
      ),
      (
        "\n\nb, A ,a\n1,2,3\n",
        "t.csv, line 3: found the column 'a' more than once; expected each column once: correct "
          + "that line"
      ),
      (
        "a,b\n\"x\ny\" ,2\n",
        "t.csv, line 3: found text after a closing quote; expected a delimiter or the end of the "
          + "line there, and quotes inside a field doubled: correct that line"
      ),
      (
        "a,b\n\u{0}\n",
        "t.csv could not be read (it holds zero bytes, unlike text); expected a table in UTF-8: "
          + "check the file"
      ),
    ])
  func faults(text: String, sentence: String) {
    let error = #expect(throws: CorpusError.self) { try table(text) }
    #expect(error.map { "\($0)" } == sentence)
  }

  @Test(
    "Tabs part fields by the file's name or where the first line has no comma, else semicolons",
    arguments: [
      ("t.tsv", "a,b\tc\n1,2\t3", ["a,b", "c"]), ("T.TSV", "a\tb\n1\t2", ["a", "b"]),
      ("t.txt", "a\tb\n1,2\t3", ["a", "b"]), ("t.csv", "a\tb\n1\t2", ["a", "b"]),
      ("t.csv", "a\tb,c\n1,2", ["a\tb", "c"]), ("t.csv", "a\n1\t2,3", ["a"]),
      ("t.csv", "a;b\n0,5;1", ["a", "b"]), ("t.csv", "\u{FEFF}\"a\";b\r\n1;2", ["a", "b"]),
      ("t.csv", "a;b,c\n1", ["a;b", "c"]), ("t.csv", "a;b\tc\n1", ["a;b", "c"]),
      ("t.tsv", "a;b\n1", ["a;b"]), ("t.csv", "a\n1;2", ["a"]),
    ])
  func delimiters(path: String, text: String, columns: [String]) throws {
    #expect(try table(text, path: path).columns == columns)
  }

  @Test("A table of no bytes, of a mark alone and of a header alone has no rows")
  func bare() throws {
    for text in ["", "\u{FEFF}", "\n\n"] {
      let found = try table(text)
      #expect(found.columns == [] && found.rows == [])
      #expect(
        throws: CorpusError.columnsMissing(path: "t.csv", missing: ["path"], found: [])
      ) { try found.require(["path"]) }
    }
    #expect(try table("\u{FEFF}a,b").columns == ["a", "b"])
  }

  @Test("A looked-up field loses the blanks around it, and a row may be longer than the header")
  func lookedUp() throws {
    let found = try table("a,b\n\" 1\t\r\n \",\"\n\",3\n")
    let row = found.rows[0]
    #expect(found["a", row] == "1" && found["b", row] == "" && row.fields.count == 3)
    #expect(found["A", row] == nil)
  }
}
