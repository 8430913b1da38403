import Corpora
import Metrics
import Reports
import Testing

@Suite("Drawings say by their own axes what the tables say")
struct ChartScaleTests {
  private func drawings(
    of section: String, _ change: (inout AuditReport) -> Void = { _ in }
  ) throws -> [Drawing] {
    var report = ExampleReport.report(perturbations: 6)
    change(&report)
    return try Page(report).drawings(of: section)
  }

  private func isNear(_ found: Double, _ expected: Double) -> Bool { abs(found - expected) < 0.05 }

  @Test(
    "Every axis counts evenly and rises, to the right and upwards",
    arguments: ["ladder", "shortcuts", "reliability", "robustness", "learning"])
  func axes(section: String) throws {
    for drawing in try drawings(of: section) {
      #expect(drawing.across.count > 2)
      #expect(try drawing.isEven(drawing.across))
      let rising = drawing.up.sorted { $0.value < $1.value }
      if !rising.isEmpty { #expect(try drawing.isEven(rising)) }
      #expect(zip(rising, rising.dropFirst()).allSatisfy { $0.place > $1.place })
    }
  }

  @Test("Every mark and every word of every drawing stands within it")
  func inside() throws {
    for section in [
      "ladder", "shortcuts", "reliability", "robustness", "learning", "attention", "confusions",
    ] {
      for drawing in try drawings(of: section) {
        let (width, height) = (
          drawing.number(drawing.svg, "width"), drawing.number(drawing.svg, "height")
        )
        #expect(drawing.places.count > 10)
        for (x, y) in drawing.places {
          #expect((0...width).contains(x) && (0...height).contains(y), "\(section) \(x) \(y)")
        }
      }
    }
  }

  @Test("The ladder shows each UAR, its interval, its seeds and chance where they are")
  func ladder() throws {
    let values = [0.2, 0.55, 0.9]
    let rows = values.map { value in
      var row = LadderRow(
        origin: ExampleReport.onYAF, count: 10, accuracy: .undetermined,
        uar: Measure(
          value,
          interval: ConfidenceInterval(
            lower: value - 0.15, upper: value + 0.05, level: 0.95, unit: .word)),
        chance: 0.25, majorityShare: nil)
      row.seeds = .init(uars: [value - 0.02, value + 0.07], deviation: nil)
      return row
    }
    for drawing in try drawings(of: "ladder", { $0.ladder = rows }) {
      let axis = drawing.across
      func check(_ found: [Double], _ expected: [Double]) throws {
        #expect(found.count == expected.count)
        for (place, value) in zip(found, expected) {
          #expect(isNear(place, try drawing.place(of: value, on: axis)), "\(value)")
        }
      }
      try check(drawing.all("circle", "point").map { drawing.number($0, "cx") }, values)
      let lines = drawing.all("line", "interval")
      try check(lines.map { drawing.number($0, "x1") }, values.map { $0 - 0.15 })
      try check(lines.map { drawing.number($0, "x2") }, values.map { $0 + 0.05 })
      try check(
        drawing.all("line", "seed").map { drawing.number($0, "x1") },
        values.flatMap { [$0 - 0.02, $0 + 0.07] })
      try check(drawing.all("line", "reference").map { drawing.number($0, "x2") }, [0.25])
    }
  }

  @Test("The shortcut chart sets the model and each probe where their UAR is")
  func shortcuts() throws {
    for drawing in try drawings(of: "shortcuts") {
      let discs = drawing.all("circle", "point").map { drawing.number($0, "cx") }
      let squares = drawing.all("rect", "mark").map {
        drawing.number($0, "x") + drawing.number($0, "width") / 2
      }
      // Rows of all speakers: the model, and the baseline beside it; triangles are shortcuts.
      for (found, expected) in [(discs, [0.68, 0.508, 0.994]), (squares, [0.5, 0.52, 0.98])] {
        #expect(found.count == 3)
        for (place, value) in zip(found, expected) {
          #expect(isNear(place, try drawing.place(of: value, on: drawing.across)), "\(value)")
        }
      }
      #expect(drawing.all("polygon", "mark").count == 5, "one shortcut has no UAR")
    }
  }

  @Test("The line of a perturbation, and the band about it, stand at severity and UAR")
  func robustness() throws {
    let curve = RobustnessCurve(
      origin: ExampleReport.onYAF, perturbation: "low-pass",
      cleanUAR: ExampleReport.measure(0.9, 0.05), cleanAccuracy: .undetermined, chance: 0.25,
      points: (1...5).map {
        .init(
          severity: $0, accuracy: .undetermined,
          uar: ExampleReport.measure(0.9 - 0.12 * Double($0), 0.05), retention: nil)
      })
    let drawing = try #require(
      try drawings(of: "robustness", { $0.robustness = [curve] }).first)
    let line = drawing.points(try #require(drawing.svg.all("polyline").first))
    let band = drawing.points(try #require(drawing.all("polygon", "band").first))
    try #require(line.count == 6 && band.count == 12)
    for (index, point) in line.enumerated() {
      let value = 0.9 - 0.12 * Double(index)
      let x = try drawing.place(of: Double(index), on: drawing.across)
      #expect(isNear(point.x, x) && isNear(band[index].x, x) && isNear(band[11 - index].x, x))
      #expect(isNear(point.y, try drawing.place(of: value, on: drawing.up)))
      #expect(isNear(band[index].y, try drawing.place(of: value + 0.05, on: drawing.up)))
      #expect(isNear(band[11 - index].y, try drawing.place(of: value - 0.05, on: drawing.up)))
    }
    let chance = try #require(drawing.all("line", "reference").first)
    #expect(isNear(drawing.number(chance, "y1"), try drawing.place(of: 0.25, on: drawing.up)))
  }

  @Test("A bin stands at its mean confidence and accuracy, its bar between the bin's edges")
  func reliability() throws {
    let bins = [(0.0, 0.25, 0.2, 0.1), (0.25, 0.75, 0.5, 0.65), (0.75, 1, 0.9, 0.8)]
    let diagram = Reports.ReliabilityDiagram(
      origin: ExampleReport.onYAF, ece: Measure(0.1),
      bins: bins.map { lower, upper, confidence, accuracy in
        .init(
          lower: lower, upper: upper, count: 50, meanConfidence: confidence, accuracy: accuracy)
      })
    let drawing = try #require(
      try drawings(of: "reliability", { $0.reliability = [diagram] }).first)
    let (marks, bars) = (drawing.all("circle", "mark"), drawing.all("rect", "bar"))
    try #require(marks.count == 3 && bars.count == 3)
    for (index, (lower, upper, confidence, accuracy)) in bins.enumerated() {
      let mark = marks[index]
      #expect(
        isNear(drawing.number(mark, "cx"), try drawing.place(of: confidence, on: drawing.across)))
      #expect(isNear(drawing.number(mark, "cy"), try drawing.place(of: accuracy, on: drawing.up)))
      let (left, width) = (
        drawing.number(bars[index], "x"), drawing.number(bars[index], "width")
      )
      // A bar leaves a pixel to its neighbours on either side.
      #expect(isNear(left - 1, try drawing.place(of: lower, on: drawing.across)))
      #expect(isNear(left + width + 1, try drawing.place(of: upper, on: drawing.across)))
    }
  }

