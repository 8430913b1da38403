import Foundation
import Reports
import Testing

@Suite("A model card")
struct CardTests {
  /// Reports of one training, of every section, and of several trainings.
  private static let reports = [
    ExampleReport.report(), RichReport.report(), CardExample.threeTrainings(),
  ]

  /// The lines of a card that hold words of a team, or the want of them.
  private static func isStated(_ line: String) -> Bool {
    line.contains("Stated by the team") || line.contains("**Not stated.**")
      || line.hasPrefix("# Model card") || line.hasPrefix("license") || line.hasPrefix("- name: ")
  }

  private static func lines(_ report: AuditReport, _ statements: CardStatements) -> [String] {
    ModelCard.render(report, statements: statements).components(separatedBy: "\n")
  }

  @Test("has no number that is not in the report, but the level of its intervals")
  func numbersOfTheReport() {
    for report in Self.reports {
      let known = CardExample.numbers(in: MarkdownReport.render(report)).union(["95"])
      let card = Self.lines(report, CardExample.statements)
      let measured = card.filter { !Self.isStated($0) }.joined(separator: "\n")
      let unknown = CardExample.numbers(in: measured).subtracting(known)
      #expect(unknown.isEmpty, "\(unknown.sorted())")
      #expect(measured.contains("[") && measured.contains("n = "))
    }
  }

  @Test("differs between statements in what is stated alone")
  func statementsAlone() {
    let sets = [
      CardStatements(), CardExample.statements,
      CardStatements([.name: "Other", .licence: "ours", .monitoring: "Nobody."]),
    ]
    for report in Self.reports {
      let cards = sets.map { Self.lines(report, $0).filter { !Self.isStated($0) } }
      #expect(cards[0] == cards[1] && cards[0] == cards[2])
      #expect(Self.lines(report, sets[0]) != Self.lines(report, sets[1]))
    }
  }

  @Test("shows each field as the team's words, or as not stated with what should stand there")
  func fields() {
    let card = Self.lines(ExampleReport.report(), CardStatements([.contact: "tone@example.org"]))
    #expect(card.contains("- **Contact.** Stated by the team: tone@example.org"))
    let open = card.filter { $0.contains("**Not stated.** Here belongs ") }
    #expect(open.count == CardStatements.Field.allCases.count - 1)
    for field in CardStatements([.contact: "x"]).missing {
      #expect(open.contains { $0.hasSuffix("(`\(field.rawValue)`).") }, "\(field)")
    }
    #expect(card.contains("# Model card of run 2026-11-22T17-05-03Z-quick-ab12"))
  }

