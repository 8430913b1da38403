import Corpora
import Findings
import Metrics
import Reports
import Testing

@Suite("Whether anybody is served worse")
struct FairnessAnswerTests {
  private typealias Gap = FairnessSummary.Gap
  private typealias Group = FairnessSummary.Group

  private static func gap(
    _ attribute: String, _ status: Status?, _ measure: String = "accuracy-difference",
    value: Double = 0.3, p: Double? = 0.019
  ) -> FairnessSummary.Gap {
    .init(
      attribute: attribute, measure: measure, value: .about(value, 0.02), p: p, detectable: 0.08,
      status: status)
  }

  private static func group(
    _ attribute: String, _ name: String, _ accuracy: Double?, ece: Double? = nil
  ) -> FairnessSummary.Group {
    .init(
      attribute: attribute, group: name, count: 1_399, accuracy: Measure(accuracy),
      uar: Measure(accuracy), ece: Measure(ece))
  }

  private static func finding(
    _ check: String, _ status: Status, subject: String = "s", _ message: String = "m"
  ) -> Finding {
    Finding(check: check, subject: subject, status: status, importance: .warning, message: message)
  }

  private static let voices = [
    group("speaker", "OAF", 0.51, ece: 0.2), group("speaker", "YAF", 0.81, ece: 0.06),
  ]

  /// A report with these answers, and its first paragraph and first list.
  private static func answer(
    gaps: [FairnessSummary.Gap] = [], groups: [FairnessSummary.Group] = [],
    findings: [Finding] = [], shortfalls: [Finding: Double] = [:],
    trainedOn: String = Split.othersTraining, isLeaky: Bool = false
  ) throws -> (headline: String, items: [String], section: MarkupScanner.Element) {
    let section = try Page { report in
      report.corpora = ExampleReport.report().corpora
      var summary = FairnessSummary(
        origin: Origin(
          evaluationProtocol: .speakerDisjoint, trainedOn: trainedOn, testedOn: "OAF+YAF",
          isLeaky: isLeaky),
        counts: [], groups: groups, gaps: gaps, words: [], findings: findings)
      summary.shortfalls = shortfalls
      report.fairness = summary
    }.section("fairness")
    let list = section.children.first { $0.name == "ul" && !$0.has("findings") }
    return (
      section.all("p").first?.text ?? "", list?.all("li").map(\.text) ?? [], section
    )
  }

