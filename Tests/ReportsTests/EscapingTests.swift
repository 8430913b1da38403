import Corpora
import Findings
import Gates
import Metrics
import Reports
import Testing

@Suite("Names from outside cannot break out of their place")
struct EscapingTests {
  static let hostile = [
    "<script>alert(1)</script>", "\"><img onerror=x>", "a|b", "line\nbreak", "`code` *bold* _it_",
    "](http://evil)", "&amp;", "]]>", "\u{202E}evil", "\u{0}\u{1B}", "# heading", "- item",
    "{{title}}", "{{{svg}}}", "$x$", "~~gone~~", "😀 Zoë",
  ]

  private func report(_ name: String) -> AuditReport {
    let origin = Origin(
      evaluationProtocol: .speakerDisjoint, trainedOn: name, testedOn: name, isLeaky: false,
      note: name)
    var report = ExampleReport.report()
    report.title = name
    report.ladder = [
      LadderRow(
        origin: origin, count: 1, accuracy: .undetermined, uar: .undetermined, chance: nil,
        majorityShare: nil)
    ]
    report.speakers = [
      SpeakerRow(
        origin: origin, speaker: name, count: 1, accuracy: .undetermined, uar: .undetermined,
        ece: .undetermined)
    ]
    report.confusions = [ConfusionTable(origin: origin, speaker: name, counts: [])]
    report.robustness = [
      RobustnessCurve(
        origin: origin, perturbation: name, cleanUAR: .undetermined, cleanAccuracy: .undetermined,
        chance: nil, points: [])
    ]
    report.limitations = [name]
    report.verdict = Verdict(
      policy: name,
      findings: [
        Finding(
          check: name, subject: name, status: .failed, importance: .critical, message: name,
          advice: name)
      ])
    return report
  }

  @Test("HTML stays well-formed and shows the name", arguments: hostile)
  func html(name: String) throws {
    let text = HTMLReport.render(report(name))
    let page = try MarkupScanner.parse(text)
    #expect(page.all("script").isEmpty)
    #expect(page.all("img").isEmpty)
    #expect(page.all("main").count == 1)
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    if !name.unicodeScalars.contains(where: { $0.value < 32 || $0 == "\u{202E}" }) {
      #expect(page.all("h1").first?.text == name)
    }
  }

  @Test("Markdown tables keep their number of columns", arguments: hostile)
  func markdown(name: String) {
    let text = MarkdownReport.render(report(name))
    var columns: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let pipes = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
      #expect(pipes == columns ?? pipes, "\(line)")
      columns = pipes
    }
    #expect(!text.contains("<script"))
    #expect(!text.replacing("\\]", with: "").contains("](http"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("# ") } == 1)
  }

  @Test("JUnit stays well-formed and keeps the name", arguments: hostile)
  func junit(name: String) throws {
    let verdict = try #require(report(name).verdict)
    let page = try MarkupScanner.parse(JUnitXML.render(verdict))
    #expect(page.all("testcase").count == 1)
    #expect(page.all("failure").count == 1)
  }
}
