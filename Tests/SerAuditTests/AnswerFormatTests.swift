import Corpora
import Foundation
import Testing

@Suite("Answers about files with odd names")
struct AnswerFormatTests {
  private static let names = [
    "a,b.wav", "quo\"te.wav", "two\nlines.wav", "é 聲.wav", "semi;colon\tand tab.wav", "=1+1.wav",
    "a,b.wav",
  ]

  private static func predict(_ format: String) async throws -> Program.Outcome {
    let sandbox = try await FinishedAudit.copy()
    for name in Set(names) { try sandbox.link(name, to: sandbox.path + "/tiny/v1/v1_tree_sad.wav") }
    let outcome = try await Program.run(
      ["predict", "--quiet", "--format", format] + names, in: sandbox.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome
  }

  @Test("are a CSV whose paths are read again as they are, in the order asked, also twice")
  func table() async throws {
    let output = try await Self.predict("csv").output
    let table = try DelimitedTable(bytes: Array(output.utf8), path: "answers.csv")
    #expect(table.columns == ["path"] + Emotion.allCases.map { "p_" + $0.rawValue })
    #expect(table.rows.map { table["path", $0] } == Self.names)
    for row in table.rows {
      let shares = row.fields.dropFirst().compactMap(Double.init)
      #expect(shares.count == 7 && abs(shares.reduce(0, +) - 1) < 1e-6)
      // All names are of one recording.
      #expect(row.fields.dropFirst() == table.rows[0].fields.dropFirst())
    }
  }

  @Test("are an object a line with the same numbers, whatever stands in a name")
  func lines() async throws {
    let output = try await Self.predict("jsonl").output
    let lines = output.split(separator: "\n")
    let objects = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["path"] as? String } == Self.names)
    #expect(objects.allSatisfy { $0.count == 8 })
    let csv = try await Self.predict("csv").output
    let table = try DelimitedTable(bytes: Array(csv.utf8), path: "answers.csv")
    for (line, row) in zip(lines, table.rows) {
      // By their text: not every reader of JSON takes all digits.
      for (column, text) in zip(table.columns, row.fields).dropFirst() {
        #expect(line.contains("\"\(column)\":\(text)"))
      }
    }
  }

  @Test("are a table of a line a file, its columns one under the other, for people")
  func columns() async throws {
    let lines = try await Self.predict("table").output.split(separator: "\n").map(String.init)
    #expect(lines.count == Self.names.count + 1)
    let heading = try #require(lines.first)
    let at = try #require(heading.range(of: "emotion"))
    let column = heading.distance(from: heading.startIndex, to: at.lowerBound)
    for line in lines.dropFirst() {
      let rest = line.dropFirst(column)
      #expect(line.prefix(column).hasSuffix("  ") && rest.first?.isLetter == true, "\(line)")
      let shares = rest.split(separator: " ").dropFirst().compactMap { Double($0) }
      #expect(shares.count == 7 && abs(shares.reduce(0, +) - 1) < 0.005, "\(line)")
    }
    #expect(lines[3].hasPrefix("two\\u{a}lines.wav "))
  }
}
