import Foundation
import Reports
import Testing

@Suite("The shortcut floor of a report")
struct ShortcutSectionTests {
  private let section: MarkupScanner.Element

  init() throws {
    let page = try MarkupScanner.parse(HTMLReport.render(ExampleReport.report()))
    section = try page.section("shortcuts")
  }

  @Test("says of each honest test set whether the model is better than the strongest probe")
  func reading() {
    let text = section.all("li").map(\.text).joined(separator: " ")
    #expect(text.contains("is better than the strongest probe, mfcc-statistics (.50"))
    #expect(
      text.contains(
        "is not shown to be better or worse than the strongest probe, mfcc-statistics (.52"))
    #expect(text.contains("On the random split (LEAKY) the shortcut level alone reaches .40"))
  }

  @Test("sets the model beside the strongest shortcut and the strongest baseline, with an interval")
  func strongest() {
    let rows = section.all("table")[1].all("tr").map { $0.all("td").map(\.text) }
    #expect(rows.contains { $0.first == "shortcut duration" && $0[4] == "+.42 [.40, .44]" })
    #expect(rows.contains { $0.first == "baseline mfcc-statistics" && $0[4] == "−.01 [−.03, .01]" })
    #expect(rows.contains { $0.last == ".31 (.18)" && $0[6] == ".80 (.76)" })
  }

  @Test("shows what could not be measured as undetermined, not as 0")
  func undetermined() {
    let cells = section.all("table")[2].all("td").map(\.text)
    #expect(cells.contains("undetermined") && !cells.contains("0") && !cells.contains(".00"))
  }

  @Test("names classifier and features of every probe, and what differs from published figures")
  func names() {
    let tables = section.all("table")
    #expect(tables.count == 6)
    #expect(tables[5].text.contains("Ours is higher. The classifiers differ."))
    #expect(tables[0].text.contains("means of <40> MFCC"), "what is meant stands first")
    #expect(section.text.contains("C = 1") && section.text.contains("1e-6"))
  }

  @Test("has the rows that leak folded behind the others, with their number, and loses none")
  func leaky() throws {
    let fold = try #require(section.all("details").first)
    #expect(fold.all("summary").first?.text == "The same of LEAKY splits (2)")
    let stamped = section.all("table").filter { $0.text.contains("random") }
      .flatMap { $0.all("tbody") }.flatMap { $0.all("tr") }.filter { $0.has("leaky") }
    // Two of the strongest probes each, one of every probe each, and the figure from elsewhere.
    #expect(stamped.count == 7)
    let floor = ExampleShortcuts.floor
    let alone = try Page {
      $0.shortcuts = ShortcutFloor(
        probes: floor.probes, rows: floor.rows.filter(\.origin.isLeaky), references: [])
    }.section("shortcuts")
    #expect(alone.all("details").isEmpty && alone.all("tr").filter { $0.has("leaky") }.count == 6)
  }

  @Test("is left out where no probe was measured")
  func absent() throws {
    var report = ExampleReport.report()
    report.shortcuts = nil
    let page = try MarkupScanner.parse(HTMLReport.render(report))
    #expect(!page.all("section").contains { $0.attributes["id"] == "shortcuts" })
  }
}
