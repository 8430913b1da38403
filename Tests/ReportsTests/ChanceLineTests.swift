import Metrics
import Reports
import Testing

@Suite("What guessing scores, in drawings of test sets with other numbers of emotions")
struct ChanceLineTests {
  private static let origins = [Origin.of(), .of(.crossCorpus, "OAF", "03+04"), .of(.random)]

  private func row(_ index: Int, _ chance: Double?) -> LadderRow {
    LadderRow(
      origin: Self.origins[index], count: 1, accuracy: .undetermined, uar: Measure(0.9),
      chance: chance, majorityShare: nil)
  }

  private func page(_ chances: [Double?]) throws -> Page {
    try Page {
      $0.ladder = chances.enumerated().map(row)
      $0.shortcuts = ShortcutFloor(
        probes: [],
        rows: chances.indices.reversed().map {
          .init(
            origin: Self.origins[$0], speaker: nil, count: 1, model: Measure(0.9), scores: [])
        }, references: [])
    }
  }

  @Test(
    "Where test sets differ each has its own line, within its own row",
    arguments: ["ladder", "shortcuts"])
  func differing(section: String) throws {
    let chances = [1.0 / 7, 0.25, nil]
    let drawings = try page(chances).drawings(of: section)
    try #require(drawings.count == 2)
    for drawing in drawings {
      let discs = drawing.all("circle", "point").map { drawing.number($0, "cy") }
      let lines = drawing.all("line", "reference")
      try #require(discs.count == 3 && lines.count == 2)
      // The rows of the floor stand in the other order, what leaks behind the rest.
      let known = section == "ladder" ? [(0, 1.0 / 7), (1, 0.25)] : [(0, 0.25), (1, 1.0 / 7)]
      for (line, (index, chance)) in zip(lines, known) {
        let place = try drawing.place(of: chance, on: drawing.across)
        #expect(abs(drawing.number(line, "x1") - place) < 0.05)
        let span = drawing.number(line, "y1")...drawing.number(line, "y2")
        #expect(discs.indices.filter { span.contains(discs[$0]) } == [index])
      }
      #expect(!drawing.svg.all("text").contains { $0.text.hasPrefix("chance") })
    }
  }

  @Test("Where all that is known is one number, one line stands for it and bears it")
  func common() throws {
    let page = try page([0.25, nil, 0.25])
    for section in ["ladder", "shortcuts"] {
      for drawing in try page.drawings(of: section) {
        #expect(drawing.all("line", "reference").count == 1)
        #expect(drawing.svg.all("text").contains { $0.text == "chance .25" })
      }
    }
  }

  @Test("The caption of the ladder tells the one chance, or from where to where it goes")
  func caption() throws {
    let cases: [([Double?], String?)] = [
      ([0.25, nil, 0.25], "The dashed line is chance, .25."),
      ([0.5, 0.25, 1 / 3], "A dashed line in each row is its chance, .25 to .50."),
      ([nil, nil, nil], nil),
    ]
    for (chances, sentence) in cases {
      let text = try page(chances).section("ladder").all(class: "fine").map(\.text).joined()
      #expect(sentence.map(text.contains) ?? !text.contains("dashed"), "\(text)")
    }
  }

  @Test("A panel of perturbations has a line of chance only where its lines share it")
  func panels() throws {
    func curve(_ index: Int, _ name: String, _ chance: Double?) -> RobustnessCurve {
      RobustnessCurve(
        origin: Self.origins[index], perturbation: name, cleanUAR: Measure(0.9),
        cleanAccuracy: .undetermined, chance: chance,
        points: [
          .init(severity: 1, accuracy: .undetermined, uar: Measure(0.8), retention: nil)
        ])
    }
    let page = try Page {
      $0.robustness = [
        curve(0, "both", 0.2), curve(1, "both", 0.4), curve(1, "one", 0.4), curve(0, "none", nil),
      ]
    }
    let counts = try page.drawings(of: "robustness").map { $0.all("line", "reference").count }
    #expect(counts == [0, 1, 0])
    let text = try page.section("robustness").text
    #expect(text.contains("a dashed line is chance, where all lines beside it share it."))
  }
}
