import Findings
import Metrics
import Reports
import Wording

extension RunComparison {
  /// The comparison for a terminal.
  var text: String {
    var blocks = [
      "A  \(first.run)\nB  \(second.run)", Self.table(of: tests), Self.flips(of: tests),
    ]
    let speakers = tests.filter { $0.speakers.count > 1 }
    if !speakers.isEmpty {
      blocks.append(Self.parts(of: speakers, "accuracy by speaker, B - A", \.speakers))
    }
    blocks.append(Self.parts(of: tests, "recall by emotion, B - A", \.classes))
    if !notes.isEmpty { blocks.append(notes.joined(separator: "\n")) }
    blocks.append(
      "* the interval excludes 0. p: sign-flip test by the resampled unit, Holm over the test "
        + "sets;\n  detectable: found so in four of five repetitions. McNemar's p only describes."
        + "\n  Seeds are held fixed: a difference may be no more than another training makes.")
    return blocks.joined(separator: "\n\n")
  }

  private static func name(_ test: TestSetComparison) -> String {
    test.title + (test.secondTrainedOn.map { " (B trained on \($0))" } ?? "")
      + (test.comparedSeeds.label("A", "B").map { ", \($0)" } ?? "")
  }

  private static func table(of tests: [TestSetComparison]) -> String {
    TextTable(
      heading: ["test set", "n", "metric", "A", "B", "B - A", "p", "Holm", "detectable", ""],
      rows: tests.flatMap { test in
        test.metrics.enumerated().map { index, measured in
          [
            index == 0 ? name(test) : "", index == 0 ? "\(test.shared)" : "", measured.metric,
            number(measured.first), number(measured.second), difference(measured),
            probability(measured.p), probability(measured.adjustedP),
            number(measured.minimumDetectable), test.isLeaky ? "LEAKY" : "",
          ]
        }
      }
    ).text
  }

  private static func flips(of tests: [TestSetComparison]) -> String {
    TextTable(
      heading: ["flips", "B mends", "B breaks", "McNemar p"],
      rows: tests.map { test in
        [name(test), "\(test.mended)", "\(test.broken)", probability(test.mcnemarP)]
      }
    ).text
  }

  private static func parts(
    of tests: [TestSetComparison], _ title: String,
    _ parts: KeyPath<TestSetComparison, [TestSetComparison.Part]>
  ) -> String {
    ([title]
      + tests.map { test in
        let cells = test[keyPath: parts].map { part in
          let value = part.measured.difference?.signed(to: 3) ?? "undetermined"
          return "\(part.name) \(value)\(part.measured.isClear ? "*" : "")"
        }
        return "  \(name(test)): \(cells.joined(separator: "  "))"
      }).joined(separator: "\n")
  }

  private var notes: [String] {
    onlyFirst.map { "Only A has \($0)." } + onlySecond.map { "Only B has \($0)." }
      + otherFolds + unshared.map { "\($0): no utterance is the same for both." }
      + tests.filter { $0.onlyFirst + $0.onlySecond > 0 }.map {
        "\($0.title): \($0.onlyFirst, "utterance") only A answered, "
          + "\($0.onlySecond) only B; left out."
      }
      + tests.filter { $0.unlike > 0 }.map {
        "\($0.title): \($0.unlike, "utterance") with another recording or another true emotion in "
          + "B; left out."
      }
      + seedNotes.map { "Of \($0)." }
  }

  private static func number(_ value: Double?) -> String {
    value?.rounded(to: 3) ?? "undetermined"
  }

  private static func probability(_ p: Double?) -> String {
    p.map { $0 < 0.001 ? "< 0.001" : $0.rounded(to: 3) } ?? "undetermined"
  }

  private static func difference(_ measured: TestSetComparison.Measured) -> String {
    guard let value = measured.difference else { return "undetermined" }
    let range = measured.interval.map {
      " [\($0.lower.signed(to: 3)), \($0.upper.signed(to: 3))]\(measured.isClear ? "*" : "")"
    }
    return value.signed(to: 3) + (range ?? "")
  }
}

extension RunComparison {
  /// Whether B is worse than A by more than a margin on a test set without leaks: failed where the
  /// whole interval of accuracy or UAR lies below the margin, passed where none reaches below it,
  /// else undetermined; undetermined, too, without an honest test set or an interval, and where B
  /// lacks a test set or an answer that A has, or has others of the same name: what is left says
  /// nothing of those.
  func status(margin: Double) -> Status {
    let honest = tests.filter { !$0.isLeaky && !$0.evaluationProtocol.leaksByDesign }
    let measured = honest.flatMap(\.metrics)
    let intervals = measured.compactMap(\.interval)
    if intervals.contains(where: { $0.upper < -margin }) { return .failed }
    let isWhole =
      !measured.isEmpty && intervals.count == measured.count && !lacksEvidence
      && honest.allSatisfy { $0.onlyFirst == 0 && $0.unlike == 0 }
    return isWhole && intervals.allSatisfy { $0.lower >= -margin } ? .passed : .undetermined
  }
}
