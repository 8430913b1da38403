import Metrics
import Reports
import Testing

@Suite("Calibration, sets and fairness in a report")
struct ConfidenceSectionTests {
  private let page: MarkupScanner.Element

  init() throws { page = try MarkupScanner.parse(HTMLReport.render(RichReport.report())) }

  private func section(_ id: String) throws -> MarkupScanner.Element {
    try page.section(id)
  }

  /// Rows of a table, heads first.
  private func rows(_ table: MarkupScanner.Element) -> [[String]] {
    table.all("tr").dropFirst().map { row in row.children.map(\.ownText) }
  }

  @Test("What survives of a calibration is a share, nothing, or undetermined")
  func calibration() throws {
    let section = try section("calibration")
    let tables = section.all("table").map(rows)
    #expect(
      tables == [
        [
          [
            "OAF → YAF", "temperature", ".07 → .00", ".12 → undetermined", "+.10 [.08, .12]",
            "nothing: it harms",
          ],
          [
            "OAF → YAF", "vector", ".07 → .00", ".12 → undetermined", "−.003 [−.004, −.002]",
            "25\u{A0}%",
          ],
        ],
        [
          [
            "OAF → YAF", "isotonic", ".07 → .00", ".12 → undetermined", "undetermined",
            "undetermined",
          ]
        ], [["speaker-disjoint · OAF → YAF", ".11", "undetermined"]],
      ])
    #expect(section.text.contains("1.25 for OAF, .05 for YAF (an end of the range)."))
    #expect(section.text.contains("A temperature at the end of its range means"))
  }

  @Test(
    "That there was no gain to survive is said only where both gains are known",
    arguments: [
      ([0.07, 0.08, 0.1, 0.1], "no gain to survive"), ([nil, 0.08, 0.1, 0.1], "undetermined"),
      ([0.07, nil, 0.1, 0.1], "undetermined"), ([0.07, 0.08, nil, 0.1], "undetermined"),
      ([0.07, 0.04, 0.1, nil], "undetermined"), ([0.07, 0.04, 0.1, 0.1], "no gain shown"),
    ] as [([Double?], String)])
  func survival(values: [Double?], text: String) throws {
    let row = CalibrationSummary.Row(
      origin: .of(), method: "temperature", metric: "ece",
      known: .init(before: values[0], after: values[1]),
      unseen: .init(before: values[2], after: values[3]), change: .undetermined,
      survivingShare: nil)
    let rows = try Page {
      $0.calibration = CalibrationSummary(rows: [row], temperatures: [], risks: [])
    }.rows(of: "Calibration error")
    #expect(rows.map(\.last) == [text])
  }

  @Test(
    "A share is told where the unseen change is shown to be a gain, and harm where it is shown",
    arguments: [
      (nil, 0.5, "not shown"), ((-0.2, 0.1), 0.5, "not shown"), ((-0.2, 0.1), -0.5, "not shown"),
      ((-0.2, -0.1), 0.5, "50\u{A0}%"), ((0.1, 0.2), -0.5, "nothing: it harms"),
      ((0.1, 0.2), nil, "nothing: it harms"), ((-0.2, -0.1), nil, "no gain shown"),
    ] as [((Double, Double)?, Double?, String)])
  func shown(ends: (Double, Double)?, share: Double?, text: String) throws {
    let interval = ends.map {
      ConfidenceInterval(lower: $0.0, upper: $0.1, level: 0.95, unit: .word)
    }
    let row = CalibrationSummary.Row(
      origin: .of(), method: "temperature", metric: "ece", known: .init(before: 0.2, after: 0.1),
      unseen: .init(before: 0.2, after: 0.15), change: Measure(0.1, interval: interval),
      survivingShare: share)
    let rows = try Page {
      $0.calibration = CalibrationSummary(rows: [row], temperatures: [], risks: [])
    }.rows(of: "Calibration error")
    #expect(rows.map(\.last) == [text])
  }

  @Test("Where no training speaker is tested there are dashes, and a sentence that says so")
  func unseenAlone() throws {
    let page = try Page {
      $0.calibration = CalibrationSummary(
        rows: [
          CalibrationSummary.Row(
            origin: .of(), method: "temperature", metric: "ece", known: nil,
            unseen: .init(before: 0.2, after: 0.1), change: .undetermined, survivingShare: nil)
        ], temperatures: [], risks: [])
      $0.conformal = ConformalSummary(
        nominal: 0.9, fewestRows: 9,
        rows: [
          ConformalSummary.Row(
            origin: .of(), sets: "thr marginal", emotion: nil, known: nil,
            unseen: .init(value: 0.5, band: 0.8...1, setSize: 1.5))
        ])
    }
    let rows = try page.rows(of: "Calibration error")
    #expect(rows.map { $0.dropFirst(2) } == [["–", ".20 → .10", "undetermined", "–"]])
    let sets = try page.rows(of: "Coverage promised")
    #expect(
      sets.map { $0.dropFirst(2) }
        == [["–", "–", "–", ".50", ".80 to 1.00", "1.50", "✗ below"]])
    for (section, words) in [
      ("calibration", "cannot be told."), ("conformal", "keep their promise on them cannot"),
    ] {
      let text = try page.section(section).text
      #expect(text.contains("No other recording of the training speakers is tested ("))
      #expect(text.contains(words))
    }
  }

  @Test("Coverage on an end of its band is within it; without a band nothing is said of it")
  func sets() throws {
    let tables = try section("conformal").all("table")
    let cells = rows(tables[0])
    #expect(
      cells.map { $0[8] } == ["✗ below", "✓ within", "✓ within", "✓ above", "–"])
    #expect(
      cells[0] == [
        "OAF → YAF", "THR marginal", ".91", ".85 to .95", "1.50", ".85", ".85 to .95", "2.25",
        "✗ below",
      ])
    #expect(cells[4][5] == "1.00" && cells[4][6] == "–")
    #expect(
      try section("conformal").all("p").first?.text
        == "A set that promises .90 holds the intended emotion in .85 to 1.00 of utterances of "
        + "unseen speakers, by model and kind of set; sad in .31 (OAF → YAF) (APS marginal).")
    let emotions = rows(tables[1])
    #expect(emotions.count == 7)
    #expect(emotions[5] == ["sad", ".21", ".31", ".41", "undetermined"])
    #expect(emotions[0].dropFirst().allSatisfy { $0 == "undetermined" })
  }

  @Test("Every answer about groups stands under what was asked, with its p and what it could see")
  func groups() throws {
    let section = try section("fairness")
    let tables = section.all("table").map(rows)
    #expect(
      tables[3] == [
        ["disparities", "1", "2", "3", "4"], ["standard checks", "5", "6", "7", "1,008"],
      ])
    let group = tables[2].map { Array($0.dropFirst(2)) }
    #expect(group == [["1,400", ".60 [.56, .64]", ".61", "undetermined"]])
    #expect(
      tables[0] == [
        ["sex", "uar-difference", ".20", ".013", ".08", "✗ failed"],
        ["mood", "uar-difference", ".00", "1.000", ".05", "? vacuous pass"],
      ])
    // What has no p is folded, and not lost.
    #expect(
      tables[1] == [
        ["age", "uar-difference", "undetermined", "–", "–", "? undetermined"],
        ["sex", "uar-ratio", ".80", "–", "–", "follows the difference"],
      ])
    #expect(
      section.text.contains("a difference between speakers may be one between models"),
      "where others trained each model")
  }

  @Test("Of a standard check the first failure is told, else the first that is undetermined")
  func standard() throws {
    let tables = try section("fairness").all("table")
    #expect(
      rows(tables[4]) == [
        ["correctness-classification-recall", "1", "1", "1", "0", "Fails for sad."],
        ["fairness-sex-uar-shift", "0", "0", "1", "0", "Cannot tell of sex."],
        ["fairness-accent-share-shift", "1", "0", "0", "0", "–"],
      ])
    #expect(tables[5].text.contains("The 10 words that are recognised least, of 12"))
    #expect(rows(tables[5]).map { $0[0] } == (0..<10).map { "word\($0)" })
    let told = try section("fairness").all("li").filter { $0.has("finding") }.map(\.text)
    #expect(told.count == 1 && told[0].contains("The model has skill."))
  }

  @Test("Vacuous passes of standard checks are counted apart, as in the counts of all answers")
  func vacuousChecks() throws {
    var fairness = RichReport.fairness
    fairness.vacuous = Set(fairness.findings.filter { $0.message.hasPrefix("Cannot tell") })
    let page = try Page { $0.fairness = fairness }
    #expect(
      try page.rows(of: "Standard checks").map { $0.dropFirst().prefix(4).joined(separator: " ") }
        == ["1 1 0 1", "0 0 0 1", "1 0 0 0"])
    #expect(
      try page.table("Standard checks").all("th").map(\.text).contains("Vacuous"))
  }

  @Test("Why gaps are undetermined is told once a reason, with how many it is of and what to do")
  func reasons() throws {
    let gaps = ["few", "wide", "few", nil].enumerated().map { index, reason in
      var gap = FairnessSummary.Gap(
        attribute: "a\(index)", measure: "uar-difference", value: Measure(0.2), p: nil,
        detectable: nil, status: reason == nil ? .passed : .undetermined)
      gap.reason = reason
      gap.advice = reason == "few" ? "Test more." : nil
      return gap
    }
    let ratio = FairnessSummary.Gap(
      attribute: "a0", measure: "uar-ratio", value: Measure(0.8), p: nil, detectable: nil,
      status: nil)
    var report = Page.bare
    report.fairness = FairnessSummary(
      origin: RichReport.fairness.origin, counts: [], groups: [], gaps: gaps + [ratio], words: [],
      findings: [])
    let told = try Page(report).section("fairness").all("li").map(\.text)
    #expect(
      told.filter { $0.hasPrefix("Undetermined") } == [
        "Undetermined, 2 of 4 gaps (a0, a2): few. Next: Test more.",
        "Undetermined, 1 of 4 gaps (a1): wide.",
      ])
    #expect(MarkdownReport.render(report).contains("- Undetermined, 2 of 4 gaps (a0, a2): few."))
  }

  @Test("How much is kept is told in percent")
  func kept() throws {
    let table = try #require(
      try section("calibration").all("table").first {
        $0.all("caption").first?.text.hasPrefix("Share of errors") == true
      })
    #expect(
      table.all("th").map(\.text).filter { $0.hasSuffix("kept") }
        == ["50\u{A0}% kept", "100\u{A0}% kept"])
  }

  /// The caption and the rows of the table of words.
  private func words(
    _ accuracies: [Double], areSeveralSeeds: Bool = false
  ) throws -> (caption: String, count: Int) {
    let fairness = RichReport.fairness
    let table = try Page { report in
      report.fairness = FairnessSummary(
        origin: fairness.origin, counts: [], groups: [], gaps: [],
        words: accuracies.enumerated().map { .init(word: "w\($0)", accuracy: $1, count: 14) },
        findings: [])
      guard areSeveralSeeds else { return }
      report.ladder = [false, true].map { isRepetition in
        LadderRow(
          origin: .of(isRepetition: isRepetition), count: 1, accuracy: .undetermined,
          uar: Measure(0.5), chance: nil, majorityShare: nil)
      }
    }.section("fairness").all("table").last
    let caption = try #require(table?.all("caption").first).text
    return (caption, table?.all("tbody").flatMap { $0.all("tr") }.count ?? 0)
  }

  @Test("Words that tie with the last one shown are shown too, or counted where they are many")
  func tiedWords() throws {
    func tied(_ count: Int) -> [Double] {
      [0.25] + [Double](repeating: 0.5, count: count) + [0.75, 1]
    }
    let some = try words(tied(14))
    #expect(some.count == 15)
    #expect(
      some.caption == "The 15 words that are recognised least, of 17 (the ledger has all)")
    let many = try words(tied(20))
    #expect(many.count == 10)
    #expect(
      many.caption == "The 10 words that are recognised least, of 23 (the ledger has all; 11 more "
        + "are as low as the last)")
    #expect(
      try words([0.5], areSeveralSeeds: true).caption
        == "The word that is recognised least, of 1, by the first seed (the ledger has all)")
  }

  @Test("What is told of fairness is not told again among the other findings")
  func once() throws {
    var report = RichReport.report()
    report.findings = RichReport.fairness.findings
    let ids = try MarkupScanner.parse(HTMLReport.render(report)).all("section").compactMap {
      $0.attributes["id"]
    }
    #expect(!ids.contains("findings") && ids.contains("fairness"))
  }

  @Test(
    "A difference has its sign, and a third decimal where two would hide the side of 0 it lies on",
    arguments: [
      (0.31, 0.27, 0.35, "+.31 [.27, .35]"), (-0.07, -0.09, -0.05, "−.07 [−.09, −.05]"),
      (0.004, -0.02, 0.03, "+.004 [−.020, .030]"), (0.3, 0.004, 0.6, "+.300 [.004, .600]"),
      (0.0004, 0, 0.1, ".000 [.000, .100]"), (-0.0004, -0.1, 0, ".000 [−.100, .000]"),
      (0, 0, 0, ".00 [.00, .00]"), (0.005, 0.005, 0.005, "+.01 [.01, .01]"),
    ])
  func differences(value: Double, lower: Double, upper: Double, text: String) throws {
    var report = ExampleReport.report()
    report.ladder = [
      LadderRow(
        origin: ExampleReport.onYAF, count: 1, accuracy: .undetermined, uar: Measure(0.5),
        chance: nil, majorityShare: nil,
        inflation: Measure(
          value, interval: .init(lower: lower, upper: upper, level: 0.95, unit: .word)))
    ]
    let page = try MarkupScanner.parse(HTMLReport.render(report))
    let ladder = page.all("section").first { $0.attributes["id"] == "ladder" }
    #expect(ladder?.all("td").last?.text == text)
  }
}
