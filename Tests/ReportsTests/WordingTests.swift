import Corpora
import Findings
import Foundation
import Gates
import Metrics
import Reports
import Testing

@Suite("What documents say")
struct WordingTests {
  private func shown(_ measure: Measure) throws -> String {
    var report = ExampleReport.report()
    report.ladder = [
      LadderRow(
        origin: ExampleReport.onYAF, count: 1234567, accuracy: measure, uar: measure, chance: nil,
        majorityShare: nil)
    ]
    let page = try MarkupScanner.parse(HTMLReport.render(report))
    let ladder = page.all("section").first { $0.attributes["id"] == "ladder" }
    return ladder?.all("td")[1].text ?? ""
  }

  @Test(
    "numbers have two decimals and no leading zero",
    arguments: [
      (0.5, ".50"), (0.004, ".00"), (-0.004, ".00"), (-0.05, "−.05"), (0.995, "1.00"),
      (0.9949, ".99"), (1, "1.00"), (0, ".00"), (2.345, "2.35"), (12.5, "12.50"),
      (.infinity, "∞"), (.nan, "undetermined"),
    ])
  func numbers(value: Double, text: String) throws {
    #expect(try shown(Measure(value)) == text)
  }

  @Test("a problem for which every recording stays is not among files that were left out")
  func problemsThatLoseNothing() throws {
    var report = ExampleReport.report()
    let corpus = try #require(report.corpora.first)
    let age = CorpusProblem(kind: .unusableAge, path: "a.wav", explanation: "the age is 'old'")
    let lost = "Files of tess that were left out (1)"
    let kept = "Files of tess to mend, for which no recording was left out (1)"
    for (problems, captions) in [
      ([], []), ([age], [kept]), (corpus.problems, [lost]),
      (corpus.problems + [age], [lost, kept]),
    ] {
      report.corpora = [
        CorpusSummary(
          name: "tess", isSynthetic: false, speakers: corpus.speakers, wordCount: nil,
          totalSeconds: nil, problems: problems)
      ]
      let page = MarkdownReport.render(report)
      for caption in [lost, kept] {
        #expect(page.contains(caption) == captions.contains(caption), "\(problems)")
      }
    }
  }

  @Test("an interval follows its value in brackets")
  func interval() throws {
    let interval = ConfidenceInterval(lower: 0.584, upper: 0.66, level: 0.95, unit: .word)
    #expect(try shown(Measure(0.62, interval: interval)) == ".62 [.58, .66]")
    #expect(try shown(Measure(nil, interval: interval)) == "undetermined")
  }

  @Test("no document calls a model fair, unbiased or debiased")
  func careful() {
    let texts = [
      HTMLReport.render(ExampleReport.report()), MarkdownReport.render(ExampleReport.report()),
    ]
    for text in texts {
      for word in ["unbiased", "debiased", " fair ", "proves", "state of the art"] {
        #expect(!text.lowercased().contains(word))
      }
    }
  }

