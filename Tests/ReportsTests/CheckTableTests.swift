import Corpora
import Findings
import Gates
import Metrics
import Reports
import Testing

@Suite("The numbers that a verdict rests on, as tables")
struct CheckTableTests {
  private func finding(
    _ value: Double?, speaker: String = "B", emotion: Emotion? = nil, seed: Int? = 0,
    check: String = "recall-of-each", limit: Double = 0.3, advice: String? = nil
  ) -> Finding {
    let status: Status = value.map { $0 >= limit ? .passed : .failed } ?? .undetermined
    let row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "A", testedOn: "B", speaker: speaker,
      emotion: emotion, metric: "recall", value: value,
      interval: value.map {
        ConfidenceInterval(lower: $0 - 0.1, upper: $0 + 0.1, level: 0.95, unit: .word)
      }, count: 1_400, seed: seed, isLeaky: false)
    return Finding(
      check: check, subject: row.subject, status: status, importance: .critical,
      message: "Told in words.", advice: advice, evidence: row,
      threshold: Threshold(.atLeast, limit, reason: "Less is guessing."))
  }

  private func gate(_ findings: [Finding]) throws -> MarkupScanner.Element {
    try Page { $0.verdict = Verdict(policy: "p", findings: findings) }.section("gate")
  }

  /// The cells of the rows of a table, the first of which names the row.
  private func rows(_ table: MarkupScanner.Element) -> [[String]] {
    table.all("tr").map { row in (row.all("th") + row.all("td")).map(\.text) }
  }

  @Test("A row is a question and a column a training; what failed anywhere stands open")
  func questions() throws {
    let section = try gate([
      finding(0.5, emotion: .happy), finding(0.1, emotion: .happy, seed: 2),
      finding(0.6, emotion: .sad), finding(0.7, emotion: .sad, seed: 2),
    ])
    let tables = section.all("table")
    try #require(tables.count == 2)
    #expect(
      rows(tables[0]) == [
        ["Protocol and speakers", "Of", "Seed 0", "Seed 2", "n"],
        ["speaker-disjoint · A → B", "happy", "✓ .50 [.40, .60]", "✗ .10 [.00, .20]", "1,400"],
      ])
    #expect(rows(tables[1])[1][1...3] == ["sad", "✓ .60 [.50, .70]", "✓ .70 [.60, .80]"])
    #expect(
      tables[0].all("caption").first?.text
        == "recall-of-each, at least .30 (Less is guessing)")
    let fold = try #require(section.all("details").first)
    #expect(fold.all("summary").first?.text == "Passed in every training (2)")
    #expect(fold.all("table").count == 1 && !section.text.contains("Told in words."))
    #expect(
      tables[0].all("td").map { $0.attributes["class"] } == [
        nil, "number passed", "number failed", "number",
      ])
  }

  @Test("A check has one table, and the limit a column where it differs")
  func limits() throws {
    let section = try gate([
      finding(0.1), finding(0.1, speaker: "C", limit: 0.25), finding(0.1, check: "other"),
    ])
    let tables = section.all("table").map(rows)
    try #require(tables.count == 2)
    #expect(tables[0][0] == ["Protocol and speakers", "Of", "Limit", "Seed 0", "n"])
    #expect(tables[0].dropFirst().map { $0[1] } == ["all utterances", "C"])
    #expect(tables[0].dropFirst().map { $0[2] } == ["at least .30", "at least .25"])
    #expect(section.all("caption").map(\.text)[0] == "recall-of-each")
  }

  @Test("What has a next step is told in words once, and the table points there")
  func nextSteps() throws {
    let section = try gate([
      finding(0.1), finding(nil, seed: 1, advice: "Record more."),
      finding(nil, speaker: "C", seed: 1, advice: "Record more."),
    ])
    let table = try #require(section.all("table").first.map(rows))
    #expect(table.dropFirst().map { $0[2...3] } == [["✗ .10 [.00, .20]", "? told below"]])
    #expect(section.all("li").count == 2)
  }

  @Test("Of more than five trainings the outcomes, the worst and the best are told")
  func manySeeds() throws {
    func table(_ findings: [Finding]) throws -> [[String]] {
      try #require(try gate(findings).all("table").first.map(rows))
    }
    let five = (0..<5).map { finding(0.1 * Double($0), seed: $0) }
    #expect(try table(five)[0].count == 8)
    let six = try table(five + [finding(0.5, seed: 5)])
    #expect(six[0] == ["Protocol and speakers", "Of", "Outcome", "Worst", "Best", "n"])
    #expect(
      six[1][2...4] == ["✓ 3, ✗ 3", "✗ .00 [−.10, .10]", "✓ .50 [.40, .60]"])
  }

  @Test("As many decimals as tell every number from the limit")
  func decimals() throws {
    let section = try gate([finding(0.296), finding(0.5, seed: 1)])
    let table = try #require(section.all("table").first.map(rows))
    #expect(table[1][2...3] == ["✗ .296 [.196, .396]", "✓ .500 [.400, .600]"])
    #expect(section.all("caption").first?.text.contains("at least .300") == true)
  }

  @Test("Eight rows of a check stand open, and none is lost")
  func manyRows() throws {
    let section = try gate((0..<11).map { finding(0.1, speaker: "s\($0)") })
    let fold = try #require(section.all("details").first)
    #expect(
      fold.all("summary").first?.text == "The same of further speakers, emotions and test sets (3)")
    let tables = section.all("table").map { rows($0).dropFirst().map { $0[1] } }
    #expect(tables.map(\.count) == [8, 3])
    #expect(Set(tables.joined()) == Set((0..<11).map { "s\($0)" }))
  }

  @Test("In Markdown the same table stands, told from text around it")
  func markdown() throws {
    var report = Page.bare
    report.verdict = Verdict(policy: "p", findings: [finding(0.1), finding(0.6, seed: 1)])
    let lines = MarkdownReport.render(report).split(separator: "\n").map(String.init)
    #expect(lines.contains("recall-of-each, at least .30 (Less is guessing):"))
    #expect(
      lines.contains {
        $0.hasPrefix("| speaker-disjoint · A → B | all utterances | ✗ .10 ")
          && $0.hasSuffix("| 1,400 |")
      })
  }
}
