import Corpora
import Findings
import Gates
import Metrics
import Reports
import Testing

@Suite("A verdict on GitHub")
struct GitHubTests {
  private func finding(
    _ status: Status, check: String = "c", message: String = "m", advice: String? = nil,
    subject: String = "s", importance: Importance = .critical
  ) -> Finding {
    Finding(
      check: check, subject: subject, status: status, importance: importance, message: message,
      advice: advice)
  }

  private func verdict(_ findings: [Finding]) -> Verdict {
    Verdict(policy: "p", findings: findings)
  }

  @Test("is an error for what failed, a warning for what is undetermined, and one notice")
  func kinds() {
    let text = GitHubAnnotations.render(
      verdict([
        finding(.passed, check: "a"), finding(.failed, check: "b", message: "bad"),
        finding(.undetermined, check: "d", message: "who knows", advice: "test more"),
      ]))
    #expect(
      text.split(separator: "\n") == [
        "::error title=ser-audit%3A b::bad",
        "::warning title=ser-audit%3A d::who knows%0Atest more",
        "::notice title=ser-audit%3A verdict failed::Policy p: 1 of 3 checks passed.",
      ])
  }

  @Test("is an error for whatever fails the job, and a notice for a note that did not pass")
  func importance() {
    let text = GitHubAnnotations.render(
      verdict([
        finding(.failed, check: "a", importance: .warning),
        finding(.undetermined, check: "b", importance: .warning),
        finding(.undetermined, check: "d", advice: "test more", importance: .note),
        finding(.failed, check: "e", importance: .note),
        finding(.passed, check: "f", importance: .note),
      ]))
    #expect(
      text.split(separator: "\n") == [
        "::error title=ser-audit%3A a::m", "::warning title=ser-audit%3A b::m",
        "::notice title=ser-audit%3A e (note%2C failed)::m",
        "::notice title=ser-audit%3A d (note%2C undetermined)::m%0Atest more",
        "::notice title=ser-audit%3A verdict failed::Policy p: 0 of 2 checks passed.",
      ])
    for count in [9, 10, 30] {
      let notes = (0..<count).map { finding(.failed, check: "c\($0)", importance: .note) }
      let lines = GitHubAnnotations.render(verdict(notes)).split(separator: "\n")
      #expect(lines.count == 10 && lines.allSatisfy { $0.hasPrefix("::notice") })
      #expect(lines[9].contains("verdict undetermined"))
      #expect(lines[8].contains("and \(count - 8) more") == (count > 9))
    }
  }

  @Test("cannot be ended, or made to command something else, by what a corpus is called")
  func escaping() {
    let hostile = "50 %0A::error::x\r\n::set-output name=a::b, c"
    let text = GitHubAnnotations.render(
      verdict([finding(.failed, check: "a:b,c\n::d", message: hostile)]))
    #expect(!text.unicodeScalars.contains("\r"))
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.hasPrefix("::error title=") || $0.hasPrefix("::notice title=") })
    #expect(
      lines[0]
        == "::error title=ser-audit%3A a%3Ab%2Cc%0A%3A%3Ad::50 %250A::error::x%0D%0A::set-output "
        + "name=a::b, c")
  }

  @Test("shows ten of a kind, the last of more telling how many there are")
  func limit() {
    for count in [9, 10, 11, 200] {
      let findings = (0..<count).map { finding(.failed, check: "c\($0)") }
      let lines = GitHubAnnotations.render(verdict(findings)).split(separator: "\n")
        .filter { $0.hasPrefix("::error") }
      #expect(lines.count == min(10, count))
      #expect(lines.contains { $0.contains("and \(count - 9) more") } == (count > 10))
    }
  }

  @Test("is a page with a row a check and an item for each thing that did not pass")
  func summary() {
    let text = GitHubSummary.render(
      verdict([
        finding(.passed, check: "a"), finding(.undetermined, check: "a", advice: "test more"),
        finding(.failed, check: "b|c", message: "<b>bad</b>\n# x", subject: "of `x`"),
      ]), run: "run-1")
    #expect(text.hasPrefix("## ser-audit: ✗ failed\n\nPolicy p, run run-1.\n"))
    #expect(text.contains("| a | 1 | 0 | 1 |\n| b\\|c | 0 | 1 | 0 |\n"))
    let items = text.split(separator: "\n").filter { $0.hasPrefix("- ") }
    #expect(items.count == 2)
    #expect(items[0].hasPrefix("- **failed** b\\|c, of \\`x\\`: &lt;b>bad"))
    #expect(items[1].hasSuffix("m test more"))
    #expect(text.hasSuffix("\n\n"))
  }

  @Test("lists the notes that did not pass apart from what gates, also where nothing else is")
  func notes() {
    let notes = [
      finding(.passed, check: "a", importance: .note),
      finding(.undetermined, check: "b", importance: .note),
      finding(.failed, check: "d", importance: .note),
    ]
    let expected =
      "### Notes, which do not gate\n\n- **failed** d, s: m\n- **undetermined** b, s: m\n\n"
    let text = GitHubSummary.render(verdict([finding(.passed)] + notes), run: "r")
    #expect(text.hasSuffix("| c | 1 | 0 | 0 |\n\n\(expected)"), "\(text)")
    #expect(!text.contains("did not pass"))
    let alone = GitHubSummary.render(verdict(notes), run: "r")
    #expect(alone.hasSuffix("Nothing was judged.\n\n\(expected)"), "\(alone)")
  }

  @Test("says so where nothing was judged, rather than showing a table without rows")
  func nothingJudged() {
    let text = GitHubSummary.render(verdict([]), run: "r")
    #expect(text.contains("Policy p, run r.\n\nNothing was judged.\n\n"))
    #expect(!text.contains("|"))
    #expect(!GitHubSummary.render(verdict([finding(.passed)]), run: "r").contains("Nothing"))
  }

  @Test("stays well under the size that a page may have, however much failed")
  func summaryLimit() {
    let long = String(repeating: "words ", count: 100)
    let findings = (0..<3_000).map { finding(.failed, message: long, subject: "s\($0)") }
    let text = GitHubSummary.render(verdict(findings), run: "r")
    #expect(text.utf8.count < 1 << 20)
    #expect(text.contains("and 2900 more"))
    #expect(!GitHubSummary.render(verdict([finding(.passed)]), run: "r").contains("did not pass"))
  }
}
