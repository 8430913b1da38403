import Foundation
import Reports
import Testing

@Suite("Documents read as their golden files do (UPDATE_GOLDEN=1 writes them)")
struct GoldenTests {
  @Test("Markdown") func markdown() throws {
    try compare(MarkdownReport.render(ExampleReport.report()), "report.md")
  }

  @Test("HTML") func html() throws {
    try compare(HTMLReport.render(ExampleReport.report()), "report.html")
  }

  @Test("Markdown about synthetic speech") func synthetic() throws {
    try compare(MarkdownReport.render(ExampleReport.report(isSynthetic: true)), "synthetic.md")
  }

  @Test("a model card") func card() throws {
    try compare(
      ModelCard.render(ExampleReport.report(), statements: CardExample.statements), "card.md")
  }

  @Test("JUnit") func junit() throws {
    try compare(JUnitXML.render(ExampleReport.verdict), "junit.xml")
  }

  @Test("findings as JSON") func findings() throws {
    try compare(FindingsJSON.render(ExampleReport.report()), "findings.json")
  }

  private func compare(_ text: String, _ name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let lines = (golden.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
    for (number, pair) in zip(lines.0, lines.1).enumerated() where pair.0 != pair.1 {
      Issue.record("\(name) line \(number + 1): expected \(pair.0), found \(pair.1)")
      return
    }
    #expect(lines.0.count == lines.1.count)
  }
}