  @Test("Losses and UAR stand at their epochs, however large a loss is", arguments: [0.04, 3, 70])
  func learning(loss: Double) throws {
    let curve = LearningCurve(
      model: "m", keptEpoch: 2,
      points: (1...9).map {
        .init(
          epoch: $0, trainLoss: loss / Double($0), devLoss: loss, devUAR: 0.1 * Double($0))
      })
    let panels = try drawings(of: "learning", { $0.learning = [curve] })
    try #require(panels.count == 2)
    for (index, epoch) in (1...9).enumerated() {
      for (panel, line, value) in [
        (0, 0, loss / Double(epoch)), (0, 1, loss), (1, 0, 0.1 * Double(epoch)),
      ] {
        let drawing = panels[panel]
        let point = drawing.points(drawing.svg.all("polyline")[line])[index]
        #expect(isNear(point.x, try drawing.place(of: Double(epoch), on: drawing.across)))
        #expect(isNear(point.y, try drawing.place(of: value, on: drawing.up)), "\(value)")
      }
    }
  }

  @Test("Of more speakers than there are line styles the chart shows the mean, weighed by counts")
  func attention() throws {
    // Two of eight utterances look at the beginning and six at the end.
    let lines = (0..<7).map { index in
      AttentionSummary.Line(
        speaker: "s\(index)", emotion: .sad, weights: index == 0 ? [1, 0] : [0, 1],
        count: index == 0 ? 2 : 1)
    }
    let summary = AttentionSummary(origin: ExampleReport.onYAF, lines: lines)
    let found = try drawings(of: "attention", { $0.attention = [summary] })
    let drawing = try #require(found.first)
    let line = try #require(drawing.svg.all("polyline").first)
    #expect(found.count == 1 && drawing.svg.all("polyline").count == 1)
    // Nothing stands on the axis and an even spread on the dashed line.
    let even = drawing.number(try #require(drawing.all("line", "reference").first), "y1")
    let base = drawing.number(try #require(drawing.all("line", "axis").first), "y1")
    let places = drawing.points(line)
    #expect(places.count == 2)
    #expect(isNear(base - places[0].y, 0.5 * (base - even)))
    #expect(isNear(base - places[1].y, 1.5 * (base - even)))
  }
}
