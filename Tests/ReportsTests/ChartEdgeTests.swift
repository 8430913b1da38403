import Corpora
import Metrics
import Reports
import Testing

@Suite("Drawings of little, of much and of what is missing")
struct ChartEdgeTests {
  private func drawings(
    of id: String, _ fill: (inout AuditReport) -> Void
  ) throws -> [Drawing] {
    try Page(fill).drawings(of: id)
  }

  private func reliability(_ counts: [Int]) throws -> Drawing {
    let width = 1 / Double(counts.count)
    return try #require(
      try drawings(of: "reliability") {
        $0.reliability = [
          Reports.ReliabilityDiagram(
            origin: .of(), ece: Measure(0.1),
            bins: counts.enumerated().map { index, count in
              .init(
                lower: Double(index) * width, upper: Double(index + 1) * width, count: count,
                meanConfidence: count > 0 ? (Double(index) + 0.5) * width : nil,
                accuracy: count > 0 ? 0.5 : nil)
            })
        ]
      }.first)
  }

  @Test("A bar's number is whole below a thousand, and rounded to thousands above")
  func counts() throws {
    let texts = try reliability([999, 1_000, 1_049, 9_949, 9_950, 12_499, 12_500, 0])
      .all("text", "tiny").map(\.text)
    #expect(texts == ["999", "1.0k", "1.0k", "9.9k", "10k", "12k", "13k"])
  }

  @Test("One bin is a mark without a line; a bar of one among many can still be seen")
  func bins() throws {
    let one = try reliability([0, 7, 0])
    #expect(one.svg.all("polyline").isEmpty && one.all("circle", "mark").count == 1)
    let uneven = try reliability([1, 100_000])
    let heights = uneven.all("rect", "bar").map { uneven.number($0, "height") }
    #expect(uneven.svg.all("polyline").count == 1)
    #expect(heights.count == 2 && heights[0] == 1 && heights[1] > 40)
    let none = try reliability([0, 0])
    #expect(none.all("rect", "bar").isEmpty && none.all("circle", "mark").isEmpty)
  }

  @Test("A training of one epoch is a mark, and what has no dev part has no line of it")
  func oneEpoch() throws {
    for (count, lines, marks) in [(1, 0, 1), (2, 1, 0)] {
      let panels = try drawings(of: "learning") {
        $0.learning = [
          LearningCurve(
            model: "m", keptEpoch: 1,
            points: (1...count).map {
              .init(epoch: $0, trainLoss: 1, devLoss: nil, devUAR: nil)
            })
        ]
      }
      try #require(panels.count == 2)
      #expect(panels[0].svg.all("polyline").count == lines)
      #expect(panels[0].svg.all(class: "mark").count == marks)
      #expect(panels[1].svg.all("polyline").isEmpty && panels[1].svg.all(class: "mark").isEmpty)
    }
  }

  @Test(
    "Losses of every size have a few ticks, no two alike, that reach above them", arguments: 1...40)
  func lossTicks(step: Int) throws {
    // From .013 to a thousand, in steps of a third.
    let growth = (0..<step).reduce(1.0) { product, _ in product * 4 / 3 }
    let loss = 0.01 * growth
    let panel = try #require(
      try drawings(of: "learning") {
        $0.learning = [
          LearningCurve(
            model: "m", keptEpoch: nil,
            points: (1...3).map { .init(epoch: $0, trainLoss: loss, devLoss: 0, devUAR: 0.5) })
        ]
      }.first)
    let ticks = panel.up.map(\.value).sorted()
    #expect((loss > 0.02 ? 4...7 : 3...3).contains(ticks.count), "\(loss) \(ticks)")
    #expect(ticks.first == 0 && (ticks.last ?? 0) >= loss * 0.999, "\(loss) \(ticks)")
    #expect(Set(ticks).count == ticks.count, "no tick reads like another: \(ticks)")
  }

  @Test(
    "Epochs of every number have no more ticks than there is room for",
    arguments: [
      2, 8, 9, 16, 17, 80, 81, 1_600, 1_601, 4_000,
    ])
  func epochTicks(count: Int) throws {
    let panel = try #require(
      try drawings(of: "learning") {
        $0.learning = [
          LearningCurve(
            model: "m", keptEpoch: nil,
            points: [1, count].map {
              .init(epoch: $0, trainLoss: 1, devLoss: nil, devUAR: nil)
            })
        ]
      }.first)
    let ticks = panel.across.map(\.value)
    #expect(ticks.first == 1 && (2...9).contains(ticks.count), "\(ticks)")
    #expect(ticks == ticks.sorted() && Set(ticks).count == ticks.count)
  }

  private func ladder(_ origin: Origin, _ uar: Measure, chance: Double? = nil) -> LadderRow {
    LadderRow(
      origin: origin, count: 1, accuracy: .undetermined, uar: uar, chance: chance,
      majorityShare: nil)
  }

  @Test("Long names are shortened where there is no room, and whole in the name of the drawing")
  func longNames() throws {
    for (length, isShortened) in [(11, false), (12, true), (60, true)] {
      let origin = Origin.of(
        .speakerDisjoint, String(repeating: "a", count: length), String(repeating: "b", count: 16))
      let wide = try #require(
        try drawings(of: "ladder") { $0.ladder = [ladder(origin, Measure(0.5))] }.first)
      let detail = try #require(wide.all("text", "muted").first { $0.text.hasPrefix("aaa") }).text
      #expect(detail.count <= 30 && detail.hasSuffix("…") == isShortened, "\(detail)")
      #expect(
        wide.svg.attributes["aria-label"]
          == "UAR with its interval. speaker-disjoint · \(origin.trainedOn) → "
          + "\(origin.testedOn): .50.")
    }
  }

  @Test("What leaks is stamped in the drawing and its name, dashed, and open; the rest is not")
  func stamps() throws {
    for drawing in try drawings(
      of: "ladder",
      {
        $0.ladder = [ladder(.of(.random), .about(0.9, 0.05)), ladder(.of(), .about(0.5, 0.05))]
      })
    {
      #expect(drawing.all("text", "stamptext").map(\.text) == ["LEAKY"])
      #expect(
        drawing.all("circle", "leaky").count == 1 && drawing.all("circle", "honest").count == 1)
      #expect(drawing.all("line", "leaky").count == 3 && drawing.all("line", "honest").count == 3)
      let label = drawing.svg.attributes["aria-label"] ?? ""
      #expect(label.contains("LEAKY: random · OAF → YAF: .90 [.85, .95]; speaker-disjoint"))
    }
  }

  @Test("Chance is drawn and named where it is known, and nowhere else")
  func chance() throws {
    for chance in [0.25, nil] {
      for drawing in try drawings(
        of: "ladder", { $0.ladder = [ladder(.of(), Measure(0.5), chance: chance)] })
      {
        #expect(drawing.all("line", "reference").count == (chance == nil ? 0 : 1))
        #expect(drawing.svg.all("text").contains { $0.text == "chance .25" } == (chance != nil))
      }
    }
  }

  @Test("Test sets keep their line in every panel, also where one of them is missing there")
  func sameStyle() throws {
    let other = Origin.of(.speakerDisjoint, "YAF", "OAF")
    func curve(_ origin: Origin, _ name: String) -> RobustnessCurve {
      RobustnessCurve(
        origin: origin, perturbation: name, cleanUAR: Measure(0.5), cleanAccuracy: .undetermined,
        chance: nil,
        points: [
          .init(severity: 1, accuracy: .undetermined, uar: Measure(0.4), retention: nil)
        ])
    }
    let page = try Page {
      $0.robustness = [curve(.of(), "a"), curve(other, "a"), curve(other, "b")]
    }
    let panels = try page.drawings(of: "robustness")
    try #require(panels.count == 2)
    #expect(
      panels[0].all("polyline", "s1").count == 1 && panels[0].all("polyline", "s2").count == 1)
    #expect(panels[1].all("polyline", "s1").isEmpty && panels[1].all("polyline", "s2").count == 1)
    let legend = try page.section("robustness").all(class: "legend").flatMap { $0.all("li") }
    #expect(legend.count == 2 && legend[1].all(class: "s2").count == 2, "line and marker")
    #expect(panels.allSatisfy { $0.all("line", "reference").isEmpty })
  }

  @Test("A line of attention is named by its speaker only where its test set has several")
  func voices() throws {
    func line(_ speaker: String) -> AttentionSummary.Line {
      .init(speaker: speaker, emotion: .sad, weights: [1, 1], count: 1)
    }
    let legend = try Page {
      $0.attention = [
        AttentionSummary(origin: .of(), lines: [line("YAF")]),
        AttentionSummary(
          origin: .of(.speakerDisjoint, "A", "B+C"), lines: [line("C"), line("B")]),
      ]
    }.section("attention").all(class: "legend").flatMap { $0.all("li") }.map(\.text)
    #expect(
      legend.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") } == [
        "speaker-disjoint · OAF → YAF", "speaker-disjoint · A → B+C · B",
        "speaker-disjoint · A → B+C · C",
      ])
  }
}
