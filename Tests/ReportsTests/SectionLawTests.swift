import Corpora
import Findings
import Foundation
import Gates
import Metrics
import Reports
import Testing

@Suite("Sections and what they say")
struct SectionLawTests {
  private typealias Element = MarkupScanner.Element

  private func sections(_ report: AuditReport) throws -> [Element] {
    try MarkupScanner.parse(HTMLReport.render(report)).all("section").filter {
      $0.attributes["id"] != nil
    }
  }

  private func section(_ id: String, _ report: AuditReport) throws -> Element {
    try #require(try sections(report).first { $0.attributes["id"] == id })
  }

  /// The cells of a row whose head has a text.
  private func cells(_ section: Element, _ head: String) throws -> [String] {
    let rows = section.all("tr").filter { $0.all("td").count > 0 }
    return try #require(rows.first { $0.all("th").first?.text == head }).all("td").map(\.text)
  }

  static let parts: [(String, @Sendable (inout AuditReport) -> Void)] = [
    ("gate", { $0.verdict = nil }),
    ("speakers", { $0.speakers = [] }), ("shortcuts", { $0.shortcuts = nil }),
    ("classes", { $0.classes = [] }),
    ("confusions", { $0.confusions = [] }), ("reliability", { $0.reliability = [] }),
    ("robustness", { $0.robustness = [] }), ("attention", { $0.attention = [] }),
    ("learning", { $0.learning = [] }), ("findings", { $0.findings = [] }),
    ("corpora", { $0.corpora = [] }), ("limitations", { $0.limitations = [] }),
  ]

  @Test(
    "What was not measured has no section and no place in the contents; the rest stays in order")
  func absent() throws {
    let all = try sections(ExampleReport.report()).compactMap { $0.attributes["id"] }
    for (id, remove) in Self.parts {
      var report = ExampleReport.report()
      remove(&report)
      let page = try MarkupScanner.parse(HTMLReport.render(report))
      let ids = page.all("section").compactMap { $0.attributes["id"] }
      #expect(all.contains(id) && ids == all.filter { $0 != id })
      let links = page.all("nav").flatMap { $0.all("a") }.compactMap { $0.attributes["href"] }
      #expect(links == ids.filter { $0 != "verdict" }.map { "#" + $0 })
    }
  }

  @Test("Markdown and HTML have the same sections in the same order")
  func formats() throws {
    let report = ExampleReport.report()
    let titles = try MarkupScanner.parse(HTMLReport.render(report)).all("h2").dropFirst()
      .map(\.text)
    let lines = MarkdownReport.render(report).split(separator: "\n")
    let headings = lines.filter { $0.hasPrefix("## ") }.dropFirst().map { String($0.dropFirst(3)) }
    #expect(titles.count == Self.parts.count + 3)
    #expect(Array(titles) == headings)
  }

  @Test("Rendering twice gives the same bytes")
  func deterministic() {
    let report = ExampleReport.report()
    let isSame =
      HTMLReport.render(report) == HTMLReport.render(ExampleReport.report())
      && MarkdownReport.render(report) == MarkdownReport.render(ExampleReport.report())
      && FindingsJSON.render(report) == FindingsJSON.render(ExampleReport.report())
    #expect(isSame)
  }

  private func attention(_ weights: [Double]) throws -> [String] {
    var report = ExampleReport.report()
    report.attention = [
      AttentionSummary(
        origin: ExampleReport.onYAF,
        lines: [.init(speaker: "YAF", emotion: .sad, weights: weights, count: 8)])
    ]
    return try Array(cells(section("attention", report), "sad").suffix(4))
  }

  @Test("Attention is told in thirds that do not depend on the scale or number of its weights")
  func thirds() throws {
    let even = [".33", ".33", ".33", ".50"]
    for count in [3, 6, 30, 300] {
      #expect(try attention([Double](repeating: 0.2, count: count)) == even)
    }
    #expect(try attention([1, 0, 0]) == ["1.00", ".00", ".00", ".17"])
    #expect(try attention([0, 0, 5]) == [".00", ".00", "1.00", ".83"])
    #expect(try attention([0.1, 0.1, 0.2]) == attention([10, 10, 20]))
    let unknown = [String](repeating: "undetermined", count: 4)
    #expect(try attention([0, 0, 0]) == unknown)
    #expect(try attention([]) == unknown)
    #expect(try attention([1, -1, 2]) == unknown)
  }

