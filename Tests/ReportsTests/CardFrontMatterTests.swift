import Foundation
import Reports
import Testing

@Suite("The front matter of a model card")
struct CardFrontMatterTests {
  @Test("has what the Hub asks of each result")
  func required() throws {
    let front = try CardExample.frontMatter(ExampleReport.report(), CardExample.statements)
    #expect(front["pipeline_tag"] as? String == "audio-classification")
    #expect(front["license"] as? String == "cc-by-nc-4.0")
    #expect(front["language"] as? [String] == ["en"])
    #expect(front["datasets"] as? [String] == ["tess"])
    #expect(front["metrics"] as? [String] == ["accuracy", "recall"])
    let results = try CardExample.results(ExampleReport.report())
    #expect(results.count == 3)
    for result in results {
      let (task, data) = (result["task"] as? [String: Any], result["dataset"] as? [String: Any])
      #expect(task?["type"] as? String == "audio-classification")
      #expect(data?["type"] as? String == "tess" && data?["name"] as? String == "tess")
      #expect((data?["split"] as? String)?.contains("trained on") == true)
      let metrics = try CardExample.metrics(result)
      #expect(metrics.map { $0["type"] as? String } == ["recall", "accuracy"])
      #expect(metrics.allSatisfy { $0["value"] is Double })
      #expect((metrics[0]["args"] as? [String: Any])?["average"] as? String == "macro")
    }
  }

  @Test("has no number that leaks, and no list of results where all leak")
  func honest() throws {
    var report = ExampleReport.report()
    let values = try CardExample.results(report).flatMap(CardExample.metrics)
      .compactMap { $0["value"] as? Double }
    #expect(values == [0.68, 0.68, 0.51, 0.51, 0.66, 0.66])
    report.ladder.removeAll { !$0.origin.isLeaky }
    let front = try CardExample.frontMatter(report)
    #expect(front["model-index"] == nil && front["metrics"] == nil)
    #expect(front["tags"] as? [String] != nil)
  }

  @Test(
    "has no result of a test set that is not wholly answered or very small, which the body keeps",
    arguments: [
      (1, 312, false), (1398, 1399, false), (9, 9, false), (9, nil, false), (0, 312, false),
      (10, 10, true), (10, nil, true), (312, 312, true),
    ] as [(Int, Int?, Bool)])
  func small(count: Int, asked: Int?, isResult: Bool) throws {
    func row(_ seed: Int, _ count: Int, _ asked: Int?) -> LadderRow {
      var row = LadderRow(
        origin: ReadingExample.origin(ExampleReport.onYAF, seed: seed), count: count,
        accuracy: .init(1), uar: .init(1), chance: 1 / 7, majorityShare: 0.143)
      row.asked = asked
      return row
    }
    var report = ExampleReport.report()
    report.ladder = [row(0, count, asked)]
    let front = try CardExample.frontMatter(report)
    #expect((front["model-index"] != nil) == isResult)
    #expect((front["metrics"] != nil) == isResult)
    #expect(
      ModelCard.render(report, statements: CardStatements()).contains("Test sets that do not leak"))
    // One training that left something out is enough.
    report.ladder = [row(0, 1399, 1399), row(1, count, asked)]
    report.ladderMeans = [row(0, 1399, 1399)]
    #expect(try CardExample.results(report).isEmpty == !isResult)
  }

  @Test("says of each number what it must not be quoted without")
  func names() throws {
    let results = try CardExample.results(CardExample.threeTrainings())
    #expect(results.count == 1)
    let metrics = try CardExample.metrics(results[0])
    #expect(
      metrics.map { $0["name"] as? String } == [
        "UAR (mean recall over emotions), speaker-disjoint, trained on YAF, tested on OAF: .47 to "
          + ".63 in 3 trainings, mean .54 [.53, .55] (95 % interval over words), n = 1,399",
        "Accuracy, speaker-disjoint, trained on YAF, tested on OAF: .49 to .65 in 3 trainings, "
          + "mean .56 [.55, .57] (95 % interval over words), n = 1,399",
      ])
    var declared = ExampleReport.report()
    (declared.isForeign, declared.trainingMark) = (true, "as declared")
    let name = try CardExample.metrics(CardExample.results(declared)[0])[0]["name"] as? String
    #expect(
      name?.contains("speaker-disjoint, as declared, trained on OAF, tested on YAF: one model, ")
        == true)
    #expect(try CardExample.frontMatter(declared)["datasets"] == nil)
  }

  @Test(
    "keeps names from outside, whatever they are made of",
    arguments: [
      "a: b", "- a", "# a", "\"a\" 'b'", "\\ \\n", "a\n---\nb", "{a}", "[a]", "yes", "1.0", "*a &b",
      "é 語 😀", "a\u{7}b\u{85}c\u{2028}d\u{202E}e\u{FEFF}",
    ])
  func quoted(name: String) throws {
    let front = try CardExample.frontMatter(
      ExampleReport.report(), CardStatements([.name: name]))
    let index = front["model-index"] as? [[String: Any]]
    #expect(index?.first?["name"] as? String == name)
    let lines = ModelCard.render(ExampleReport.report(), statements: .init([.name: name]))
      .components(separatedBy: "\n")
    #expect(lines.count { $0 == "---" } == 2)
  }

  @Test(
    "calls a licence as the Hub does, or by the words of the team, and nothing where none is stated",
    arguments: [
      ("MIT", "mit", nil), ("Apache 2.0", "apache-2.0", nil), ("cc-by-nc-sa-4.0", nil, nil),
      ("Our own: 1.0", "other", "our-own-1.0"), ("語", "other", nil),
    ] as [(String, String?, String?)])
  func licence(stated: String, identifier: String?, name: String?) throws {
    let report = ExampleReport.report()
    let front = try CardExample.frontMatter(report, CardStatements([.licence: stated]))
    #expect(front["license"] as? String == identifier ?? stated)
    #expect(front["license_name"] as? String == name)
    #expect(try CardExample.frontMatter(report)["license"] == nil)
  }

  @Test("says of synthetic speech that it is synthetic, beside every number")
  func synthetic() throws {
    let results = try CardExample.results(ExampleReport.report(isSynthetic: true))
    #expect(!results.isEmpty)
    for result in results {
      let data = result["dataset"] as? [String: Any]
      #expect(data?["name"] as? String == "tess (synthetic speech)")
    }
  }
}
