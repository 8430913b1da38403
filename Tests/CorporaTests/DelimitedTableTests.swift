import Corpora
import Randomness
import Testing

@Suite("Tables are read as they were written")
struct DelimitedTableTests {
  /// Pieces that a field of a table may be made of, harmless and not.
  private static let pieces = [
    "a", "word", "Zoë", "😀", ",", "\t", ";", "\"", "\"\"", "\n", "\r\n", " ", "é", "=1+1", "'",
  ]

  private static func field(_ generator: inout SplitMix64) -> String {
    let count = Int(generator.next() % 5)
    let text = (0..<count).map { _ in
      pieces[Int(generator.next() % UInt64(pieces.count))]
    }.joined()
    // The ends are trimmed when a field is looked up, so they are letters here.
    return "x" + text + "y"
  }

  @Test(
    "Any fields come back from either delimiter",
    arguments: [
      (UInt8(ascii: ","), "t.csv"), (UInt8(ascii: "\t"), "t.tsv"), (UInt8(ascii: ";"), "t.csv"),
    ])
  func roundTrip(delimiter: UInt8, path: String) throws {
    var generator = SplitMix64(seed: 4)
    let rows = (0..<200).map { _ in (0..<3).map { _ in Self.field(&generator) } }
    let mark = String(decoding: [delimiter], as: UTF8.self)
    for ending in ["\n", "\r\n"] {
      let lines = rows.map { row in
        row.map { DelimitedTable.quoted($0, delimiter: delimiter) }.joined(separator: mark)
      }
      let text = ([["a", "b", "c"].joined(separator: mark)] + lines).joined(separator: ending)
      let table = try DelimitedTable(bytes: Array(text.utf8), path: path)
      #expect(table.columns == ["a", "b", "c"])
      let read = table.rows.map { row in ["a", "b", "c"].map { table[$0, row] ?? "-" } }
      let isSame = read == rows
      #expect(isSame)
    }
  }

  @Test("A row bears the line on which it begins, also after line breaks in quotes")
  func lines() throws {
    let text = "a,b\n1,2\n\n\"3\n3\n3\",4\n5,6\n"
    let table = try DelimitedTable(bytes: Array(text.utf8), path: "t.csv")
    #expect(table.rows.map(\.line) == [2, 4, 7])
  }

  @Test("A missing column or a short row gives nothing, and columns that are needed are named")
  func missing() throws {
    let table = try DelimitedTable(bytes: Array(" A ,b\n1\n".utf8), path: "t.csv")
    let row = table.rows[0]
    #expect(table["a", row] == "1")
    #expect(table["b", row] == nil)
    #expect(table["c", row] == nil)
    #expect(
      throws: CorpusError.columnsMissing(path: "t.csv", missing: ["c", "d"], found: ["a", "b"])
    ) { try table.require(["a", "c", "d"]) }
  }

  @Test("Any bytes are a table or a named error")
  func anyBytes() {
    var generator = SplitMix64(seed: 9)
    let alphabet: [UInt8] = [0, 9, 10, 13, 32, 34, 44, 97, 0xC3, 0xA9, 0xFF, 0xEF, 0xBB, 0xBF]
    var (tables, errors) = (0, 0)
    for _ in 0..<2_000 {
      let count = Int(generator.next() % 24)
      let bytes = (0..<count).map { _ in
        alphabet[Int(generator.next() % UInt64(alphabet.count))]
      }
      do throws(CorpusError) {
        let table = try DelimitedTable(bytes: bytes, path: "t.csv")
        tables += 1
        #expect(table.rows.allSatisfy { $0.line >= 1 })
      } catch {
        errors += 1
        #expect("\(error)".contains("t.csv"))
      }
    }
    #expect(tables > 100 && errors > 100)
  }

  @Test("Columns that semicolons separate beside commas are told as that, and not as missing")
  func semicolons() throws {
    let table = try DelimitedTable(bytes: Array("path;emotion,speaker\n".utf8), path: "t.csv")
    let error = #expect(throws: CorpusError.self) { try table.require(["path", "emotion"]) }
    #expect(
      error.map { "\($0)" }
        == "t.csv lacks the column path, emotion; found path;emotion, speaker; expected "
        + "columns that commas or tabs separate: save the table with those instead of semicolons")
  }
}
