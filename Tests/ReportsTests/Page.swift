import Corpora
import Metrics
import Reports
import Testing

/// A rendered report as a reader goes through it: by section, paragraph, table and drawing.
struct Page {
  typealias Element = MarkupScanner.Element

  let root: Element

  init(_ report: AuditReport) throws {
    root = try MarkupScanner.parse(HTMLReport.render(report))
  }

  /// The page of a report of nothing but what is put into it.
  init(_ fill: (inout AuditReport) -> Void) throws {
    var report = Self.bare
    fill(&report)
    try self.init(report)
  }

  /// A complete run of which nothing is told.
  static var bare: AuditReport {
    AuditReport(
      title: "t",
      run: RunFacts(
        id: "r", preset: "quick", started: "then", finished: "now", isComplete: true,
        provenance: []))
  }

  /// A section by its identifier.
  func section(_ id: String) throws -> Element {
    try root.section(id)
  }

  /// What the reading says of the ladder, as one text: the paragraph that explains, and the items.
  func reading() throws -> String {
    let section = try section("reading")
    let paragraph = try #require(section.all("p").first { $0.has("prose") }).text
    return ([paragraph] + items(of: section, areDetails: false)).joined(separator: " ")
  }

  /// The items of what must not be missed beside it.
  func details() throws -> [String] { items(of: try section("reading"), areDetails: true) }

  private func items(of section: Element, areDetails: Bool) -> [String] {
    let start = section.children.firstIndex { $0.text == "Not to be missed beside this:" }
    let place = start ?? section.children.count
    let part = areDetails ? section.children[place...] : section.children[..<place]
    return part.flatMap { $0.all("li") }.map(\.text)
  }

  /// The drawings of a section without those of legends.
  func drawings(of id: String) throws -> [Drawing] {
    try root.drawings(of: id)
  }

  /// The table whose caption begins with a text.
  func table(_ caption: String) throws -> Element {
    try #require(
      root.all("table").first { $0.all("caption").first?.text.hasPrefix(caption) == true },
      "\(caption)")
  }

  /// The texts of the rows of a table, without its head and without stamps.
  func rows(of caption: String) throws -> [[String]] {
    try table(caption).all("tbody").flatMap { $0.all("tr") }.map { row in
      row.children.map { String($0.ownText.drop { $0 == " " }) }
    }
  }
}

extension MarkupScanner.Element {
  /// A section by its identifier.
  func section(_ id: String) throws -> MarkupScanner.Element {
    try #require(all("section").first { $0.attributes["id"] == id }, "\(id)")
  }

  /// The drawings of a section without those of legends; at least one.
  func drawings(of id: String) throws -> [Drawing] {
    let found = try section(id).all("svg").filter { $0.attributes["aria-hidden"] != "true" }
    try #require(!found.isEmpty, "\(id)")
    return found.map(Drawing.init)
  }
}

extension Origin {
  /// An honest rung, or one that leaks, in a direction.
  static func of(
    _ rung: EvaluationProtocol = .speakerDisjoint, _ trained: String = "OAF",
    _ tested: String = "YAF", note: String? = nil, isRepetition: Bool = false,
    isLeaky: Bool? = nil
  ) -> Origin {
    Origin(
      evaluationProtocol: rung, trainedOn: trained, testedOn: tested,
      isLeaky: isLeaky ?? rung.leaksByDesign, note: note, isRepetition: isRepetition)
  }
}

extension Measure {
  /// A value with an interval as wide on both sides, by words.
  static func about(
    _ value: Double, _ half: Double, unit: ConfidenceInterval.Unit = .word
  ) -> Measure {
    Measure(
      value,
      interval: ConfidenceInterval(
        lower: value - half, upper: value + half, level: 0.95, unit: unit))
  }
}
