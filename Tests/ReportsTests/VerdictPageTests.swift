import Corpora
import Findings
import Foundation
import Gates
import Metrics
import Reports
import Testing

@Suite("A verdict in the documents for people and for programs")
struct VerdictPageTests {
  private func finding(
    _ status: Status, value: Double? = nil, interval: ConfidenceInterval? = nil,
    importance: Importance = .critical, isLeaky: Bool = false, threshold: Threshold? = nil
  ) -> Finding {
    Finding(
      check: "c", subject: "s", status: status, importance: importance, message: "m",
      advice: "Do it.",
      evidence: value.map {
        MetricRow(
          evaluationProtocol: .speakerDisjoint, trainedOn: "A", testedOn: "B", metric: "nll",
          value: $0, interval: interval, count: 1_400, isLeaky: isLeaky)
      }, threshold: threshold)
  }

  private func headline(_ findings: [Finding]) throws -> [String] {
    let page = try Page { $0.verdict = Verdict(policy: "p", findings: findings) }
    let verdict = try page.section("verdict")
    return [
      verdict.attributes["class"] ?? "", verdict.all("h2").first?.ownText ?? "",
      verdict.all(class: "detail").first?.text ?? "",
    ]
  }

  @Test("It is told in a word, and how many findings came out how, none where there are none")
  func headlines() throws {
    #expect(
      try headline([finding(.passed), finding(.passed)]) == [
        "verdict passed", " Passed", "Policy p. Of 2 gating findings: 2 passed.",
      ])
    #expect(
      try headline([finding(.undetermined), finding(.passed), finding(.undetermined)]) == [
        "verdict undetermined", " Undetermined",
        "Policy p. Of 3 gating findings: 1 passed, 2 undetermined.",
      ])
    #expect(
      try headline([finding(.failed, importance: .note)]) == [
        "verdict undetermined", " Undetermined",
        "Policy p. Nothing could be judged, and that is never a pass.",
      ])
    let none = try Page { _ in }.section("verdict")
    #expect(none.attributes["class"] == "verdict none" && none.text.contains("No verdict"))
    #expect(none.text.contains("No policy was applied to this run."))
  }

  @Test("Notes are folded under a heading that says that they do not gate")
  func notes() throws {
    let page = try Page {
      $0.verdict = Verdict(
        policy: "p",
        findings: [
          finding(.failed, importance: .note), finding(.passed, importance: .note),
          finding(.passed),
        ])
    }
    let folds = try page.section("gate").all("details")
    #expect(
      folds.compactMap { $0.all("summary").first?.text } == [
        "Passed (1)", "Notes, which do not gate (2)",
      ])
    #expect(folds.map { $0.all("li").count } == [1, 2])
  }

  @Test("Eight of a check stand open, more of it are folded, and none is lost")
  func manyOfACheck() throws {
    func finding(_ check: String, _ speaker: Int, _ status: Status = .failed) -> Finding {
      Finding(
        check: check, subject: "speaker s\(speaker) of a+b+c+d+e", status: status,
        importance: .critical, message: "m")
    }
    func gate(_ count: Int) throws -> MarkupScanner.Element {
      let findings =
        (0..<count).map { finding("c", $0) } + [finding("d", 0), finding("c", 90, .undetermined)]
      return try Page { $0.verdict = Verdict(policy: "p", findings: findings) }.section("gate")
    }
    #expect(try gate(8).all("details").isEmpty && gate(8).all("li").count == 10)
    let section = try gate(11)
    let fold = try #require(section.all("details").first)
    #expect(
      fold.all("summary").first?.text == "The same of further speakers, emotions and test sets (3)")
    #expect(fold.all("li").count == 3 && section.all("li").count == 13)
    for speaker in Array(0..<11) + [90] {
      #expect(section.text.contains("speaker s\(speaker) of a and 4 more"))
    }
  }

  @Test("What was measured, the limit and the next step stand below, what leaks with its stamp")
  func lines() throws {
    let threshold = Threshold(.atLeast, 0.6, reason: "because")
    func lines(_ finding: Finding) throws -> [String] {
      try Page { $0.verdict = Verdict(policy: "p", findings: [finding]) }
        .section("gate").all(class: "fine").map(\.text)
    }
    let interval = ConfidenceInterval(lower: 0.4, upper: 0.55, level: 0.95, unit: .word)
    #expect(
      try lines(finding(.failed, value: 0.5, interval: interval, threshold: threshold)) == [
        "Measured: nll .50 [.40, .55], n = 1,400", "Limit: at least .60: because.", "Next: Do it.",
      ])
    #expect(try lines(finding(.failed)) == ["Next: Do it."])
    #expect(
      try lines(finding(.failed, value: 0.5, isLeaky: true)) == [
        "Measured: LEAKY nll .50, n = 1,400", "Next: Do it.",
      ])
  }

  @Test("JUnit has the same lines below a failure, and nothing below a pass")
  func junit() throws {
    let threshold = Threshold(.atMost, 0.6, reason: "because")
    let verdict = Verdict(
      policy: "p<q>",
      findings: [
        finding(.failed, value: 0.75, threshold: threshold), finding(.passed, value: 0.5),
        finding(.undetermined),
      ])
    let root = try MarkupScanner.parse(JUnitXML.render(verdict))
    let cases = root.all("testcase")
    #expect(cases.map { $0.attributes["classname"] } == ["p<q>.c", "p<q>.c", "p<q>.c"])
    #expect(cases.map { $0.children.map(\.name) } == [["failure"], [], ["error"]])
    let failure = try #require(root.all("failure").first)
    #expect(failure.attributes["message"] == "m" && failure.attributes["type"] == "failed")
    let lines = failure.text.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "m", "Measured: nll .75, n = 1,400", "Limit: at most .60: because.", "Next: Do it.",
      ])
    #expect(root.all("testsuite").first?.attributes["name"] == "p<q>")
    #expect(root.all("testsuites").first?.attributes["tests"] == "3")
  }

  @Test("JSON says what is infinite in a word, and leaves out what is not known")
  func json() throws {
    func text(_ value: Double?) throws -> String {
      var report = Page.bare
      report.findings = [finding(.failed, value: value)]
      return FindingsJSON.render(report)
    }
    #expect(try text(.infinity).contains("\"value\" : \"inf\""))
    #expect(try text(-.infinity).contains("\"value\" : \"-inf\""))
    #expect(try text(.nan).contains("\"value\" : \"undetermined\""))
    #expect(try !text(nil).contains("value"))
    #expect(try !text(0.5).contains("verdict") && text(0.5).hasSuffix("}\n"))
  }

  @Test("Which question comes first is not told by the seed; further seeds are folded by number")
  func seeds() throws {
    func finding(_ check: String, seed: Int?, _ status: Status = .failed) -> Finding {
      let row = MetricRow(
        evaluationProtocol: .speakerDisjoint, trainedOn: "A", testedOn: "B", metric: "uar",
        value: 0.5, count: 1, seed: seed, isLeaky: false)
      return Finding(
        check: check, subject: row.subject, status: status, importance: .warning, message: "m",
        evidence: row)
    }
    let page = try Page {
      $0.findings = [
        finding("a", seed: 0), finding("a", seed: 1), finding("b", seed: 1), finding("a", seed: 2),
        finding("a", seed: 3, .undetermined), finding("c", seed: nil), finding("c", seed: nil),
      ]
    }
    let section = try page.section("findings")
    let fold = try #require(section.all("details").first)
    #expect(fold.all("summary").first?.text == "The same of further seeds (2)")
    #expect(fold.all("li").count == 2)
    let checks = section.all("strong").map(\.text)
    #expect(checks == ["a", "b", "a", "c", "c", "a", "a"])
  }

  @Test("Of the other findings what passed is folded, and none is lost")
  func passedFindings() throws {
    let section = try Page {
      $0.findings = [finding(.passed), finding(.failed), finding(.undetermined), finding(.passed)]
    }.section("findings")
    let fold = try #require(section.all("details").first)
    #expect(fold.all("summary").first?.text == "Passed (2)" && fold.all("li").count == 2)
    #expect(section.all("li").count == 4)
    let settled = try Page { $0.findings = [finding(.passed)] }.section("findings")
    #expect(settled.all("ul").count == 1 && settled.all("details").count == 1)
  }
}