  @Test("keeps words of a team from being markup")
  func escaped() throws {
    let text = ModelCard.render(ExampleReport.report(), statements: CardExample.statements)
    let body = try #require(text.components(separatedBy: "\n---\n").dropFirst().first)
    #expect(
      body.contains(
        "- **Name.** Stated by the team: Tone: \"1.2\" \\| &lt;script>alert(1)&lt;/script> ---\n"))
    #expect(body.contains("- **Owners.** Stated by the team: \\--- # Speech \\| group\n"))
    #expect(!body.contains("<script"))
  }

  @Test(
    "sets the measured range beside a percentage, and nothing beside other words",
    arguments: [
      ("99 % accurate", true), ("99%", true), ("99.5 percent of calls", true),
      ("99 Per cent", true), ("accurate", false), ("of 99 calls", false), ("% of calls", false),
    ])
  func percentages(words: String, isNoted: Bool) {
    let card = Self.lines(CardExample.threeTrainings(), CardStatements([.intendedUse: words]))
    let line = card.first { $0.hasPrefix("- **Intended use.**") } ?? ""
    let note =
      " (The percentage is the team's, not this audit's, which measured accuracy of .49 to .65 and "
      + "UAR of .47 to .63 on test sets that do not leak; see Quantitative analyses.)"
    #expect(line.hasSuffix(note) == isNoted, "\(line)")
    #expect(line.contains("Stated by the team: "))
  }

  @Test(
    "sets the measured range beside a share in the same sentence as a metric, and beside no other",
    arguments: [
      ("It has an accuracy of 0.99.", true), ("accuracy .99", true), ("UAR 1.00", true),
      ("F1=0.9 on calls", true), ("Recall (macro), approx. 0.95", true), ("0.9 are correct.", true),
      ("Version 0.9. Accuracy was not measured.", false), ("accuracy since version 0.6.0", false),
      ("accuracy at 1.5 s", false), ("calls of 0.5 s", false), ("accuracy of class 1", false),
      ("high accuracy\n\nover 0.5 s", false), ("f10 of 0.9", false),
    ])
  func shares(words: String, isNoted: Bool) {
    let text = ModelCard.render(
      CardExample.threeTrainings(), statements: CardStatements([.intendedUse: words]))
    let note =
      "(The number is the team's, not this audit's, which measured accuracy of .49 to .65 and UAR "
      + "of .47 to .63 on test sets that do not leak; see Quantitative analyses.)"
    #expect(text.contains(note) == isNoted)
  }

  @Test("has no range to set beside a percentage where everything leaks, and says so")
  func percentageOfWhatLeaks() {
    var report = ExampleReport.report()
    report.ladder.removeAll { !$0.origin.isLeaky }
    let card = Self.lines(report, CardExample.statements)
    #expect(
      card.contains {
        $0.hasSuffix("which has no number that does not leak to set beside it.)")
      })
    #expect(!card.contains { $0.contains("Test sets that do not leak") })
  }

  @Test("keeps what the audit says of use apart from what it says of the recordings")
  func use() throws {
    var report = ExampleReport.report()
    report.limitationsOfUse = ["Not for judging people."]
    report.limitations.insert("Not for judging people.", at: 0)
    let text = ModelCard.render(report, statements: CardStatements())
    let parts = text.components(separatedBy: "\n## ")
    let use = try #require(parts.first { $0.hasPrefix("Intended use") })
    #expect(use.contains("Of use the audit says:\n\n- Not for judging people."))
    #expect(text.components(separatedBy: "Not for judging people.").count == 2)
    let caveats = try #require(parts.first { $0.hasPrefix("Caveats and recommendations") })
    #expect(caveats.contains("- Acted speech with one carrier phrase"))
    #expect(caveats.contains("- Look at the confusion of OAF"))
  }

  @Test("says below its title that a run is not complete, and lists no results of it")
  func notComplete() throws {
    var report = ExampleReport.report()
    let words = "> **The run is not complete: "
    #expect(!Self.lines(report, CardStatements()).contains { $0.hasPrefix(words) })
    let run = report.run
    report.run = RunFacts(
      id: run.id, preset: run.preset, started: run.started, finished: nil, isComplete: false,
      provenance: run.provenance)
    let card = Self.lines(report, CardStatements())
    let title = try #require(card.firstIndex { $0.hasPrefix("# Model card") })
    #expect(card[title + 2].hasPrefix(words), "\(card[title + 2])")
    #expect(card[title + 4].hasPrefix("Numbers and judgements are those"), "\(card[title + 4])")
    let front = try CardExample.frontMatter(report)
    #expect(front["model-index"] == nil && front["metrics"] == nil)
  }

  @Test("has the nine sections in their order")
  func sections() {
    let card = Self.lines(RichReport.report(), CardStatements())
    #expect(
      card.filter { $0.hasPrefix("## ") } == [
        "## Model details", "## Intended use", "## Factors", "## Metrics", "## Evaluation data",
        "## Training data", "## Quantitative analyses", "## Ethical considerations",
        "## Caveats and recommendations",
      ])
    #expect(card.contains { $0.hasPrefix("**Verdict: Failed.** ") })
  }
}
