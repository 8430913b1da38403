import Corpora
import Findings
import Gates
import Metrics
import Reports
import Testing

@Suite("Text from outside in Markdown")
struct MarkdownEscapingTests {
  /// The lines of a list whose entries are the texts.
  private func lines(_ texts: [String]) -> [String] {
    var report = Page.bare
    report.limitations = texts
    let section = MarkdownReport.render(report).components(separatedBy: "\n## ")
      .first { $0.hasPrefix("What this cannot show") }
    return (section ?? "").split(whereSeparator: \.isNewline).filter { $0.hasPrefix("- ") }
      .map { String($0.dropFirst(2)) }
  }

  @Test("is escaped only where a program could take it for markup")
  func escaped() {
    let cases = [
      ("snake_case", "snake_case"), ("_a_", "\\_a\\_"), ("a_1", "a\\_1"), ("1_a", "1\\_a"),
      ("[a](b)", "[a\\](b)"), ("[a][b]", "[a\\][b]"), ("[a]: b", "[a\\]: b"), ("[a] b", "[a] b"),
      ("a & b", "a & b"), ("a &lt; b", "a \\&lt; b"), ("&#60;", "\\&#60;"), ("a<b>c", "a&lt;b>c"),
      ("# a", "\\# a"), ("a # b", "a # b"), ("> a", "\\> a"), ("a > b", "a > b"),
      ("- a", "\\- a"), ("-a", "-a"), ("--- a", "\\--- a"), ("+ a", "\\+ a"), ("+1", "+1"),
      ("= a", "\\= a"), ("a - b", "a - b"), ("`a`", "\\`a\\`"), ("a|b", "a\\|b"),
      ("$a$", "\\$a\\$"),
      ("~a~", "\\~a\\~"), ("a\\b", "a\\\\b"), ("**a**", "\\*\\*a\\*\\*"),
    ]
    #expect(lines(cases.map(\.0)) == cases.map(\.1))
  }

  @Test("cannot begin a numbered list, and numbers that begin none stay as they are")
  func numbered() {
    let cases = [
      ("1. angry.wav: broken", "1\\. angry.wav: broken"), ("12) a", "12\\) a"),
      ("2020.", "2020\\."), ("1.5 s are too short", "1.5 s are too short"), ("1 a. b", "1 a. b"),
      ("a 1. b", "a 1. b"), (".5 a", ".5 a"), ("1, 2. a", "1, 2. a"), ("(1) a", "(1) a"),
    ]
    #expect(lines(cases.map(\.0)) == cases.map(\.1))
  }

  @Test(
    "is markup after or before a tab or a line's end as it is beside a blank",
    arguments: [
      "\t", "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}", " ",
    ])
  func besideBlanks(blank: String) {
    let texts = ["1._a", "1)_a", "-_a", "+_a", "=_a", "_# a", "_> a", "_- a", "_1. a"]
    #expect(
      lines(texts.map { $0.replacing("_", with: blank) }) == [
        "1\\. a", "1\\) a", "\\- a", "\\+ a", "\\= a", " \\# a", " \\> a", " \\- a", " 1\\. a",
      ])
  }

  @Test("cannot begin a block of code by its blanks, and its words stay")
  func indented() {
    let cases = [
      ("   a", "   a"), ("    a.wav", "&#32;   a.wav"), ("\t\t\n\ta", "&#32;   a"),
      ("     # a", "&#32;    \\# a"), ("a     b", "a     b"),
    ]
    #expect(lines(cases.map(\.0)) == cases.map(\.1))
  }

  @Test("keeps a number and its % on one line, in HTML too, and not in texts for programs")
  func percents() throws {
    let texts = ["91 % of 5 %, 9% % 1", "a % b"]
    #expect(lines(texts) == ["91\u{A0}% of 5\u{A0}%, 9% % 1", "a % b"])
    var report = Page.bare
    report.limitations = texts
    report.verdict = Verdict(
      policy: "p",
      findings: [
        Finding(
          check: "c", subject: "s", status: .failed, importance: .critical, message: texts[0])
      ])
    let page = try MarkupScanner.parse(HTMLReport.render(report))
    let items = page.all("li").map(\.text)
    #expect(items.contains("91\u{A0}% of 5\u{A0}%, 9% % 1") && items.contains("a % b"))
    let junit = JUnitXML.render(try #require(report.verdict))
    #expect(junit.contains("91 % of 5 %") && !junit.contains("\u{A0}"))
    #expect(FindingsJSON.render(report).contains("91 % of 5 %"))
  }

  @Test("stays on one line, and what could turn or hide text is shown to be there")
  func oneLine() {
    let ends = ["\n", "\r", "\r\n", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"]
    #expect(
      lines(ends.map { "a\($0)b" }) == ends.map { $0 == "\r\n" ? "a  b" : "a b" })
    let hidden = ["\u{0}", "\u{1B}", "\u{7F}", "\u{9F}", "\u{202E}", "\u{2066}", "\u{FFFE}"]
    #expect(lines(hidden.map { "a\($0)b" }) == hidden.map { _ in "a\u{FFFD}b" })
    let plain = ["ä", "é", "語", "😀", "\u{A0}", "→", "−"]
    #expect(lines(plain.map { "a\($0)b" }) == plain.map { "a\($0)b" })
  }
}
