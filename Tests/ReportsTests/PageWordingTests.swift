import Findings
import Gates
import Metrics
import Reports
import Testing

@Suite("How pages word what a run has stored")
struct PageWordingTests {
  /// The lines of a finding's card.
  private func card(_ finding: Finding) throws -> [String] {
    let page = try Page { $0.findings = [finding] }
    let card = try #require(page.section("findings").all("li").first)
    let subject = card.all(class: "subject").map(\.text)
    return subject + card.all("p").dropFirst().map(\.text)
  }

  private func finding(
    _ message: String, subject: String = "s", value: Double? = nil, count: Int = 1_399,
    isLeaky: Bool = false, threshold: Threshold? = nil
  ) -> Finding {
    Finding(
      check: "c", subject: subject, status: .failed, importance: .critical, message: message,
      evidence: value.map {
        MetricRow(
          evaluationProtocol: .speakerDisjoint, trainedOn: "A", testedOn: "B", metric: "nll",
          value: $0, count: count, isLeaky: isLeaky)
      }, threshold: threshold)
  }

  @Test("Directions have arrows, and numbers are as in tables")
  func notation() throws {
    #expect(
      try card(
        finding(
          "UAR of OAF > YAF minus UAR of YAF > OAF is -0.263 (95 % interval 0.248 to 1.276 over "
            + "words, n = 1399). Recall is at chance for happy (0.000 [0.000, 0.018]).",
          subject: "speaker-disjoint 03 > 08, happy, seed 0"))
        == [
          "speaker-disjoint 03 → 08, happy, seed 0",
          "UAR of OAF → YAF minus UAR of YAF → OAF is −.263 (95\u{A0}% interval .248 to 1.276 over "
            + "words, n = 1,399). Recall is at chance for happy (.000 [.000, .018]).",
        ])
  }

  @Test(
    "What is no direction and no number of the suite's stays as it is",
    arguments: [
      "It is 0.6 > 0.5 there.", "Type `ser-audit x > 0.5` to see it.", "Version 0.1.0 has 1e-05.",
      "a>b", "> at the start and the end >", "",
    ])
  func untouched(text: String) throws {
    let shown = try card(finding(text))
    let expected = text.replacing("0.6 > 0.5", with: ".6 > .5")
    #expect(shown.last == expected)
  }

  @Test("What the message says already is not said again")
  func once() throws {
    let limit = Threshold(.atLeast, 0.6, reason: "Below this too much is wrong")
    let message =
      "Accuracy is 0.507 (n = 1399). The value 0.507 misses the limit of at least 0.600."
    #expect(
      try card(finding(message, value: 0.5068, threshold: limit)).dropFirst(2)
        == ["Limit: Below this too much is wrong."])
    // Another number, other counts, or none, and the line stands.
    for (text, value, count) in [
      ("Accuracy is 0.51 (n = 1399).", 0.5168, 1_399), ("It is 0.507 (n = 12).", 0.5068, 1_399),
      ("Too few are right.", 0.5068, 1_399),
    ] {
      let lines = try card(finding(text, value: value, count: count, threshold: limit))
      #expect(lines.count == 4 && lines[2].hasPrefix("Measured: nll .5"), "\(lines)")
      #expect(lines[3] == "Limit: at least .60: Below this too much is wrong.")
    }
  }

  @Test("A number that leaks keeps the line with its stamp where nothing else has it")
  func leaky() throws {
    let message = "Accuracy is 0.507 (n = 1399)."
    #expect(
      try card(finding(message, value: 0.507, isLeaky: true)).last
        == "Measured: LEAKY nll .51, n = 1,399")
    #expect(
      try card(finding(message, subject: "LEAKY s", value: 0.507, isLeaky: true)).count == 2)
  }

  @Test("Files for programs keep the words of the run")
  func programs() {
    let verdict = Verdict(
      policy: "p", findings: [finding("It is 0.507 (n = 1399).", subject: "A > B", value: 0.507)])
    let text = JUnitXML.render(verdict)
    #expect(text.contains("A &gt; B") && text.contains("It is 0.507 (n = 1399)."))
    #expect(text.contains("Measured: nll .51, n = 1,399"))
  }
}
