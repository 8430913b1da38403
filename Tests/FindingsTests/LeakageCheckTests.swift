import Corpora
import Findings
import Metrics
import Testing

@Suite("What is said of leaks")
struct LeakageCheckWordingTests {
  private func row(_ rung: EvaluationProtocol, _ tested: String, isLeaky: Bool) -> MetricRow {
    MetricRow(
      evaluationProtocol: rung, trainedOn: "A", testedOn: tested, metric: "uar", value: 0.5,
      count: 10, isLeaky: isLeaky)
  }

  private let check = LeakageCheck(name: "no-leaky-evidence", importance: .warning)

  @Test("Each place that leaks is named once, in order, however many numbers it has")
  func places() {
    let finding = check.finding(for: [
      row(.speakerDisjoint, "C", isLeaky: true), row(.speakerDisjoint, "B", isLeaky: true),
      row(.speakerDisjoint, "C", isLeaky: true), row(.speakerDisjoint, "D", isLeaky: false),
      row(.random, "A", isLeaky: true),
    ])
    #expect(finding.subject == "speaker-disjoint A > B; speaker-disjoint A > C")
    #expect(
      finding.message
        == "3 of 4 numbers of rungs that should be without leaks come from splits that leak: "
        + "speaker-disjoint A > B; speaker-disjoint A > C.")
    #expect(finding.advice == SplitOrigin.planned.mending)
    #expect(finding.evidence?.testedOn == "C" && finding.importance == .warning)
  }

  @Test("What passes counts the numbers that could have leaked, and advises nothing")
  func passed() {
    let finding = check.finding(for: [
      row(.speakerWordDisjoint, "B", isLeaky: false), row(.crossCorpus, "B", isLeaky: false),
      row(.wordDisjoint, "A", isLeaky: true), row(.augmentBeforeSplit, "A", isLeaky: true),
    ])
    #expect(finding.status == .passed && finding.advice == nil && finding.subject == "all rungs")
    #expect(
      finding.message
        == "None of the 2 numbers of rungs without shared speakers comes from a split that leaks. "
        + "Rungs that leak by design are not counted as evidence.")
  }

  @Test("One number is told in the singular, and rungs that leak by design neither fail nor pass")
  func one() {
    let clean = row(.speakerDisjoint, "B", isLeaky: false)
    let random = row(.random, "A", isLeaky: true)
    let failed = check.finding(for: [clean, row(.crossCorpus, "B", isLeaky: true), random])
    #expect(failed.status == .failed && failed.subject == "cross-corpus A > B")
    #expect(
      failed.message
        == "1 of 2 numbers of rungs that should be without leaks comes from splits that leak: "
        + "cross-corpus A > B.")
    let passed = check.finding(for: [clean, random])
    #expect(passed.status == .passed)
    #expect(
      passed.message.hasPrefix(
        "The one number of a rung without shared speakers does not come from a split that leaks."))
    for rows in [[random], []] { #expect(check.finding(for: rows).status == .undetermined) }
  }

  @Test("What passes by somebody's word for what was trained on says so, and nothing else does")
  func declared() {
    let rows = [row(.crossCorpus, "B", isLeaky: false)]
    for origin in SplitOrigin.allCases {
      let finding = check.finding(for: rows, splits: origin)
      #expect(finding.status == .passed)
      #expect(finding.message.contains("which nothing here verified.") == (origin == .claim))
    }
  }

  @Test("A split of which nobody can say whether it leaks is undetermined, and a leak comes first")
  func unjudged() {
    let clean = row(.speakerDisjoint, "B", isLeaky: false)
    let finding = check.finding(for: [clean], unjudged: ["speaker-disjoint/b"])
    #expect(finding.status == .undetermined && finding.subject == "speaker-disjoint/b")
    #expect(
      finding.message
        == "Whether numbers of speaker-disjoint/b leak cannot be said: speakers on both sides have "
        + "names that differ only in case.")
    let leaky = row(.speakerDisjoint, "C", isLeaky: true)
    #expect(check.finding(for: [clean, leaky], unjudged: ["x"]).status == .failed)
  }

  @Test("Without a number that could be evidence it is said which splits to audit")
  func nothing() {
    let finding = check.finding(for: [row(.random, "A", isLeaky: false)])
    #expect(finding.status == .undetermined && finding.evidence == nil)
    #expect(
      finding.message
        == "There is no number of a rung without shared speakers, so there is nothing that could "
        + "be evidence.")
    #expect(
      finding.advice
        == "Audit at least one speaker-disjoint, speaker-word-disjoint or cross-corpus split.")
  }

  @Test("What to mend follows from who made the split, and changes nothing else")
  func origins() {
    let leaky = [row(.speakerDisjoint, "B", isLeaky: true)]
    let shared = [row(.random, "A", isLeaky: true)]
    for origin in SplitOrigin.allCases {
      for rows in [leaky, shared, []] {
        let (finding, planned) = (
          check.finding(for: rows, splits: origin), check.finding(for: rows)
        )
        #expect(finding.status == planned.status && finding.message == planned.message)
      }
      #expect(check.finding(for: leaky, splits: origin).advice == origin.mending)
      let advice = check.finding(for: shared, splits: origin).advice
      #expect((advice == origin.keepingApart) == (origin != .planned))
    }
    let texts = SplitOrigin.allCases.flatMap { [$0.mending, $0.keepingApart] }
    let ofFiles = texts.filter { $0.contains("split file") }
    #expect(ofFiles == [SplitOrigin.file.mending, SplitOrigin.file.keepingApart])
    #expect(SplitOrigin.planned.mending.contains("`ser-audit corpus check`"))
    #expect(SplitOrigin.planned.keepingApart.contains("nothing of them is to be mended"))
    #expect(SplitOrigin.unknown.mending == SplitOrigin.unknown.keepingApart)
  }
}
