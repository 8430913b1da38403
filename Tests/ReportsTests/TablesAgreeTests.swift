import Foundation
import Reports
import Testing

@Suite("Markdown and HTML say the same")
struct TablesAgreeTests {
  /// A table as both documents hold it.
  struct Table: Equatable {
    let caption: String
    var rows: [[String]]
  }

  /// The text of an element without its stamp, which comes first where there is one.
  private static func text(_ element: MarkupScanner.Element) -> String {
    let stamp = element.all(class: "stamp").isEmpty ? "" : "LEAKY "
    return stamp
      + element.ownText.replacing("\n", with: " ").trimmingCharacters(in: .whitespaces)
  }

  private static func tables(html: String) throws -> [Table] {
    try MarkupScanner.parse(html).all("table").map { table in
      let caption = try #require(table.all(class: "caption").first)
      return Table(
        caption: text(caption),
        rows: table.all("tr").map { row in
          row.children.filter { $0.name == "th" || $0.name == "td" }.map(text)
        })
    }
  }

  /// Markdown as its readers see it.
  private static func shown(_ markdown: String) -> String {
    var text = ""
    var isEscaped = false
    for character in markdown {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        text.append(character)
        isEscaped = false
      }
    }
    return text.replacing("&lt;", with: "<").replacing("**LEAKY**", with: "LEAKY")
      .trimmingCharacters(in: .whitespaces)
  }

  /// The cells between pipes that nothing escapes.
  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line.dropFirst() {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return cells.dropLast().map(shown)
  }

  private static func tables(markdown: String) -> [Table] {
    let lines = markdown.components(separatedBy: "\n")
    var tables: [Table] = []
    for (index, line) in lines.enumerated() where line.hasPrefix("|") {
      if !lines[index - 1].hasPrefix("|") {
        tables.append(Table(caption: shown(String(lines[index - 2].dropLast())), rows: []))
      }
      if !line.hasPrefix("|--") { tables[tables.count - 1].rows.append(cells(line)) }
    }
    return tables
  }

  @Test("Every table stands in both, in the same order, with the same stamps and cells")
  func tables() throws {
    let report = RichReport.report()
    let found = Self.tables(markdown: MarkdownReport.render(report))
    let expected = try Self.tables(html: HTMLReport.render(report))
    #expect(expected.count > 25 && found.map(\.caption) == expected.map(\.caption))
    for (one, other) in zip(found, expected) {
      #expect(one == other, "\(other.caption)")
    }
    let names = expected.flatMap(\.rows).flatMap { $0 }
    let hostile = RichReport.hostile.replacing("\n", with: " ")
    #expect(names.contains("LEAKY " + hostile) && names.contains(hostile))
  }

  @Test("Every row of a table has as many cells as its head, and numbers where the head says so")
  func shape() throws {
    for table in try MarkupScanner.parse(HTMLReport.render(RichReport.report())).all("table") {
      let rows = table.all("tr").map(\.children)
      let head = try #require(rows.first)
      #expect(rows.allSatisfy { $0.count == head.count }, "\(table.text.prefix(80))")
      for row in rows.dropFirst() {
        for (cell, title) in zip(row, head) where cell.has("number") {
          #expect(title.has("number"), "\(title.text)")
        }
      }
    }
  }

  @Test("A heading stands to the right exactly where its column does")
  func headings() throws {
    let voices = try ExampleExploration.found.get().voices
    for page in [HTMLReport.render(RichReport.report()), ExplorationPage.html(voices)] {
      for table in try MarkupScanner.parse(page).all("table") {
        let rows = table.all("tr").map(\.children)
        let head = try #require(rows.first)
        for (column, title) in head.enumerated() where rows.count > 1 {
          let numbers = rows.dropFirst().count { $0[column].has("number") }
          let expected = title.has("number") ? rows.count - 1 : 0
          #expect(numbers == expected, "\(table.text.prefix(60)): \(title.text)")
        }
      }
    }
  }

  @Test("Findings, lists and paragraphs stand in both in the same order")
  func words() throws {
    let report = RichReport.report()
    let page = try MarkupScanner.parse(HTMLReport.render(report))
    let lines = MarkdownReport.render(report).components(separatedBy: "\n").map(Self.shown)
    let texts = page.all("p").filter { $0.has("prose") }.map(\.ownText)
    #expect(texts.count > 10)
    let places = texts.map { text in
      lines.firstIndex(of: text.replacing("\n", with: " ")) ?? -1
    }
    #expect(places.allSatisfy { $0 >= 0 } && places == places.sorted())
    for finding in page.all("li").filter({ $0.has("finding") }) {
      let message = try #require(finding.all("p").dropFirst().first?.ownText)
      let end = " " + message.replacing("\n", with: " ")
      #expect(lines.contains { $0.hasPrefix("- ") && $0.hasSuffix(end) }, "\(message)")
    }
  }
}
