import Reports
import Testing

@Suite("Laws of the style of the page")
struct StyleLawTests {
  private let style: String

  init() throws {
    let page = try MarkupScanner.parse(HTMLReport.render(ExampleReport.report()))
    style = try #require(page.all("style").first).ownText
  }

  /// The pixels of the length in `rem` that follows a text of the style, of which there is one.
  private func pixels(after text: String) throws -> Double {
    let places = style.ranges(of: text)
    try #require(places.count == 1, "\(text)")
    let length = style[places[0].upperBound...].prefix { $0.isNumber || $0 == "." }
    try #require(style[length.endIndex...].hasPrefix("rem"), "\(text)")
    return try #require(Double(length.hasPrefix(".") ? "0\(length)" : String(length))) * 16
  }

  @Test("the caption of a table is no wider than the box in which the table scrolls")
  func captions() throws {
    let borders = 2 * 1.5
    let column = try pixels(
      after: "\n.figures{display:grid;gap:1.25rem;grid-template-columns:"
        + "repeat(auto-fit,minmax(min(")
    let padding = try pixels(after: "\nfigure{padding:1.1rem ")
    let caption = try pixels(after: "\n.figures:not(.one) figure .caption{max-width:min(100%,")
    #expect(caption <= column - 2 * padding - borders)

    let page = try pixels(after: "\nbody{padding:1.5rem ")
    let narrow = try pixels(after: "\nfigure{padding:.9rem ")
    let kept = try pixels(after: "left:0;max-width:min(100%,calc(100vw - ")
    #expect(kept >= 2 * page + 2 * narrow + borders)
  }

  @Test("on paper, where nothing scrolls, nothing is cut and heads of columns may wrap")
  func paper() throws {
    let print = try #require(style.split(separator: "@media print{").last)
    #expect(style.contains("\n.number{text-align:right;white-space:nowrap}"))
    #expect(print.contains("\nthead .number{white-space:normal}"))
    #expect(print.contains("\n.scroll{overflow:visible}"))
  }
}
