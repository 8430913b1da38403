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
    try MarkupScanner.parse(ExplorationPage.html(report)).drawings(of: section)
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

  /// The distributions of a quantity in the order in which they are drawn.
  private func drawn(_ quantity: Quantity) -> [(emotion: Emotion, values: Distribution)] {
    let cells = example.voices.exploration.cells
    return Emotion.allCases.flatMap { emotion in
      Set(cells.map(\.speaker)).sorted().compactMap { speaker in
        cells.first { $0.speaker == speaker && $0.emotion == emotion }?.distributions[quantity]
          .map { (emotion, $0) }
      }
    }
  }

  @Test("Lines, boxes and markers stand at percentiles, in the row of their emotion")
  func distributions() throws {
    let all = try drawings(of: "distributions", example.voices)
    for (quantity, drawing) in zip(Quantity.allCases, all) {
      let own = drawn(quantity)
      let lines = drawing.all("line", "series")
      let boxes = drawing.all("rect", "mark").filter { $0.attributes["fill-opacity"] != nil }
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
        let median = own[index].values.median
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

  /// The drawings of each speaker's examples, with what they are of.
  private func exampleDrawings() throws -> [[(drawing: Drawing, of: ExampleUtterance)]] {
    let all = try drawings(of: "examples", example.voices)
    return example.voices.exploration.examples.map { _, utterances in
      utterances.compactMap { utterance in
        all.first {
          $0.svg.attributes["aria-label"]?.contains(" of \(utterance.utterance.id):") == true
        }.map { ($0, utterance) }
      }
    }
  }

  @Test("The waveform and its picture end where the recording does, and frequencies where bands do")
  func examples() throws {
    let all = try exampleDrawings()
    try #require(all.map(\.count) == [3, 3])
    for (drawing, utterance) in all.flatMap({ $0 }) {
      let outline = drawing.points(try #require(drawing.all("polygon", "bar").first))
      let steps = utterance.outline.count
      try #require(outline.count == 2 * steps)
      let last = Double(steps - 1) / ExampleUtterance.outlineSteps
      #expect(isNear(outline[steps - 1].x, try drawing.place(of: last, on: drawing.across)))
      let image = try #require(drawing.svg.all("image").first)
      let end = drawing.number(image, "x") + drawing.number(image, "width")
      let seconds = utterance.measures.durationSeconds
      #expect(isNear(end, try drawing.place(of: seconds, on: drawing.across)))
      let (top, height) = (drawing.number(image, "y"), drawing.number(image, "height"))
      for (label, frequency) in zip(["250", "500", "1k", "2k", "4k"], utterance.frequencies) {
        let text = try #require(drawing.svg.all("text").first { $0.text == label })
        #expect(isNear(drawing.number(text, "y") - 4, top + (1 - frequency.place) * height))
      }
    }
  }

  @Test("Waveforms of a speaker share one scale, on which the loudest reaches the top line")
  func amplitudes() throws {
    for own in try exampleDrawings() {
      let loudest = try #require(own.map(\.of.measures.peak).max())
      for (drawing, utterance) in own {
        let lines = drawing.all("line", "grid").map { drawing.number($0, "y1") }.sorted()
        try #require(lines.count == 3)
        let outline = drawing.points(try #require(drawing.all("polygon", "bar").first)).map(\.y)
        let ends = [
          utterance.outline.map(\.upperBound).max(), utterance.outline.map(\.lowerBound).min(),
        ]
        for (found, value) in zip([outline.min(), outline.max()], ends) {
          let height = (value ?? .nan) / loudest * (lines[1] - lines[0])
          #expect(isNear(lines[1] - (found ?? .nan), height))
        }
      }
    }
  }
}
