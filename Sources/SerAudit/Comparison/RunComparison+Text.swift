import Findings
import Metrics
import Reports
import Wording

extension RunComparison {
  /// The comparison for a terminal.
  var text: String {
    var blocks = ["A  \(first.run)\nB  \(second.run)"]
    if !tests.isEmpty { blocks += [Self.table(of: tests), Self.flips(of: tests)] }
    if let unheard { blocks.append(table(of: unheard)) }
    let speakers = tests.filter { $0.speakers.count > 1 }
    if !speakers.isEmpty {
      blocks.append(Self.parts(of: speakers, "accuracy by speaker, B - A", \.speakers))
    }
    if !tests.isEmpty {
      blocks.append(Self.parts(of: tests, "recall by emotion, B - A", \.classes))
    }
    if !notes.isEmpty { blocks.append(notes.joined(separator: "\n")) }
    blocks.append(
      "* the interval excludes 0. p: sign-flip test by the resampled unit, Holm over the "
        + "\(tests.isEmpty ? "speakers" : unheard == nil ? "test sets" : "test sets or speakers");"
        + "\n  detectable: found so in four of five repetitions. McNemar's p only describes."
        + "\n  Seeds are held fixed: a difference may be no more than another training makes.")
    return blocks.joined(separator: "\n\n")
  }

  private static func name(_ test: TestSetComparison) -> String {
    test.title + (test.secondTrainedOn.map { " (B trained on \($0))" } ?? "")
      + (test.comparedSeeds.label("A", "B").map { ", \($0)" } ?? "")
  }

  private static func name(_ speaker: SpeakerComparison) -> String {
    speaker.speaker + (speaker.comparedSeeds.label("A", "B").map { ", \($0)" } ?? "")
  }

  private static func table(of tests: [TestSetComparison]) -> String {
    TextTable(
      heading: ["test set", "n", "metric", "A", "B", "B - A", "p", "Holm", "detectable", ""],
      rows: tests.flatMap { test in
        test.metrics.enumerated().map { index, measured in
          [
            index == 0 ? name(test) : "", index == 0 ? "\(test.shared)" : "",
          ] + cells(of: measured) + [test.isLeaky ? "LEAKY" : ""]
        }
      }
    ).text
  }

  private static func cells(of measured: TestSetComparison.Measured) -> [String] {
    [
      measured.metric, number(measured.first), number(measured.second), difference(measured),
      probability(measured.p), probability(measured.adjustedP),
      number(measured.minimumDetectable),
    ]
  }

  /// Each speaker whom neither heard, with what either model was trained on.
  private func table(of unheard: UnheardComparison) -> String {
    let rows = unheard.speakers.flatMap { speaker in
      speaker.metrics.enumerated().map { index, measured in
        let labels = [
          Self.name(speaker), first.training(on: speaker.trainedOn),
          second.training(on: speaker.secondTrainedOn), "\(speaker.shared)",
          "\(speaker.mended)", "\(speaker.broken)",
        ]
        return (index == 0 ? labels : labels.map { _ in "" }) + Self.cells(of: measured)
      }
    }
    return "by speaker whom neither heard, in whatever fold or rung\n"
      + TextTable(
        heading: [
          "speaker", "A trained on", "B trained on", "n", "B mends", "B breaks", "metric", "A",
          "B", "B - A", "p", "Holm", "detectable",
        ], rows: rows
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
      + unshared.map { "\($0): no utterance is the same for both." }
      + tests.filter { $0.onlyFirst + $0.onlySecond > 0 }.map {
        "\($0.title): \($0.onlyFirst, "utterance") only A answered, "
          + "\($0.onlySecond) only B; left out."
      }
      + tests.filter { $0.unlike > 0 }.map {
        "\($0.title): \($0.unlike, "utterance") with another recording or another true emotion in "
          + "B; left out."
      }
      + (unheard.map(Self.notes) ?? []) + seedNotes.map { "Of \($0)." }
  }

  private static func notes(of unheard: UnheardComparison) -> [String] {
    func only(_ side: String, _ speakers: [String]) -> [String] {
      speakers.map { "Only \(side) has answers about \($0) without having heard the speaker." }
    }
    return only("A", unheard.onlyFirst) + only("B", unheard.onlySecond)
      + unheard.unshared.map { "\($0): no recording is the same for both." }
      + unheard.speakers.filter { $0.onlyFirst + $0.onlySecond > 0 }.map {
        "\($0.speaker): \($0.onlyFirst, "utterance") only A answered, "
          + "\($0.onlySecond) only B; left out."
      }
      + unheard.speakers.filter { $0.unlike > 0 }.map {
        "\($0.speaker): \($0.unlike, "utterance") with another recording or another true emotion "
          + "in B; left out."
      }
  }

  private static func number(_ value: Double?) -> String {
    value?.rounded(to: 3) ?? "undetermined"
  }

  static func probability(_ p: Double?) -> String {
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
