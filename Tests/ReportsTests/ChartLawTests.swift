import Corpora
import Foundation
import Metrics
import Reports
import Testing

@Suite("Drawings show the numbers")
struct ChartLawTests {
  private typealias Element = MarkupScanner.Element

  /// The drawings of a section of a report that has been changed.
  private func drawings(
    of section: String, _ change: (inout AuditReport) -> Void
  ) throws -> [Element] {
    var report = ExampleReport.report()
    change(&report)
    return try Page(report).drawings(of: section).map(\.svg)
  }

  private func number(_ element: Element, _ name: String) throws -> Double {
    try #require(element.attributes[name].flatMap(Double.init))
  }

  private func points(_ line: Element) -> [(x: Double, y: Double)] {
    (line.attributes["points"] ?? "").split(separator: " ").map { pair in
      let parts = pair.split(separator: ",").compactMap { Double($0) }
      return (parts.first ?? .nan, parts.last ?? .nan)
    }
  }

  private func ladder(_ values: [Double?]) -> [LadderRow] {
    values.map { value in
      LadderRow(
        origin: ExampleReport.onYAF, count: 100, accuracy: .undetermined,
        uar: ExampleReport.measure(value, 0.05), chance: 1 / 7, majorityShare: nil)
    }
  }

  @Test("On the ladder equal steps of UAR are equal steps to the right, within the interval's line")
  func forest() throws {
    let values: [Double?] = [0.1, 0.3, nil, 0.5, 0.7, 0.9]
    let svgs = try drawings(of: "ladder") { $0.ladder = ladder(values) }
    #expect(svgs.count == 2, "one for wide pages and one for narrow ones")
    for svg in svgs {
      let marks = svg.all("circle").filter { $0.has("point") }
      let places = try marks.map { try number($0, "cx") }
      #expect(places.count == 5, "what is undetermined has no mark")
      let steps = zip(places.dropFirst(), places).map { $0 - $1 }
      #expect(steps.allSatisfy { $0 > 0 && abs($0 - steps[0]) < 0.03 })
      let lines = svg.all("line").filter { $0.has("interval") }
      for (line, place) in zip(lines, places) {
        #expect(try number(line, "x1") < place && place < number(line, "x2"))
      }
      #expect(lines.count == 5)
      #expect(svg.attributes["aria-label"]?.contains("undetermined") == true)
    }
  }

  @Test("Nothing is drawn outside its drawing, also for values that no metric has")
  func inside() throws {
    let wild: [Double] = [-3, 0, 1, 7, .infinity, -.infinity, .nan]
    let svgs = try drawings(of: "ladder") { report in
      report.ladder = wild.map { value in
        LadderRow(
          origin: ExampleReport.onYAF, count: 1, accuracy: .undetermined, uar: Measure(value),
          chance: nil, majorityShare: nil)
      }
    }
    for svg in svgs {
      let (width, height) = (try number(svg, "width"), try number(svg, "height"))
      for mark in svg.all("circle") {
        #expect(try (0...width).contains(number(mark, "cx")))
        #expect(try (0...height).contains(number(mark, "cy")))
      }
    }
  }

  private func robustness(_ values: [Double?]) -> RobustnessCurve {
    RobustnessCurve(
      origin: ExampleReport.onYAF, perturbation: "low-pass", cleanUAR: Measure(values[0]),
      cleanAccuracy: .undetermined, chance: 1 / 7,
      points: zip(1..., values.dropFirst()).map {
        .init(severity: $0, accuracy: .undetermined, uar: Measure($1), retention: nil)
      })
  }

