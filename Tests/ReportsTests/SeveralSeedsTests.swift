import Corpora
import Foundation
import Metrics
import Reports
import Testing

@Suite("A report of several seeds")
struct SeveralSeedsTests {
  private typealias Element = MarkupScanner.Element

  private func origin(_ origin: Origin, seed: Int) -> Origin {
    Origin(
      evaluationProtocol: origin.evaluationProtocol, trainedOn: origin.trainedOn,
      testedOn: origin.testedOn, isLeaky: origin.isLeaky, note: seed == 0 ? nil : "seed \(seed)",
      isRepetition: seed > 0)
  }

  /// The example with three seeds of its ladder, speakers and emotions, and what they come to.
  private func report() -> AuditReport {
    var report = ExampleReport.report()
    let single = report.ladder
    report.ladder = (0..<3).flatMap { seed in
      single.map { row in
        LadderRow(
          origin: origin(row.origin, seed: seed), count: row.count, accuracy: row.accuracy,
          uar: row.uar, chance: row.chance, majorityShare: row.majorityShare,
          inflation: row.inflation)
      }
    }
    report.ladderMeans = single.map { row in
      var mean = row
      mean.seeds = .init(uars: [0.6, 0.62, 0.7], deviation: 0.053)
      mean.shortcut = .init(name: "duration", uar: ExampleReport.measure(0.31))
      if row.inflation != nil {
        mean.inflations = [EvaluationProtocol.random, .augmentBeforeSplit].map {
          .init(leaky: $0, uar: ExampleReport.measure(0.31), accuracy: ExampleReport.measure(0.3))
        }
      }
      return mean
    }
    report.classes = (0..<3).flatMap { seed in
      report.classes.map { ClassTable(origin: origin($0.origin, seed: seed), rows: $0.rows) }
    }
    report.spreads = [
      SpreadRow(
        origin: ExampleReport.onYAF, total: 0.05, seed: 0.04, word: 0.027, speaker: nil,
        rest: 0.013,
        betweenSpeakers: nil)
    ]
    report.ensembles = [
      VariantRow(
        origin: ExampleReport.onYAF, count: 1399, uar: ExampleReport.measure(0.65),
        ordinary: ExampleReport.measure(0.62), worst: .init(emotion: .sad, recall: 0.15))
    ]
    report.transductive = [false, true].map { isRepetition in
      VariantRow(
        origin: Origin(
          evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", isLeaky: false,
          note: "transductive" + (isRepetition ? " · seed 1" : ""), isRepetition: isRepetition),
        count: 1399, uar: ExampleReport.measure(0.61), ordinary: ExampleReport.measure(0.5),
        worst: .init(emotion: .happy, recall: 0.25))
    }
    report.asymmetries = [
      AsymmetryRow(
        origin: ExampleReport.onYAF, uar: ExampleReport.measure(0.17),
        accuracy: ExampleReport.measure(0.17), p: 0.0001, adjustedP: 0.0001)
    ]
    return report
  }

  private func section(_ id: String) throws -> Element {
    let page = try MarkupScanner.parse(HTMLReport.render(report()))
    return try page.section(id)
  }

  @Test("The ladder has a line a rung and direction; each seed is folded")
  func ladder() throws {
    let section = try section("ladder")
    let fold = try #require(
      section.all("details").first { $0.all("summary").first?.text == "Each seed" })
    let means = report().ladderMeans.count
    let tables = section.all("table")
    #expect(fold.all("table").first?.all("tr").count == 3 * means + 1)
    #expect(tables.first?.all("tr").count == means + 1)
    let text = try #require(tables.first).text
    for part in ["SD over seeds", ".053", "duration .31"] {
      #expect(text.contains(part), "\(part)")
    }
    let ticks = section.all("line").filter { ($0.attributes["class"] ?? "").hasPrefix("seed ") }
    // Both drawings, wide and narrow, without the rung that has no UAR.
    #expect(ticks.count == 2 * 3 * (means - 1))
    let ranges = section.all("text").filter { $0.text == "3 trainings: .60 to .70" }
    #expect(ranges.count == 2 * means)
  }

  @Test("What all seeds say together stands below the ladder, beside the mean of what each scores")
  func ensemble() throws {
    let tables = try section("ladder").all("table")
    let own = tables.filter { $0.text.contains("Ensemble: the models of all seeds as one") }
    #expect(own.count == 1)
    let text = try #require(own.first).text
    for part in ["Mean of the seeds", ".65", ".62", "sad .15"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("Of somebody else's model nothing is said that only holds of the network trained here")
  func foreign() throws {
    var foreign = report()
    let own = MarkdownReport.render(foreign)
    foreign.isForeign = true
    let other = MarkdownReport.render(foreign)
    for words in ["Trainings differ in their random seed alone.", "as predict does with a"] {
      #expect(own.contains(words) && !other.contains(words), "\(words)")
    }
    #expect(other.contains("What the trainings differ in is known only to whoever made them."))
    #expect(other.contains("answers with the mean of the probabilities; it takes"))
  }

  @Test("What unlabelled recordings change stands below the ladder, apart from its rows")
  func transductive() throws {
    let tables = try section("ladder").all("table")
    let own = tables.filter { $0.text.contains("Transductive: the same models") }
    #expect(own.count == 2)
    let (open, ladder) = (try #require(own.first).text, try #require(tables.first).text)
    for part in ["transductive", ".61", ".50", "happy .25"] {
      #expect(open.contains(part), "\(part)")
    }
    #expect(!ladder.contains("transductive"))
  }

  @Test("What repeats itself is there once openly and otherwise folded, in both documents")
  func folded() throws {
    let section = try section("classes")
    let seeds = ["The same of the further seeds", "The same of LEAKY splits (3)"]
    #expect(section.all("summary").map(\.text) == seeds)
    #expect(section.all("table").count == 6)
    #expect(section.all("details").map { $0.all("table").count } == [2, 3])
    let markdown = MarkdownReport.render(report())
    let folds = markdown.components(separatedBy: "<details>").count - 1
    // What passes is folded too, and what leaks in four sections.
    #expect(folds == 8 && markdown.components(separatedBy: "</details>").count - 1 == folds)
    #expect(markdown.contains("<summary>The same of the further seeds</summary>"))
    let single = MarkdownReport.render(ExampleReport.report())
    #expect(single.components(separatedBy: "<details>").count - 1 == 5)
  }

  @Test("Spread, asymmetry and every inflation are said, the speakers' part as undetermined")
  func numbers() throws {
    let text = try section("ladder").text
    for part in [
      "of the standard deviation of .050, .040 from the seed, .027 from the words",
      "undetermined under five speakers", "< .001", "word by word", "augment-before-split",
      "+.31 [.27, .35]", "may exceed the SD over seeds",
    ] { #expect(text.contains(part), "\(part)") }
  }
}
