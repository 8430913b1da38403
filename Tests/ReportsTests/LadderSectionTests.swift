import Corpora
import Metrics
import Reports
import Testing

@Suite("The section of the protocol ladder")
struct LadderSectionTests {
  private func row(
    _ origin: Origin = .of(), _ uar: Double? = 0.5,
    _ change: (inout LadderRow) -> Void = { _ in }
  ) -> LadderRow {
    var row = LadderRow(
      origin: origin, count: 1_000, accuracy: Measure(0.25), uar: Measure(uar), chance: 0.125,
      majorityShare: 0.375)
    change(&row)
    return row
  }

  private func page(
    _ rows: [LadderRow], _ fill: (inout AuditReport) -> Void = { _ in }
  ) throws -> Page {
    try Page { report in
      report.ladder = rows
      fill(&report)
    }
  }

  private func columns(_ page: Page, _ caption: String = "Protocol ladder") throws -> [String] {
    try page.table(caption).all("thead").flatMap { $0.all("th") }.map(\.text)
  }

  @Test("Columns of shortcuts and of seeds are there only where a row has them")
  func columns() throws {
    let all = ["Protocol and speakers", "n", "UAR", "Accuracy", "Chance UAR", "Majority share"]
    let bare = try page([row()])
    #expect(try columns(bare) == all + ["Inflation (UAR)"])
    #expect(
      try bare.rows(of: "Protocol ladder") == [
        ["speaker-disjoint · OAF → YAF", "1,000", ".50", ".25", ".13", ".38", "–"]
      ])
    let rich = row {
      $0.shortcut = .init(name: "level", uar: Measure(0.3))
      $0.seeds = .init(uars: [0.4, 0.6], deviation: 0.1414)
    }
    let page = try page([rich, row(.of(.crossCorpus))])
    let names: [String] = all.prefix(3) + ["SD over seeds"] + all.suffix(3)
    #expect(try columns(page) == names + ["Best shortcut (UAR)", "Inflation (UAR)"])
    #expect(
      try page.rows(of: "Protocol ladder").map { [$0[3], $0[7], $0[8]] } == [
        [".141", "level .30", "–"], ["–", "–", "–"],
      ])
    let unknown = row { $0.seeds = .init(uars: [0.4], deviation: nil) }
    let rows = try self.page([unknown]).rows(of: "Protocol ladder")
    #expect(rows.first?[3] == "undetermined")
  }

  @Test("Each note stands where it is needed and nowhere else")
  func notes() throws {
    let notes = [
      "Inflation is UAR of the LEAKY random split", "Between corpora only emotions that both have",
      "Above .9 the coverage of an interval is not promised",
    ]
    for (rows, expected) in [
      ([row()], [false, false, false]), ([row(.of(), 0.9)], [false, false, false]),
      ([row(.of(), 0.901)], [false, false, true]), ([row(.of(), nil)], [false, false, false]),
      ([row(), row(.of(.random))], [false, false, false]),
      ([row { $0.inflation = Measure(0.1) }, row(.of(.random))], [true, false, false]),
      ([row(), row(.of(isLeaky: true)), row(.of(.wordDisjoint))], [false, false, false]),
      ([row(), row(.of(.crossCorpus))], [false, true, false]),
    ] {
      let text = try page(rows).section("ladder").text
      #expect(notes.map { text.contains($0) } == expected)
    }
  }

  @Test("Of somebody else's model nothing is said of recipes, splits or what it was taught")
  func foreign() throws {
    let rows = [
      row { $0.inflation = Measure(0.25) }, row(.of(.random)), row(.of(.crossCorpus)),
    ]
    for isForeign in [false, true] {
      let page = try page(rows) { $0.isForeign = isForeign }
      let text = page.root.text
      #expect(text.contains("Protocol ladder: the same model on each test set") == isForeign)
      #expect(text.contains("What another corpus taught the model is not known") == isForeign)
      #expect(
        text.contains(
          "LEAKY: on a random split, of speakers whom training heard, the same model has a UAR of "
            + ".75") == isForeign)
      #expect(text.contains("Between corpora only emotions that both") != isForeign)
      #expect(text.contains("the same recipe") != isForeign)
    }
  }

  @Test("How often test parts were looked at is told as a reader counts")
  func looks() throws {
    for (looks, times) in [(0, "0 times"), (1, "once"), (2, "2 times"), (1_234, "1,234 times")] {
      let text = try page([row()]) { $0.testLooks = looks }.section("ladder").text
      #expect(text.contains("Test parts were looked at \(times) in this run."))
    }
  }

  @Test("Several leaky rungs are set beside each honest one in a table of their own, all stamped")
  func inflations() throws {
    func inflation(_ rung: EvaluationProtocol, _ value: Double?) -> LadderRow.Inflation {
      .init(leaky: rung, uar: Measure(value), accuracy: Measure(value.map { -$0 }))
    }
    let one = row {
      $0.inflations = [inflation(.random, 0.25)]
    }
    #expect(try !page([one]).section("ladder").text.contains("Inflation: each LEAKY rung"))
    let two = row(.of(.crossCorpus)) {
      $0.inflations = [inflation(.random, 0.5), inflation(.wordDisjoint, nil)]
    }
    let page = try page([one, two])
    let caption = "Inflation: each LEAKY rung, over all that it tests, minus the honest rung"
    #expect(
      try page.rows(of: caption)
        == [
          ["random", "speaker-disjoint", "OAF → YAF", "+.25", "−.25"],
          ["random", "cross-corpus", "OAF → YAF", "+.50", "−.50"],
          ["word-disjoint", "cross-corpus", "OAF → YAF", "undetermined", "undetermined"],
        ])
    #expect(try page.table(caption).all("tr").count { $0.has("leaky") } == 3)
    #expect(try page.table(caption).all("tr").count { !$0.all(class: "stamp").isEmpty } == 3)
  }

  @Test("The caption of the drawing tells of seeds, leaks and chance where they are drawn")
  func caption() throws {
    func caption(_ rows: [LadderRow]) throws -> String {
      let figure = try #require(try page(rows).section("ladder").all("figure").first)
      return figure.all(class: "fine").first?.text ?? ""
    }
    let start = "UAR with its interval; the numbers follow in the table."
    let bare = LadderRow(
      origin: .of(), count: 1, accuracy: .undetermined, uar: Measure(0.5), chance: nil,
      majorityShare: nil)
    #expect(try caption([bare]) == start)
    #expect(try caption([row()]) == "\(start) The dashed line is chance, .13.")
    let seeds = row(.of(.random)) { $0.seeds = .init(uars: [0.5], deviation: nil) }
    #expect(
      try caption([seeds])
        == "\(start) The disc is the mean over seeds, a tick each seed. Open discs are LEAKY. The "
        + "dashed line is chance, .13.")
  }

  @Test("With several seeds each of them is folded below the means")
  func seeds() throws {
    let mean = row { $0.seeds = .init(uars: [0.4, 0.6], deviation: 0.1) }
    let page = try page([row(.of(note: "seed 0"), 0.4), row(.of(note: "seed 1"), 0.6)]) {
      $0.ladderMeans = [mean]
    }
    #expect(try page.rows(of: "Protocol ladder: the same").map { $0[2] } == [".50"])
    let fold = try #require(
      try page.section("ladder").all("details").first {
        $0.all("summary").first?.text == "Each seed"
      })
    #expect(fold.text.contains("speaker-disjoint · OAF → YAF · seed 1"))
    #expect(try page.rows(of: "Protocol ladder by seed").map { $0[2] } == [".40", ".60"])
    let text = try page.section("ladder").text
    #expect(text.contains("Each number is the mean over 2 training seeds, and its interval"))
  }

  @Test("A p value below a thousandth is said to be so, and one that is missing undetermined")
  func asymmetry() throws {
    let page = try page([row()]) {
      $0.asymmetries = [(0.0009, 0.001), (0.001, 0.25), (nil, nil)].map {
        AsymmetryRow(
          origin: .of(), uar: .about(0.004, 0.002), accuracy: .about(-0.25, 0.125), p: $0,
          adjustedP: $1)
      }
    }
    let rows = try page.rows(of: "Direction asymmetry")
    #expect(
      rows.map { Array($0.suffix(2)) } == [
        ["< .001", ".001"], [".001", ".250"], ["undetermined", "undetermined"],
      ])
    #expect(rows[0][1] == "+.004 [.002, .006]" && rows[0][2] == "−.25 [−.38, −.13]")
  }

  @Test("Where the spread comes from is told with the speakers' part, or that it is missing")
  func spread() throws {
    func text(_ speaker: Double?, _ between: Double?) throws -> String {
      try page([row()]) {
        $0.spreads = [
          SpreadRow(
            origin: .of(), total: 0.1, seed: 0.02, word: 0.03, speaker: speaker, rest: 0.04,
            betweenSpeakers: between)
        ]
      }.section("ladder").text
    }
    let few = try text(nil, nil)
    #expect(
      few.contains(
        "of the standard deviation of .100, .020 from the seed, .030 from the words and .040 from "
          + "both together."))
    #expect(few.contains("The speakers' part is undetermined under five speakers"))
    let many = try text(0.05, 0.06)
    #expect(
      many.contains(
        ".030 from the words, .050 from the speakers and .040 from both together. Speakers differ "
          + "by a standard deviation of .060."))
    #expect(!many.contains("undetermined under five speakers"))
  }
}