  private func calibration(
    _ bins: [(count: Int, confidence: Double, accuracy: Double)]
  ) throws -> Element {
    var report = ExampleReport.report()
    report.reliability = [
      Reports.ReliabilityDiagram(
        origin: ExampleReport.onYAF, ece: Measure(0.1),
        bins: bins.enumerated().map { index, bin in
          .init(
            lower: Double(index) / Double(bins.count),
            upper: Double(index + 1) / Double(bins.count),
            count: bin.count, meanConfidence: bin.count > 0 ? bin.confidence : nil,
            accuracy: bin.count > 0 ? bin.accuracy : nil)
        })
    ]
    return try section("reliability", report)
  }

  @Test("Whether confidence is deserved is weighed by the number of predictions")
  func confidence() throws {
    let sure = try calibration([(100, 0.3, 0.3), (300, 0.9, 0.7)])
    #expect(sure.text.contains("over 400 predictions the model is more confident"))
    #expect(sure.text.contains("than it is right, by .15"))
    let shy = try calibration([(300, 0.3, 0.5), (100, 0.9, 0.7)])
    #expect(shy.text.contains("is less confident than it is right, by .10"))
    let both = try calibration([(200, 0.3, 0.5), (200, 0.9, 0.7)])
    #expect(both.text.contains("is as confident as it is right"))
    let none = try calibration([(0, 0, 0), (0, 0, 0)])
    #expect(none.text.contains("No prediction carries probabilities: ECE is undetermined."))
  }

