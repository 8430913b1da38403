import Corpora
import Metrics
import Reports
import Testing
import Yams

/// Cards of made-up reports, and what they are made of.
enum CardExample {
  /// Words of a team that try to break out, and a percentage.
  static let statements = CardStatements([
    .name: "Tone: \"1.2\" | <script>alert(1)</script> ---", .owners: "---\n# Speech | group",
    .licence: "CC BY-NC 4.0", .intendedUse: "It is 99 % accurate on calls.",
  ])

  /// Three trainings on one test set that does not leak, and one on a split that does.
  static func threeTrainings() -> AuditReport {
    let uars = [0.47, 0.63, 0.51]
    let bases = [ExampleReport.onOAF, ExampleReport.random]
    var report = ReadingExample.report(0, bases)
    report.ladder = uars.enumerated().flatMap { seed, uar in
      bases.map { base in
        row(
          ReadingExample.origin(base, seed: seed), base.isLeaky ? 0.99 : uar,
          base.isLeaky ? 0.98 : uar + 0.02)
      }
    }
    var mean = row(ExampleReport.onOAF, 0.54, 0.56)
    mean.seeds = .init(uars: uars, deviation: 0.083)
    var leaky = row(ExampleReport.random, 0.99, 0.98)
    leaky.seeds = .init(uars: [0.99, 0.99, 0.99], deviation: 0)
    report.ladderMeans = [leaky, mean]
    return report
  }

  private static func row(_ origin: Origin, _ uar: Double, _ accuracy: Double) -> LadderRow {
    LadderRow(
      origin: origin, count: 1399, accuracy: .about(accuracy, 0.01), uar: .about(uar, 0.01),
      chance: 1 / 7, majorityShare: 0.143)
  }

  /// What stands between the first two lines of `---`, as a reader of YAML takes it.
  static func frontMatter(
    _ report: AuditReport, _ statements: CardStatements = CardStatements()
  ) throws -> [String: Any] {
    let lines = ModelCard.render(report, statements: statements).components(separatedBy: "\n")
    try #require(lines.first == "---")
    let inside = lines.dropFirst().prefix { $0 != "---" }
    return try #require(
      try Yams.load(yaml: inside.joined(separator: "\n")) as? [String: Any])
  }

  /// The results of the front matter; none where there is no list of them.
  static func results(_ report: AuditReport) throws -> [[String: Any]] {
    let index = try frontMatter(report)["model-index"] as? [[String: Any]]
    return index?.first?["results"] as? [[String: Any]] ?? []
  }

  /// The metrics of a result.
  static func metrics(_ result: [String: Any]) throws -> [[String: Any]] {
    try #require(result["metrics"] as? [[String: Any]])
  }

  /// The numbers of a text as pages write them, without a leading zero.
  static func numbers(in text: String) -> Set<String> {
    Set(
      text.matches(of: /[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+/).map { match in
        match.output.hasPrefix("0.") ? String(match.output.dropFirst()) : String(match.output)
      })
  }
}
