import Findings

/// A report as a sequence of sections whose numbers are already text, so that every renderer shows
/// the same words. Renderers escape; nothing in here is escaped.
///
/// A property name must not recur in a type that encloses it: where it is `nil`, a template would
/// show that of the enclosing value.
struct ReportDocument {
  let title: String
  let subtitle: String
  let verdict: VerdictBlock
  /// The banner over every section, or `nil` where all recordings are of people.
  let synthetic: String?
  let sections: [ReportSection]

  /// What a page says where a program made the recordings.
  static let syntheticBanner =
    "Synthetic speech: these numbers are about signals made by a program, not about people."
}

/// The decision, as it stands at the top.
struct VerdictBlock {
  /// `passed`, `failed`, `undetermined`, or `none` where no policy was applied.
  let status: String
  let headline: String
  /// By which policy, and how many findings came out how.
  let detail: String
  /// Why it is not passed, a sentence a check.
  let reasons: [String]
}

/// A finding in words.
struct FindingBlock {
  let status: String
  let symbol: String
  let check: String
  let subject: String
  let message: String
  let measured: String?
  /// The limit with its reason, a whole sentence.
  let limit: String?
  let advice: String?
}

/// One page's worth of a report under one heading.
struct ReportSection {
  let id: String
  /// One word for the list of sections.
  let short: String
  let title: String
  let blocks: [ReportBlock]
}

/// A piece of a section; exactly one of the properties is there.
struct ReportBlock {
  var paragraph: String?
  var note: String?
  var list: [String]?
  var table: ReportTable?
  var tables: TableGroup?
  var figures: ReportFigures?
  var findings: [FindingBlock]?
  var fold: ReportFold?

  static func paragraph(_ text: String) -> ReportBlock { ReportBlock(paragraph: text) }
  static func note(_ text: String) -> ReportBlock { ReportBlock(note: text) }
  static func list(_ items: [String]) -> ReportBlock { ReportBlock(list: items) }
  static func table(_ table: ReportTable) -> ReportBlock { ReportBlock(table: table) }
  static func tables(_ tables: [ReportTable]) -> ReportBlock {
    ReportBlock(tables: TableGroup(members: tables))
  }
  static func findings(_ findings: [FindingBlock]) -> ReportBlock {
    ReportBlock(findings: findings)
  }
  static func fold(_ title: String, _ blocks: [ReportBlock]) -> ReportBlock {
    ReportBlock(fold: ReportFold(foldTitle: title, folded: blocks))
  }
  static func figures(_ figures: [ReportFigure], isWide: Bool = false) -> ReportBlock {
    ReportBlock(figures: ReportFigures(isWide: isWide, figures: figures))
  }
}

/// Pieces that a reader opens; none of them is folded itself.
struct ReportFold {
  let foldTitle: String
  let folded: [ReportBlock]
}

/// Tables that stand beside each other where there is room.
struct TableGroup {
  let members: [ReportTable]
}

/// A table with a caption. The first column names the rows; headings stand as their columns do.
struct ReportTable {
  let caption: String
  /// Whether all its numbers leak, so that the caption carries the stamp.
  let isLeaky: Bool
  let header: [ReportCell]
  let rows: [ReportRow]
  /// Whether its columns are too many for a window of 1,100 pixels at the usual size.
  let isWide: Bool

  init(caption: String, isLeaky: Bool = false, columns: [String], rows: [ReportRow]) {
    self.caption = caption
    self.isLeaky = isLeaky
    isWide = columns.count > 8
    self.header = columns.enumerated().map { column, text in
      ReportCell(text: text, isNumber: rows.contains { $0.holdsNumber(in: column) })
    }
    self.rows = rows
  }
}

/// A row of a table.
struct ReportRow {
  let isLeaky: Bool
  /// The cell that names the row; it carries the stamp of a leaky row.
  let head: ReportCell
  let cells: [ReportCell]

  init(isLeaky: Bool = false, _ head: String, _ cells: [ReportCell]) {
    self.isLeaky = isLeaky
    self.head = ReportCell(text: head, isNumber: false)
    self.cells = cells
  }

  init(isLeaky: Bool = false, _ head: String, _ cells: ReportCell...) {
    self.init(isLeaky: isLeaky, head, cells)
  }

  /// Whether a number stands in a column, of which the first names the row.
  func holdsNumber(in column: Int) -> Bool {
    cells.indices.contains(column - 1) && cells[column - 1].isNumber
  }
}

/// A cell of a table.
struct ReportCell {
  let text: String
  let isNumber: Bool
  /// What it looks like, words apart: `number`, `unknown` where something could not be determined,
  /// and how a number was judged; `nil` for plain text.
  let look: String?

  init(text: String, isNumber: Bool, outcome: Status? = nil) {
    self.text = text
    self.isNumber = isNumber
    let looks = [
      isNumber ? "number" : nil, text == NumberText.undetermined ? "unknown" : nil,
      outcome?.rawValue,
    ].compactMap { $0 }
    look = looks.isEmpty ? nil : looks.joined(separator: " ")
  }

  static func text(_ text: String) -> ReportCell { ReportCell(text: text, isNumber: false) }
  static func number(_ text: String) -> ReportCell { ReportCell(text: text, isNumber: true) }
  static func measure(_ measure: Measure) -> ReportCell { number(NumberText.measure(measure)) }
  static func difference(_ measure: Measure) -> ReportCell {
    number(NumberText.difference(measure))
  }
  static func value(_ value: Double?) -> ReportCell { number(NumberText.decimal(value)) }
  static func count(_ count: Int) -> ReportCell { number(NumberText.count(count)) }
}

/// Charts that stand beside each other where there is room.
struct ReportFigures {
  let isWide: Bool
  let figures: [ReportFigure]
}

/// A chart with its heading, its meaning in words, and its numbers as a table.
struct ReportFigure {
  let title: String
  let isLeaky: Bool
  /// What there is to see, in a sentence: the text alternative, and the caption.
  let description: String
  /// Chart pieces that stand beside each other where there is room; markup of `SVGBuilder`.
  let panels: [ReportPanel]
  let legend: [LegendEntry]
  /// The numbers, or `nil` where the table follows the chart.
  let numbers: ReportTable?
  /// `one`, `many` or `large`: how its drawings stand beside each other.
  let arrangement: String

  init(
    title: String, isLeaky: Bool, description: String, panels: [ReportPanel],
    legend: [LegendEntry] = [], numbers: ReportTable?, isLarge: Bool = false
  ) {
    self.title = title
    self.isLeaky = isLeaky
    self.description = description
    self.panels = panels
    self.legend = legend
    self.numbers = numbers
    arrangement = isLarge ? "large" : panels.contains { $0.heading != nil } ? "many" : "one"
  }
}

/// One drawing of a chart.
struct ReportPanel {
  /// The heading of the piece, or `nil` for the only one.
  let heading: String?
  let svg: String
  /// `any`, or `wide` and `narrow` for two drawings of which the page shows the one that fits.
  var fit = "any"

  /// One drawing for wide pages and one for narrow ones.
  static func fitting(_ svg: (_ isWide: Bool) -> String) -> [ReportPanel] {
    [true, false].map {
      ReportPanel(heading: nil, svg: svg($0), fit: $0 ? "wide" : "narrow")
    }
  }
}

/// What a line's colour, dash and marker stand for.
struct LegendEntry {
  let label: String
  let svg: String
}
