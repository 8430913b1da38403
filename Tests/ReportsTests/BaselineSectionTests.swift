import Corpora
import Metrics
import Reports
import Testing

@Suite("A run beside its baseline on a page")
struct BaselineSectionTests {
  private func row(
    _ uar: Measure, _ accuracy: Measure = .about(0.25, 0.125), speaker: String? = nil,
    _ origin: Origin = .of()
  ) -> BaselineSummary.Row {
    .init(origin: origin, speaker: speaker, count: 1_399, uar: uar, accuracy: accuracy)
  }

  private func report(_ rows: [BaselineSummary.Row], started: String? = "then") -> AuditReport {
    var report = Page.bare
    report.baselines = [BaselineSummary(run: "earlier", started: started, rows: rows)]
    return report
  }

  private func table(_ rows: [BaselineSummary.Row]) throws -> [[String]] {
    try Page(report(rows)).rows(of: "Beside the baseline run earlier, begun then")
  }

  @Test("Each test set has its paired differences and what the interval lets be said")
  func differences() throws {
    let accuracy = "+.25 [.13, .38]"
    for (uar, text, verdict) in [
      (Measure.about(0.25, 0.125), "+.25 [.13, .38]", "better by UAR"),
      (.about(-0.25, 0.125), "−.25 [−.38, −.13]", "worse by UAR"),
      (.about(0.125, 0.25), "+.13 [−.13, .38]", "not shown to be better or worse by UAR"),
      (Measure(0.25), "+.25", "not shown to be better or worse by UAR"),
      (.undetermined, "undetermined", "better by accuracy"),
    ] {
      #expect(
        try table([row(uar)])
          == [["speaker-disjoint · OAF → YAF", "1,399", text, accuracy, verdict]])
    }
    #expect(
      try table([row(.undetermined, .undetermined)]).first?.suffix(3)
        == ["undetermined", "undetermined", "undetermined"])
  }

  @Test("Two to four speakers have a row each, and one or five have none of their own")
  func speakers() throws {
    for count in 1...5 {
      let speakers = (0..<count).map { row(.about(0.25, 0.125), speaker: "s\($0)") }
      let shown = 2...4 ~= count ? (0..<count).map { " · s\($0)" } : []
      #expect(
        try table([row(.about(0.25, 0.125))] + speakers).map { $0[0] }
          == ([""] + shown).map { "speaker-disjoint · OAF → YAF" + $0 })
    }
  }

  @Test("Without an honest test set that is said, and without a baseline nothing is")
  func nothing() throws {
    let bare = try Page(report([], started: nil)).section("baseline").text
    #expect(
      bare.contains(
        "Beside the baseline run earlier: there is no rung without shared speakers to compare."))
    let ids = try Page(Page.bare).root.all("section").compactMap { $0.attributes["id"] }
    #expect(!ids.contains("baseline"))
  }

  @Test("Markdown has the same table, behind what the verdict rests on")
  func markdown() {
    let page = MarkdownReport.render(report([row(.about(0.25, 0.125))]))
    #expect(page.contains("## Beside the baseline\n"))
    #expect(page.contains("Beside the baseline run earlier, begun then:\n"))
    #expect(
      page.contains(
        "| speaker-disjoint · OAF → YAF | 1,399 | +.25 [.13, .38] | +.25 [.13, .38] | better by "
          + "UAR |"))
  }
}
