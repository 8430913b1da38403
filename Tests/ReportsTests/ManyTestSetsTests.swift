import Corpora
import Metrics
import Reports
import Testing

@Suite("Drawings of more test sets than there are line styles")
struct ManyTestSetsTests {
  private func origins(_ count: Int) -> [Origin] {
    (0..<count).map { .of(.speakerDisjoint, "s\($0)", "t\($0)") }
  }

  private func curve(_ origin: Origin, _ uars: [(severity: Int, uar: Double)]) -> RobustnessCurve {
    RobustnessCurve(
      origin: origin, perturbation: "noise", cleanUAR: Measure(0.8), cleanAccuracy: .undetermined,
      chance: nil,
      points: uars.map {
        .init(
          severity: $0.severity, accuracy: .undetermined, uar: Measure($0.uar), retention: $0.uar)
      })
  }

  private func figures(
    _ section: String, _ count: Int
  ) throws -> [MarkupScanner.Element] {
    try Page {
      $0.robustness = origins(count).map { curve($0, [(1, 0.7), (2, 0.6)]) }
      $0.attention = origins(count).map { origin in
        AttentionSummary(
          origin: origin,
          lines: [.init(speaker: origin.testedOn, emotion: .sad, weights: [1, 2], count: 1)])
      }
    }.section(section).all("figure")
  }

  @Test(
    "No two lines of a figure look alike, and each test set is in one figure",
    arguments: ["robustness", "attention"], [1, 6, 7, 12, 13])
  func styles(section: String, count: Int) throws {
    let figures = try figures(section, count)
    #expect(figures.count == (count + 5) / 6)
    var named: [String] = []
    for figure in figures {
      let entries = figure.all(class: "legend").flatMap { $0.all("li") }
      let styles = entries.compactMap { $0.all("line").first?.attributes["class"] }
      #expect(Set(styles).count == entries.count && (1...6).contains(entries.count))
      #expect(figure.all("polyline").count == entries.count)
      named += entries.map { $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }
    #expect(named == origins(count).map { "speaker-disjoint · \($0.trainedOn) → \($0.testedOn)" })
  }

  @Test("The titles of several figures differ, and one figure bears no number")
  func titles() throws {
    for (section, title) in [
      ("robustness", "UAR by severity"), ("attention", "Attention by emotion"),
    ] {
      #expect(try figures(section, 6).flatMap { $0.all("h3") }.map(\.text) == [title])
      #expect(
        try figures(section, 7).flatMap { $0.all("h3") }.map(\.text)
          == ["\(title), part 1 of 2", "\(title), part 2 of 2"])
    }
  }

  @Test("What the order of severities is in a curve changes nothing that is drawn or said")
  func order() throws {
    let rising = [(severity: 1, uar: 0.7), (3, 0.5), (5, 0.3)]
    let pages = try [rising, [rising[2], rising[0], rising[1]], rising.reversed()].map { points in
      try Page { $0.robustness = [curve(.of(), points)] }.section("robustness")
    }
    #expect(pages[0].text.contains("UAR loses .50 under noise at severity 5"))
    for page in pages.dropFirst() {
      #expect(page.text == pages[0].text)
      #expect(
        page.all("polyline").map { $0.attributes["points"] }
          == pages[0].all("polyline").map { $0.attributes["points"] })
    }
  }
}