  @Test("the reading names intervals, chance, the leaky difference and the few speakers")
  func reading() {
    let text = MarkdownReport.render(ExampleReport.report())
    #expect(text.contains("UAR was .68 [.65, .71] for OAF → YAF (n = 1,399)"))
    #expect(text.contains("Guessing gives .14."))
    #expect(text.contains("n = 1,399) and .51 [.48, .54] for YAF → OAF"))
    #expect(
      text.contains(
        "a UAR of .99 over all that it tests (+.31 [.28, .35] beside OAF → YAF, +.49 [.45, .52] "
          + "beside YAF → OAF)"))
    #expect(text.contains("LEAKY: a random split, which shares speakers"))
    #expect(text.contains("The difference is no evidence about new speakers."))
    #expect(text.contains("nothing here supports a claim about speakers in general"))
  }

  @Test("a result that does not clearly exceed chance is named")
  func chance() {
    var report = ExampleReport.report()
    let interval = ConfidenceInterval(lower: 0.11, upper: 0.2, level: 0.95, unit: .word)
    report.ladder = [
      LadderRow(
        origin: ExampleReport.onYAF, count: 10, accuracy: .undetermined,
        uar: Measure(0.16, interval: interval), chance: 1 / 7, majorityShare: nil)
    ]
    let text = MarkdownReport.render(report)
    #expect(
      text.contains("which the following do not clearly exceed: speaker-disjoint · OAF → YAF"))
  }

  @Test("a run without an honest rung says that it has no evidence about new speakers")
  func onlyLeaky() {
    var report = ExampleReport.report()
    report.ladder = report.ladder.filter(\.origin.isLeaky)
    #expect(MarkdownReport.render(report).contains("nothing here is evidence about a speaker"))
  }

  @Test("every section of Markdown about synthetic speech says so")
  func synthetic() {
    let text = MarkdownReport.render(ExampleReport.report(isSynthetic: true))
    let sections = text.components(separatedBy: "\n## ").dropFirst().filter {
      !$0.hasPrefix("Verdict")
    }
    #expect(sections.count > 5)
    for section in sections { #expect(section.contains("> Synthetic speech:")) }
  }

  @Test("a report of nothing still says what it is, without a verdict")
  func empty() throws {
    let report = AuditReport(
      title: "Nothing",
      run: RunFacts(
        id: "r", preset: "quick", started: "now", finished: nil, isComplete: false, provenance: []))
    let page = try MarkupScanner.parse(HTMLReport.render(report))
    #expect(page.text.contains("No verdict"))
    #expect(page.text.contains("The run is not complete"))
    #expect(MarkdownReport.render(report).contains("not finished"))
    #expect(FindingsJSON.render(report).contains("\"isComplete\" : false"))
  }

  @Test("JUnit never lets an undetermined finding count as a pass or a skip")
  func junit() throws {
    let page = try MarkupScanner.parse(JUnitXML.render(ExampleReport.verdict))
    let suite = try #require(page.all("testsuite").first)
    #expect(suite.attributes["tests"] == "3")
    #expect(suite.attributes["failures"] == "1")
    #expect(suite.attributes["errors"] == "1")
    #expect(page.all("error").first?.attributes["type"] == "undetermined")
    let empty = try MarkupScanner.parse(
      JUnitXML.render(Verdict(policy: "default", findings: [])))
    #expect(empty.all("testsuite").first?.attributes["errors"] == "1")
    #expect(empty.all("error").count == 1)
  }

  @Test("findings as JSON are what went in")
  func json() throws {
    struct Document: Decodable {
      let schema: String
      let run: String
      let verdict: Verdict
      let findings: [Finding]
    }
    let report = ExampleReport.report()
    let data = Data(FindingsJSON.render(report).utf8)
    let document = try JSONDecoder().decode(Document.self, from: data)
    #expect(document.schema == "ser-audit/1/findings")
    #expect(document.verdict == report.verdict)
    #expect(document.findings == report.findings)
  }

  @Test("differences to baselines stand in the JSON as they stand in the ledger, and none without")
  func baselines() throws {
    struct Document: Decodable {
      struct Baseline: Decodable {
        let run: String
        let started: String?
        let differences: [MetricRow]
      }
      let baselines: [Baseline]?
    }
    func document(_ report: AuditReport) throws -> Document {
      try JSONDecoder().decode(Document.self, from: Data(FindingsJSON.render(report).utf8))
    }
    #expect(try document(ExampleReport.report()).baselines == nil)
    let rows = [0.125, nil].map { value in
      MetricRow(
        evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", speaker: "YAF",
        attribute: "baseline", subgroup: "earlier", metric: "macro-f1-over-baseline", value: value,
        interval: value.map {
          ConfidenceInterval(lower: $0 - 0.0625, upper: $0 + 0.25, level: 0.95, unit: .word)
        }, count: 1_399, isLeaky: false)
    }
    var report = ExampleReport.report()
    report.baselines = [
      BaselineSummary(run: "earlier", started: "then", rows: [], differences: rows),
      BaselineSummary(run: "gone", started: nil, rows: []),
    ]
    let baselines = try #require(try document(report).baselines)
    #expect(baselines.map(\.run) == ["earlier", "gone"])
    #expect(baselines.map(\.started) == ["then", nil])
    #expect(baselines.map(\.differences) == [rows, []])
  }
}
