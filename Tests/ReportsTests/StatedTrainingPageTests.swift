import Findings
import Foundation
import Gates
import Reports
import Testing

@Suite("A verdict that rests on what somebody says of training")
struct StatedTrainingPageTests {
  private static let training = StatedTraining(.declaration, names: "msp<podcast>")
  private static let sentence =
    "It rests on what was declared of training (msp<podcast>), which nothing here verified."

  private func verdict(_ status: Status, _ training: StatedTraining?) -> Verdict {
    var verdict = Verdict(
      policy: "p",
      findings: [
        Finding(check: "c", subject: "s", status: status, importance: .critical, message: "m")
      ])
    verdict.statedTraining = training
    return verdict
  }

  @Test("has the status of its findings, and says so in every document", arguments: Status.allCases)
  func isTold(status: Status) throws {
    let stated = verdict(status, Self.training)
    #expect(stated.status == status)
    let page = try Page { $0.verdict = stated }
    let detail = try #require(try page.section("verdict").all(class: "detail").first?.text)
    #expect(detail == "Policy p. Of 1 gating findings: 1 \(status.rawValue). \(Self.sentence)")
    let junit = try MarkupScanner.parse(JUnitXML.render(stated))
    let property = try #require(junit.all("property").first)
    #expect(property.attributes == ["name": "training", "value": Self.sentence])
    let summary = GitHubSummary.render(stated, run: "r")
    let escaped = Self.sentence.replacing("<", with: "&lt;")
    #expect(summary.contains("Policy p, run r.\n\n\(escaped)\n\n| check |"), "\(summary)")
    let notice = try #require(GitHubAnnotations.render(stated).split(separator: "\n").last)
    #expect(notice.hasSuffix("of 1 checks passed. \(Self.sentence)"), "\(notice)")
    var report = ExampleReport.report()
    report.verdict = stated
    let object = try JSONSerialization.jsonObject(with: Data(FindingsJSON.render(report).utf8))
    let told = (object as? [String: Any])?["verdict"] as? [String: Any]
    #expect(
      told?["statedTraining"] as? [String: String]
        == ["source": "declaration", "names": "msp<podcast>"])
  }

  @Test("begins its reading with what does not look like what was declared, and with that alone")
  func isDoubted() throws {
    func finding(_ status: Status, _ ground: String?, _ message: String) -> Finding {
      Finding(
        check: "declared-training-plausibility", subject: "trained on a", status: status,
        importance: .warning, message: message, ground: ground)
    }
    var report = ExampleReport.report()
    report.findings = [
      finding(.undetermined, "heard-worse", "Speaker a is worse."),
      finding(.passed, nil, "Nothing of it."), finding(.undetermined, "not-asked", "Not asked."),
    ]
    let items = try Page(report).section("reading").all("li").map(\.text)
    #expect(items.first == "Speaker a is worse.")
    #expect(!items.contains("Nothing of it.") && !items.contains("Not asked."))
  }

  @Test("is told apart from one of a model that was trained here, of which none of it is said")
  func isNotTold() {
    let plain = verdict(.passed, nil)
    let texts = [
      JUnitXML.render(plain), GitHubSummary.render(plain, run: "r"),
      GitHubAnnotations.render(plain),
    ]
    #expect(texts.allSatisfy { !$0.contains("rests on") && !$0.contains("propert") })
  }
}