  @Test(
    "Who is recognised less often is said first, with both numbers, p and what it may come from")
  func unequal() throws {
    let (headline, items, _) = try Self.answer(
      gaps: [
        Self.gap("speaker", .failed), Self.gap("speaker", .failed, "ece-difference", value: 0.14),
      ], groups: Self.voices)
    #expect(headline == "Yes, in this run.")
    #expect(
      items == [
        "By speaker, OAF (female, 64 years) is recognised in .51 of utterances, YAF (female, 26 "
          + "years) in .81: a difference of .30 [.28, .32] (p = .019); calibration error is .20 "
          + "and .06.",
        "Each group by speaker is one voice, answered by a model that never heard it: whether "
          + "voice, age, session, model or anything else that sets these speakers apart is the "
          + "reason cannot be told.",
      ])
  }

  @Test("What groups differ in stands in the summary too, unless the test leaks or nothing differs")
  func summary() throws {
    func details(_ status: Status, isLeaky: Bool = false) throws -> [String] {
      try Page { report in
        report.fairness = FairnessSummary(
          origin: .of(.speakerDisjoint, "a", "OAF+YAF", isLeaky: isLeaky), counts: [],
          groups: Self.voices, gaps: [Self.gap("speaker", status), Self.gap("level", .failed)],
          words: [], findings: [])
      }.details()
    }
    let found = try details(.failed)
    try #require(found.count == 1)
    #expect(found[0].hasPrefix("By speaker, OAF is recognised in .51 of utterances, YAF in .81:"))
    #expect(found[0].hasSuffix(". 1 more attribute differs."))
    #expect(try details(.undetermined).first?.hasPrefix("By level, groups differ in") == true)
    #expect(try details(.failed, isLeaky: true).isEmpty)
  }

  @Test("One model of somebody else's is no reason for a difference between voices")
  func foreign() throws {
    let (_, items, _) = try Self.answer(
      gaps: [Self.gap("speaker", .failed)], groups: Self.voices, trainedOn: Split.unknownTraining)
    #expect(items.last?.hasPrefix("Each group by speaker is one voice: whether voice, age") == true)
    #expect(items.allSatisfy { !$0.contains("model") })
  }

  @Test("Of several attributes each that differs has a sentence; of many groups the two ends")
  func several() throws {
    let (headline, items, _) = try Self.answer(
      gaps: [
        Self.gap("sex", .failed, "uar-difference", value: 0.2, p: 0.0001),
        Self.gap("sex", .undetermined, p: 1), Self.gap("age-band", .failed),
        Self.gap("level", .passed, p: 1), Self.gap("f0", .undetermined, p: 1),
        Self.gap("f0", .passed, "ece-difference", p: 1), Self.gap("f0", nil, "accuracy-ratio"),
      ],
      groups: [
        Self.group("sex", "male", 0.7), Self.group("sex", "female", 0.6),
        Self.group("age-band", "up to 29", 0.7), Self.group("age-band", "30 to 49", 0.4),
        Self.group("age-band", "50 to 64", 0.6), Self.group("language", "en-CA", 0.6),
      ])
    #expect(headline == "Yes, in this run.")
    #expect(
      items == [
        "By sex, groups differ in UAR (.20 [.18, .22], p < .001).",
        "By age-band, 30 to 49 is recognised in .40 of utterances, the least, up to 29 in .70, the "
          + "most: a difference of .30 [.28, .32] (p = .019).",
        "By level no difference beyond chance was found, where one of .10 would have been detected.",
        "By f0 it cannot be told whether anybody is served worse.",
        "Not asked, for want of two groups: language (en-CA). About anybody else in these respects "
          + "nothing can be said.",
      ])
  }

  @Test(
    "What is undetermined is no no, and a no says what it is about",
    arguments: [
      ([], "It cannot be told: in this run no two groups could be compared, which does not mean"),
      (
        [gap("age", .undetermined, p: nil)],
        "It cannot be told: none of 1 comparison in this run shows a difference beyond chance, but "
          + "1 is undetermined, which does not mean that all are served alike."
      ),
      (
        [gap("age", .passed, p: 1), gap("f0", .undetermined, p: 1)],
        "It cannot be told: none of 2 comparisons in this run shows a difference beyond chance, "
      ),
      ([gap("age", nil, "accuracy-ratio", p: nil)], "It cannot be told: in this run no two groups"),
      (
        [gap("age", .passed, p: 1)],
        "No difference beyond chance was found in this run in 1 comparison, in each of which a gap "
          + "of .10 would have been detected. Of groups that are not compared below this says "
      ),
    ])
  func nothingFound(gaps: [FairnessSummary.Gap], start: String) throws {
    #expect(try Self.answer(gaps: gaps).headline.hasPrefix(start))
  }

  @Test("Groups within speakers are told with how much less, the largest first, small ones folded")
  func weakGroups() throws {
    let weak = ["a", "b", "c"].map {
      Self.finding("weak-subgroup", .failed, subject: "s, level \($0)", "Weak \($0).")
    }
    let shortfalls = Dictionary(uniqueKeysWithValues: zip(weak, [0.025, 0.06, 0.089]))
    let others = [
      Self.finding("population-claim", .undetermined), Self.finding("untested-subgroups", .passed),
    ]
    let (headline, items, section) = try Self.answer(
      gaps: [Self.gap("level", .undetermined, p: 1)], findings: others + weak,
      shortfalls: shortfalls)
    #expect(
      headline == "Yes, some groups of recordings are, in this run, though none of 1 comparison by "
        + "attribute shows a difference beyond chance.")
    #expect(
      items.first == "3 groups of recordings are recognised less often than others of the same "
        + "emotion, by .025 to .089 (weak-subgroup, below).")
    let folds = section.all("details").map { fold in
      (fold.all("summary").first?.text ?? "", fold.all("li").count)
    }
    #expect(
      folds.map(\.0) == [
        "Groups recognised less often by under .05 (1)", "What these recordings cannot tell (1)",
        "How this is tested",
      ])
    let told = section.all("li").filter { $0.has("finding") }.map(\.text)
    #expect(told.count == 5 && told[0].contains("Weak c.") && told[1].contains("Weak b."))
  }

  @Test("A ledger without the gaps of weak groups has their findings open, in the order asked")
  func unknownGaps() throws {
    let weak = ["a", "b"].map { Self.finding("weak-subgroup", .failed, subject: $0, "Weak \($0).") }
    let (headline, _, section) = try Self.answer(findings: weak)
    #expect(headline == "Yes, some groups of recordings are, in this run.")
    let told = section.all("li").filter { $0.has("finding") }.map(\.text)
    #expect(told.count == 2 && told[0].contains("Weak a."))
    #expect(section.all("details").count == 1)
  }

  @Test("What is found on a test that leaks is stamped wherever it stands")
  func leaky() throws {
    let (headline, items, _) = try Self.answer(
      gaps: [Self.gap("speaker", .failed), Self.gap("sex", .failed, "uar-difference")],
      groups: Self.voices, isLeaky: true)
    #expect(headline == "Yes, on a test that is LEAKY.")
    #expect(items.prefix(2).allSatisfy { $0.hasPrefix("LEAKY: By s") })
  }

  @Test("Rows that nobody could ask about are folded, with their number")
  func unasked() throws {
    let (_, _, section) = try Self.answer(
      gaps: [
        Self.gap("speaker", .failed), Self.gap("speaker", nil, "accuracy-ratio", p: nil),
        Self.gap("age", .undetermined, p: nil),
      ], groups: Self.voices + [Self.group("sex", "female", 0.66)])
    let tables = section.all("table")
    let rows = tables.map { $0.all("tbody").flatMap { $0.all("tr") }.count }
    #expect(rows.prefix(3) == [1, 2, 2])
    #expect(
      section.all("summary").map(\.text).contains(
        "Ratios, worst groups, and gaps that could not be tested (2)"))
    #expect(!tables[2].text.contains("female"), "one group is compared with nothing")
  }
}
