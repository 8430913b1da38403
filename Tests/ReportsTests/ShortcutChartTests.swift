import Metrics
import Reports
import Testing

@Suite("The chart of probes tells them apart without colour")
struct ShortcutChartTests {
  private static let names = ["duration", "level", "silence", "mfcc-statistics"]

  /// The section of a report with one test set, on which probes have these scores.
  private func page(_ values: [Double?]) throws -> MarkupScanner.Element {
    try Page {
      $0.shortcuts = ShortcutFloor(
        probes: Self.names.map {
          .init(
            name: $0, kind: $0.hasPrefix("mfcc") ? "baseline" : "shortcut", classifier: "none",
            features: "none")
        },
        rows: [
          .init(
            origin: ExampleReport.onYAF, speaker: nil, count: 100, model: Measure(0.7),
            scores: zip(Self.names, values).map { name, value in
              .init(
                probe: name, uar: Measure(value), difference: .undetermined, errorCount: 0,
                shared: .undetermined, sharedByChance: .undetermined, alike: .undetermined,
                alikeByChance: .undetermined)
            })
        ], references: [])
    }.section("shortcuts")
  }

  /// Labels of letters alone, from left to right, with where they stand.
  private func letters(
    _ svg: MarkupScanner.Element
  ) -> [(text: String, x: Double)] {
    let drawing = Drawing(svg: svg)
    return svg.all("text").filter { text in
      !text.text.isEmpty && text.text.allSatisfy { "ABCD".contains($0) }
    }.map { ($0.text, drawing.number($0, "x")) }.sorted { $0.x < $1.x }
  }

  @Test("each marker has its letter, and the words of the figure say what it stands for")
  func areNamed() throws {
    let section = try page([0.5, 0.1, nil, 0.9])
    #expect(section.text.contains(": A duration, B level, C silence, D mfcc-statistics."))
    let svgs = section.all("svg")
    #expect(svgs.count == 2)
    for svg in svgs {
      let drawing = Drawing(svg: svg)
      let found = letters(svg)
      #expect(found.map(\.text) == ["B", "A", "D"], "what was not measured has no letter")
      for (letter, value) in zip(found, [0.1, 0.5, 0.9]) {
        #expect(try abs(drawing.place(of: value, on: drawing.across) - letter.x) < 0.03)
      }
      #expect(svg.attributes["aria-label"]?.contains("strongest probe mfcc-statistics") == true)
    }
  }

  @Test("letters that would overlap stand together, in the order of their markers")
  func standTogether() throws {
    for svg in try page([0.302, 0.301, 0.3, 0.9]).all("svg") {
      let found = letters(svg)
      #expect(found.map(\.text) == ["CBA", "D"])
      #expect(zip(found, found.dropFirst()).allSatisfy { $1.x - $0.x > 20 })
    }
    for svg in try page([0.3, 0.3, 0.3, 0.3]).all("svg") {
      #expect(letters(svg).map(\.text) == ["ABCD"])
    }
  }
}