  @Test("A falling UAR is a falling line with a mark a severity")
  func robustnessLine() throws {
    let values: [Double?] = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]
    let svgs = try drawings(of: "robustness") { $0.robustness = [robustness(values)] }
    let line = try #require(svgs.first?.all("polyline").first)
    let places = points(line)
    #expect(places.count == 6)
    let (across, down) = (
      zip(places.dropFirst(), places).map { $0.x - $1.x },
      zip(places.dropFirst(), places).map { $0.y - $1.y }
    )
    // A page counts from its top, so that less is further down.
    #expect(across.allSatisfy { $0 > 0 && abs($0 - across[0]) < 0.03 })
    #expect(down.allSatisfy { $0 > 0 && abs($0 - down[0]) < 0.03 })
    #expect(svgs.first?.all(class: "mark").count == 6)
  }

  @Test("A line breaks where a value is undetermined and is never drawn through it or to 0")
  func gaps() throws {
    let svgs = try drawings(of: "robustness") {
      $0.robustness = [robustness([0.9, 0.8, nil, 0.6, 0.5, 0.4])]
    }
    let svg = try #require(svgs.first)
    #expect(svg.all("polyline").map { points($0).count } == [2, 3])
    #expect(svg.all(class: "mark").count == 5)
    let alone = try drawings(of: "robustness") {
      $0.robustness = [robustness([0.9, nil, 0.7, nil, nil, nil])]
    }
    #expect(alone.first?.all("polyline").isEmpty == true)
    #expect(alone.first?.all(class: "mark").count == 2)
  }

  @Test("A cell of the confusion matrix is as strong as its share of its row")
  func heat() throws {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 7), count: 7)
    for truth in 0..<7 {
      counts[truth][truth] = 10 - truth
      counts[truth][(truth + 1) % 7] = truth
    }
    let svgs = try drawings(of: "confusions") {
      $0.confusions = [ConfusionTable(origin: ExampleReport.onYAF, counts: counts)]
    }
    let svg = try #require(svgs.first)
    let right = try svg.all("rect").filter { $0.has("right") }.map {
      try number($0, "fill-opacity")
    }
    let wrong = try svg.all("rect").filter { $0.has("wrong") }.map {
      try number($0, "fill-opacity")
    }
    let hits = (0..<7).map { Double(10 - $0) / 10 }
    #expect(right == hits)
    // A row without a mistake has no cell to tint.
    let mistakes = (1..<7).map { Double($0) / 10 }
    #expect(wrong.sorted() == mistakes)
  }

  @Test("An emotion that was never tested has no share, and its cells show a dash")
  func untested() throws {
    var counts = [[Int]](repeating: [Int](repeating: 2, count: 7), count: 7)
    counts[3] = [Int](repeating: 0, count: 7)
    let svgs = try drawings(of: "confusions") {
      $0.confusions = [ConfusionTable(origin: ExampleReport.onYAF, counts: counts)]
    }
    let texts = try #require(svgs.first).all("text").map(\.text)
    #expect(texts.filter { $0 == "–" }.count == 7)
    #expect(!texts.contains("0"))
  }

  @Test("The epoch that was kept is pointed out where it stands", arguments: [1, 4, 12])
  func learning(best: Int) throws {
    let curve = LearningCurve(
      model: "m", keptEpoch: best,
      points: (1...12).map {
        .init(epoch: $0, trainLoss: 2 / Double($0), devLoss: 1, devUAR: 0.5)
      })
    for svg in try drawings(of: "learning", { $0.learning = [curve] }) {
      let line = try #require(svg.all("line").first { $0.has("highlight") })
      let places = points(try #require(svg.all("polyline").first))
      try #require(places.count == 12)
      #expect(try abs(number(line, "x1") - places[best - 1].x) < 0.02)
    }
    let unknown = LearningCurve(model: "m", keptEpoch: nil, points: curve.points)
    for svg in try drawings(of: "learning", { $0.learning = [unknown] }) {
      #expect(svg.all("line").allSatisfy { !$0.has("highlight") })
    }
  }

  @Test(
    "Lengths are told in the unit that reads best",
    arguments: [
      (0.5, ".5 s"), (89.94, "89.9 s"), (90, "1.5 min"), (5_399, "90.0 min"), (5_400, "1.50 h"),
      (1_000_000, "277.78 h"),
    ])
  func lengths(seconds: Double, text: String) {
    var report = ExampleReport.report()
    let corpus = report.corpora[0]
    report.corpora = [
      CorpusSummary(
        name: corpus.name, isSynthetic: false, speakers: corpus.speakers, wordCount: 1_234_567,
        totalSeconds: seconds)
    ]
    let page = MarkdownReport.render(report)
    #expect(page.contains("1,399 utterances") || page.contains("2,799 utterances"))
    #expect(page.contains(", \(text), 1,234,567 words or sentences"))
  }
}
