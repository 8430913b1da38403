import Foundation
import Reports
import Testing

@Suite("Laws of the HTML page")
struct PageLawTests {
  private let text = HTMLReport.render(ExampleReport.report())
  private let page: MarkupScanner.Element

  init() throws { page = try MarkupScanner.parse(text) }

  @Test("it is well-formed, with one main heading and unique identifiers")
  func wellFormed() {
    #expect(page.all("h1").count == 1)
    let everything = page.all("section").compactMap { $0.attributes["id"] }
    #expect(Set(everything).count == everything.count)
    let targets = page.all("a").compactMap { $0.attributes["href"]?.dropFirst() }.map(String.init)
    #expect(!targets.isEmpty)
    #expect(Set(targets).isSubset(of: Set(everything)))
  }

  @Test("it loads nothing and runs nothing")
  func selfContained() {
    for load in ["http:", "https:", "//www", "<script", "<link", "src=", "url(", "@import", "on"] {
      let found = load == "on" ? " onclick=" : load
      #expect(!text.contains(found), "\(found)")
    }
  }

  @Test("the verdict stands before every other section")
  func verdictFirst() {
    #expect(page.all("section").first?.attributes["id"] == "verdict")
    #expect(page.all("section").first?.text.contains("Failed") == true)
  }

  @Test("every chart has a name in words, and its numbers as a table")
  func alternatives() {
    let figures = page.all("figure")
    #expect(!figures.isEmpty)
    for svg in page.all("svg") where svg.attributes["aria-hidden"] != "true" {
      #expect(svg.attributes["role"] == "img")
      #expect((svg.attributes["aria-label"] ?? "").count > 10)
    }
    for figure in figures {
      let isLadder = figure.text.contains("follow in the table")
      #expect(isLadder || figure.all("table").count == 1, "\(figure.text.prefix(60))")
    }
    let ladder = page.all("section").first { $0.attributes["id"] == "ladder" }
    #expect(ladder?.all("table").count == 1)
  }

  @Test("a table is no landmark, and takes the keyboard: any is wider than some window")
  func groups() throws {
    let page = try MarkupScanner.parse(HTMLReport.render(RichReport.report()))
    let boxes = page.all(class: "scroll")
    #expect(boxes.count > 25 && boxes.count == page.all("table").count)
    for box in boxes {
      #expect(box.attributes["role"] == "group" && box.attributes["aria-label"]?.isEmpty == false)
      #expect(box.attributes["tabindex"] == "0" && box.all("table").count == 1)
    }
  }

  @Test("the name of a matrix or a curve says what there is to see, and of which test set")
  func names() throws {
    for id in ["confusions", "attention"] {
      let section = try #require(page.all("section").first { $0.attributes["id"] == id })
      let names = section.all("svg").filter { $0.attributes["aria-hidden"] != "true" }
        .compactMap { $0.attributes["aria-label"] }
      #expect(names.count > 2 && Set(names).count == names.count)
      for name in names {
        #expect(name.contains("speaker-disjoint · ") || name.contains("LEAKY: random"), "\(name)")
        #expect(name.contains { $0.isNumber }, "\(name)")
      }
    }
  }

  @Test("the axes of UAR and of attention have names")
  func axisNames() throws {
    for (id, names) in [
      ("ladder", ["UAR"]), ("shortcuts", ["UAR"]),
      ("attention", ["position in utterance", "weight, × even"]),
    ] {
      let section = try #require(page.all("section").first { $0.attributes["id"] == id })
      for svg in section.all("svg") where svg.attributes["aria-hidden"] != "true" {
        let texts = svg.all("text").map(\.text)
        #expect(names.allSatisfy(texts.contains), "\(id)")
      }
    }
  }

  @Test("every leaky row, table and chart is stamped, and no honest one is")
  func stamps() {
    for row in page.all("tr") where row.all("td").count > 0 {
      let isLeaky = row.text.contains("OAF+YAF, both sides")
      #expect(row.has("leaky") == isLeaky, "\(row.text)")
      #expect(row.all(class: "stamp").count == (isLeaky ? 1 : 0), "\(row.text)")
    }
    for caption in page.all("caption") + page.all("figcaption") {
      let isLeaky = caption.text.contains("OAF+YAF, both sides")
      #expect(isLeaky ? caption.all(class: "stamp").count == 1 : true, "\(caption.text)")
    }
    for svg in page.all("svg") {
      let label = svg.attributes["aria-label"] ?? ""
      let isLeaky = label.contains("OAF+YAF, both sides")
      #expect(isLeaky ? label.contains("LEAKY: ") : true, "\(label)")
    }
  }

  @Test("what is undetermined is called so and never shown as 0")
  func undetermined() {
    let row = page.all("tr").first { $0.text.contains("cross-corpus") }
    let cells = row?.all("td").map(\.text) ?? []
    #expect(cells == ["0", "undetermined", "undetermined", ".14", "undetermined", "–"])
    #expect(row?.all(class: "unknown").count == 3)
  }

  @Test("every section about synthetic speech says so")
  func synthetic() throws {
    let page = try MarkupScanner.parse(HTMLReport.render(ExampleReport.report(isSynthetic: true)))
    let main = try #require(page.all("main").first)
    #expect(main.children.first?.has("synthetic") == true)
    for section in main.all("section") where section.attributes["id"] != "verdict" {
      #expect(section.all(class: "synthetic").count == 1)
    }
    #expect(self.page.all(class: "synthetic").isEmpty)
  }

  @Test("text keeps a contrast of 4.5 and lines one of 3 in both themes (WCAG 2.2 AA)")
  func contrast() throws {
    let style = try #require(page.all("style").first).ownText
    let blocks = style.split(separator: ":root{").dropFirst()
    #expect(blocks.count == 2)
    for block in blocks {
      var colours: [String: String] = [:]
      for entry in block.prefix(while: { $0 != "}" }).split(separator: ";") {
        let parts = entry.split(separator: ":")
        if parts.count == 2 { colours[String(parts[0])] = String(parts[1]) }
      }
      for (text, grounds) in Self.texts {
        for ground in grounds { try expect(colours, text, on: ground, atLeast: 4.5) }
      }
      for series in 1...6 { try expect(colours, "series-\(series)", on: "paper", atLeast: 3) }
    }
  }

  private static let texts = [
    "ink": [
      "paper", "ground", "failed-ground", "passed-ground", "undetermined-ground", "leaky-ground",
      "heat-right", "heat-wrong",
    ],
    "muted": ["paper", "ground", "leaky-ground"], "accent": ["paper", "failed-ground"],
    "passed": ["paper", "passed-ground"], "failed": ["paper", "failed-ground"],
    "undetermined": ["paper", "undetermined-ground"], "leaky": ["paper", "leaky-ground"],
  ]

  private func expect(
    _ colours: [String: String], _ text: String, on ground: String, atLeast limit: Double
  ) throws {
    let (one, other) = (
      luminance(try #require(colours["--" + text])), luminance(try #require(colours["--" + ground]))
    )
    let contrast = (max(one, other) + 0.05) / (min(one, other) + 0.05)
    #expect(contrast >= limit, "\(text) on \(ground): \(contrast)")
  }

  /// Relative luminance of `#rrggbb` (WCAG 2.2).
  private func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double((value >> shift) & 255) / 255
      if part <= 0.04045 { return part / 12.92 }
      let base = (part + 0.055) / 1.055
      return pow(base, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