  @Test("The gaps of the diagram are as long as confidence and accuracy are apart")
  func gaps() throws {
    let bins: [(count: Int, confidence: Double, accuracy: Double)] = [
      (10, 0.1, 0.3), (0, 0, 0), (20, 0.5, 0.5), (40, 0.9, 0.5),
    ]
    let svg = try #require(try calibration(bins).all("svg").first)
    let lines = svg.all("line").filter { $0.has("gap") }
    func number(_ line: Element, _ name: String) -> Double {
      line.attributes[name].flatMap(Double.init) ?? .nan
    }
    let lengths = lines.map { number($0, "y2") - number($0, "y1") }
    #expect(lines.allSatisfy { number($0, "x1") == number($0, "x2") })
    try #require(lengths.count == 3, "an empty bin has none")
    // The page counts from its top: more confident than right is a line downwards to accuracy.
    #expect(abs(lengths[0] - 0.2 * 360) < 0.02)
    #expect(abs(lengths[1]) < 0.02)
    #expect(abs(lengths[2] + 0.4 * 360) < 0.02)
    let bars = svg.all("rect").filter { $0.has("bar") }.map { number($0, "height") }
    #expect(
      bars.count == 3 && abs(bars[2] / bars[0] - 4) < 0.01 && abs(bars[2] / bars[1] - 2) < 0.01)
  }

  @Test("The perturbation that costs most and the one that costs least are named")
  func costs() throws {
    var report = ExampleReport.report()
    report.robustness = [("low-pass", 0.2), ("gain-up", 0.85), ("white-noise", 0.5)].map {
      RobustnessCurve(
        origin: ExampleReport.onYAF, perturbation: $0, cleanUAR: Measure(0.8),
        cleanAccuracy: Measure(0.8), chance: 1 / 7,
        points: [.init(severity: 5, accuracy: Measure($1), uar: Measure($1), retention: nil)])
    }
    let text = try section("robustness", report).text
    #expect(
      text.contains(
        "UAR loses .60 under low-pass at severity 5 for OAF → YAF, the worst case; the"))
    #expect(
      text.contains(
        "the mildest perturbation is gain-up for OAF → YAF, which even at its worst, severity 5, "
          + "gains .05."))
    report.robustness.removeFirst(2)
    let alone = try section("robustness", report).text
    #expect(
      alone.contains("UAR loses .30 under white-noise at severity 5 for OAF → YAF. Bands are"))
  }

  @Test("What each of several seeds keeps of its skill is told, and what they keep on average")
  func retentionOverSeeds() throws {
    var report = ExampleReport.report()
    report.robustness = [0.7, 0.4, 0.55].enumerated().map { seed, retention in
      RobustnessCurve(
        origin: Origin(
          evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", isLeaky: false,
          note: seed == 0 ? nil : "seed \(seed)", isRepetition: seed > 0),
        perturbation: "low-pass", cleanUAR: .about(0.8, 0.05), cleanAccuracy: Measure(0.8),
        chance: 1 / 7,
        points: [
          .init(severity: 5, accuracy: Measure(0.8), uar: Measure(0.8), retention: retention)
        ])
    }
    let text = try section("robustness", report).text
    #expect(
      text.contains(
        "Of the skill above chance on clean audio, least is left under low-pass at severity 5 for "
          + "OAF → YAF: on average 55\u{A0}% (40\u{A0}% to 70\u{A0}% in 3 trainings). Bands"))
  }

  @Test("What is left stands in the table with its interval, and alone where it has none")
  func retentionInterval() throws {
    var report = ExampleReport.report()
    let interval = ConfidenceInterval(lower: -0.1, upper: 1.042, level: 0.95, unit: .word)
    report.robustness = [
      RobustnessCurve(
        origin: .of(), perturbation: "low-pass", cleanUAR: .about(0.8, 0.05),
        cleanAccuracy: Measure(0.8), chance: 1 / 7,
        points: [
          .init(
            severity: 4, accuracy: Measure(0.8), uar: Measure(0.8), retention: 0.55,
            retentionInterval: interval),
          .init(severity: 5, accuracy: Measure(0.7), uar: Measure(0.7), retention: 0.45),
        ])
    ]
    let text = try section("robustness", report).text
    #expect(text.contains("55\u{A0}% [-10\u{A0}%, 104\u{A0}%]"))
    #expect(text.contains("45\u{A0}%") && !text.contains("45\u{A0}% ["))
  }

  @Test("The verdict, what the numbers say and cannot show, and what it rests on stand first")
  func beginning() throws {
    let report = ExampleReport.report()
    let ids = try sections(report).compactMap { $0.attributes["id"] }
    #expect(Array(ids.prefix(4)) == ["verdict", "reading", "limitations", "gate"])
    let lines = MarkdownReport.render(report).split(separator: "\n").map(String.init)
    let headings = lines.filter { $0.hasPrefix("## ") }
    let first = [
      "## Verdict: Failed", "## What this says", "## What this cannot show",
      "## What the verdict rests on",
    ]
    #expect(Array(headings.prefix(4)) == first)
    let fold = try #require(try section("gate", report).all("details").first)
    #expect(fold.all("summary").first?.text == "Passed (1)")
    #expect(fold.all("tr").count == 2 && fold.text.contains("OAF → YAF"))
  }

  @Test(
    "A limit ends with one full stop, whether its reason has one or not",
    arguments: ["Too much is wrong", "Too much is wrong.", "Too much is wrong.\n", "Is it enough?"])
  func limits(reason: String) throws {
    var report = ExampleReport.report()
    report.verdict = Verdict(
      policy: "p",
      findings: [
        Finding(
          check: "c", subject: "s", status: .failed, importance: .critical, message: "m",
          threshold: Threshold(.atMost, 0.5, reason: reason))
      ])
    let end = reason.hasSuffix("?") ? "Is it enough?" : "Too much is wrong."
    let lines = MarkdownReport.render(report).components(separatedBy: "\n")
    #expect(lines.contains("  Limit: at most .50: \(end)"))
    let page = try section("gate", report).all(class: "fine").map(\.text)
    #expect(page.contains("Limit: at most .50: \(end)"))
  }

  @Test("Every finding of a verdict is told once, what is open before what is settled")
  func verdict() throws {
    let statuses: [Status] = [.passed, .failed, .undetermined, .passed, .failed]
    var report = ExampleReport.report()
    report.verdict = Verdict(
      policy: "p",
      findings: statuses.enumerated().map {
        Finding(
          check: "check-\($0)", subject: "s\($0)", status: $1, importance: .critical,
          message: "Message \($0) of the verdict.")
      })
    let page = MarkdownReport.render(report)
    let start = try #require(page.range(of: "## What the verdict rests on")).lowerBound
    let places = (0..<5).map { index in
      page[start...].ranges(of: "Message \(index) of the verdict.").map(\.lowerBound)
    }
    try #require(places.allSatisfy { $0.count == 1 })
    let order = (0..<5).sorted { places[$0][0] < places[$1][0] }
    #expect(order == [1, 4, 2, 0, 3])
    #expect(page.contains("Of 5 gating findings: 2 passed, 2 failed, 1 undetermined."))
  }
}
