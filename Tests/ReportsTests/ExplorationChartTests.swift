import Corpora
import Exploration
import Foundation
import Reports
import Testing

@Suite("Drawings of an exploration")
struct ExplorationChartTests {
  private let example: ExampleExploration

  init() throws { example = try ExampleExploration.found.get() }

  /// The drawings of a section.
  private func drawings(of section: String, _ report: ExplorationReport) throws -> [Drawing] {
    let page = try MarkupScanner.parse(ExplorationPage.html(report))
    let found = try #require(page.all("section").first { $0.attributes["id"] == section })
    return found.all("svg").filter { $0.attributes["aria-hidden"] != "true" }.map(Drawing.init)
  }

  private func isNear(_ found: Double, _ expected: Double) -> Bool { abs(found - expected) < 0.05 }

  @Test("Axes count evenly, whatever the range, and nothing stands outside a drawing")
  func axes() throws {
    for report in [example.voices, example.alike] {
      let found = try drawings(of: "distributions", report)
      #expect(found.count == 4)
      for drawing in found { #expect(try drawing.isEven(drawing.across)) }
      for drawing in try found + drawings(of: "examples", report) {
        let (width, height) = (
          drawing.number(drawing.svg, "width"), drawing.number(drawing.svg, "height")
        )
        for (x, y) in drawing.places {
          #expect((0...width).contains(x) && (0...height).contains(y), "\(x) \(y)")
        }
      }
    }
  }

  @Test("Lines, boxes and markers stand at percentiles, in the row of their emotion")
  func distributions() throws {
    let cells = example.voices.exploration.cells
    let speakers = Set(cells.map(\.speaker)).sorted()
    for (quantity, drawing) in zip(
      Quantity.allCases, try drawings(of: "distributions", example.voices))
    {
      let lines = drawing.all("line", "series")
      let boxes = drawing.all("rect", "mark").filter { $0.attributes["fill-opacity"] != nil }
      let own = Emotion.allCases.flatMap { emotion in
        speakers.compactMap { speaker in
          cells.first { $0.speaker == speaker && $0.emotion == emotion }.flatMap { cell in
            cell.distributions[quantity].map { (emotion, $0) }
          }
        }
      }
      try #require(own.count == 14 && lines.count == 14 && boxes.count == 14)
      let rows = drawing.all("text", "small").map { drawing.number($0, "y") - 4 }
      for (index, (emotion, values)) in own.enumerated() {
        let (line, box) = (lines[index], boxes[index])
        for (found, value) in [
          (drawing.number(line, "x1"), values.p5), (drawing.number(line, "x2"), values.p95),
          (drawing.number(box, "x"), values.p25),
        ] {
          #expect(isNear(found, try drawing.place(of: value, on: drawing.across)), "\(quantity)")
        }
        let y = drawing.number(line, "y1")
        #expect(abs(y - rows[emotion.index]) < (rows[1] - rows[0]) / 2, "\(quantity) \(emotion)")
        #expect(abs(drawing.number(box, "y") + drawing.number(box, "height") / 2 - y) < 0.02)
      }
      // The first speaker's markers are discs.
      let discs = drawing.all("circle", "mark").map { drawing.number($0, "cx") }
      for (disc, index) in zip(discs, stride(from: 0, to: 14, by: 2)) {
        let median = own[index].1.median
        #expect(isNear(disc, try drawing.place(of: median, on: drawing.across)))
      }
    }
  }

  @Test("Many speakers are one group, whose name stands for all of them")
  func group() throws {
    let page = ExplorationPage.markdown(example.alike)
    #expect(page.contains("With 5 speakers a line is of all of them: the mean"))
    #expect(page.contains("all speakers: medians from"))
    for drawing in try drawings(of: "distributions", example.alike) {
      #expect(drawing.all("line", "series").count == 7)
    }
    #expect(!ExplorationPage.markdown(example.voices).contains("a line is of all of them"))
  }

  @Test("The waveform and its picture end where the recording does, and reach up to the peak")
  func examples() throws {
    for (_, utterances) in example.voices.exploration.examples {
      let names = utterances.map(\.utterance.id)
      let own = try drawings(of: "examples", example.voices).filter { drawing in
        names.contains { drawing.svg.attributes["aria-label"]?.contains(" of \($0):") == true }
      }
      try #require(own.count == 3)
      var tops: [Double] = []
      for (drawing, utterance) in zip(own, utterances) {
        let outline = drawing.points(try #require(drawing.all("polygon", "bar").first))
        try #require(outline.count == 2 * utterance.outline.count)
        let last = Double(utterance.outline.count - 1) / ExampleUtterance.outlineSteps
        let end = outline[utterance.outline.count - 1].x
        #expect(isNear(end, try drawing.place(of: last, on: drawing.across)))
        tops.append(outline.map(\.y).min() ?? .nan)
        let image = try #require(drawing.svg.all("image").first)
        #expect(
          isNear(
            drawing.number(image, "x") + drawing.number(image, "width"),
            try drawing.place(of: utterance.measures.durationSeconds, on: drawing.across)))
        for (label, (_, place)) in zip(["250", "500", "1k", "2k", "4k"], utterance.frequencies) {
          let text = try #require(drawing.svg.all("text").first { $0.text == label })
          let height = drawing.number(image, "height")
          #expect(
            isNear(
              drawing.number(text, "y") - 4, drawing.number(image, "y") + (1 - place) * height))
        }
      }
      let lines = own.flatMap { drawing in
        drawing.all("line", "grid").map { drawing.number($0, "y1") }
      }
      let peaks = utterances.map { $0.outline.map(\.upperBound).max() ?? 0 }
      let loudest = try #require(utterances.map(\.measures.peak).max())
      let (top, middle) = (try #require(lines.min()), lines[1])
      for (found, peak) in zip(tops, peaks) {
        #expect(isNear(middle - found, peak / loudest * (middle - top)))
      }
    }
  }
}
