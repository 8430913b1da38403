import Metrics

/// A comparison of two runs as Markdown.
public enum ComparisonPage {
  /// The text of the file.
  public static func render(_ comparison: RunComparison) -> String {
    var lines = [
      "# Two runs compared", "", "- A: \(side(comparison.first))",
      "- B: \(side(comparison.second))", "",
      "Differences are B minus A on the utterances that both answered; of several seeds they are "
        + "means over those that both have. " + Escaping.markdown(Self.method), "",
    ]
    if !comparison.tests.isEmpty { lines += tables(of: comparison.tests) }
    if let unheard = comparison.unheard { lines += table(of: unheard, comparison) }
    lines += comparison.tests.flatMap(parts)
    lines += notes(of: comparison)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func tables(of tests: [TestSetComparison]) -> [String] {
    [
      "| test set | n | metric | A | B | B - A | p | after Holm | detectable |",
      "|---|---:|---|---:|---:|---:|---:|---:|---:|",
    ] + tests.flatMap(rows) + [
      "", "## Flips", "", "| test set | B mends | B breaks | McNemar p |", "|---|---:|---:|---:|",
    ]
      + tests.map {
        "| \(name($0)) | \($0.mended) | \($0.broken) | \(NumberText.probability($0.mcnemarP)) |"
      }
  }

  /// How the numbers are made, in words.
  private static let method =
    "Intervals (95 %) draw the same words, speakers or utterances from both; p is that of the "
    + "sign-flip test by the same unit, corrected by Holm over the test sets (or speakers) of a "
    + "metric; "
    + "detectable is the smallest true difference that would be found in four of five "
    + "repetitions, corrected so. McNemar's p takes answers for independent, which words of one "
    + "speaker are not: it describes. All of it holds the training seeds fixed: a difference may "
    + "be no more than another training of the same recipe makes, which the spread over seeds in "
    + "each report says."

  private static func side(_ side: RunComparison.Side) -> String {
    "\(Escaping.markdown(side.run)) (\(side.preset), \(side.started), version \(side.version))"
  }

  private static func name(_ test: TestSetComparison) -> String {
    var name = Escaping.markdown(test.title)
    if test.isLeaky { name = "LEAKY " + name }
    if let other = test.secondTrainedOn { name += " (B trained on \(Escaping.markdown(other)))" }
    if let seeds = test.comparedSeeds.label("A", "B") { name += ", \(seeds)" }
    return name
  }

  private static func rows(of test: TestSetComparison) -> [String] {
    test.metrics.map { "| \(name(test)) | \(test.shared) | \(cells(of: $0)) |" }
  }

  private static func cells(of measured: TestSetComparison.Measured) -> String {
    [
      measured.metric, number(measured.first), number(measured.second), difference(measured),
      NumberText.probability(measured.p), NumberText.probability(measured.adjustedP),
      number(measured.minimumDetectable),
    ].joined(separator: " | ")
  }

  /// Each speaker whom neither heard, with what either model was trained on.
  private static func table(
    of unheard: UnheardComparison, _ comparison: RunComparison
  ) -> [String] {
    let rows = unheard.speakers.flatMap { speaker in
      let labels = [
        name(speaker), Escaping.markdown(comparison.first.training(on: speaker.trainedOn)),
        Escaping.markdown(comparison.second.training(on: speaker.secondTrainedOn)),
        "\(speaker.shared)", "\(speaker.mended)", "\(speaker.broken)",
      ].joined(separator: " | ")
      return speaker.metrics.map { "| \(labels) | \(cells(of: $0)) |" }
    }
    return [
      "", "## By speaker whom neither heard", "",
      "The recordings that both answered without having heard their speaker, in whatever fold or "
        + "rung they stood.", "",
      "| speaker | A trained on | B trained on | n | B mends | B breaks | metric | A | B | B - A "
        + "| p | after Holm | detectable |",
      "|---|---|---|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|",
    ] + rows
  }

  private static func name(_ speaker: SpeakerComparison) -> String {
    Escaping.markdown(speaker.speaker)
      + (speaker.comparedSeeds.label("A", "B").map { ", \($0)" } ?? "")
  }

  private static func parts(of test: TestSetComparison) -> [String] {
    ["", "## \(name(test))"] + table(of: test.speakers, by: "speaker", metric: "accuracy")
      + table(of: test.classes, by: "emotion", metric: "recall")
  }

  private static func table(
    of parts: [TestSetComparison.Part], by title: String, metric: String
  ) -> [String] {
    let rows = parts.map { part in
      "| \(Escaping.markdown(part.name)) | \(part.count) | \(number(part.measured.first)) | "
        + "\(number(part.measured.second)) | \(difference(part.measured)) | \(part.mended) | "
        + "\(part.broken) |"
    }
    return [
      "", "| \(title) | n | \(metric) of A | of B | B - A | B mends | B breaks |",
      "|---|---:|---:|---:|---:|---:|---:|",
    ] + rows
  }

  private static func notes(of comparison: RunComparison) -> [String] {
    let only =
      comparison.onlyFirst.map { "only A has \(Escaping.markdown($0))" }
      + comparison.onlySecond.map { "only B has \(Escaping.markdown($0))" }
    let tests = comparison.tests.flatMap {
      leftOut(of: name($0), $0.onlyFirst, $0.onlySecond, unlike: $0.unlike)
    }
    let unshared = comparison.unshared.map {
      "\(Escaping.markdown($0)): no utterance is the same for both"
    }
    let all =
      only + tests + unshared + (comparison.unheard.map(notes) ?? [])
      + comparison.seedNotes.map(Escaping.markdown)
    return all.isEmpty ? [] : ["", "## Not compared", ""] + all.map { "- \($0)" }
  }

  private static func notes(of unheard: UnheardComparison) -> [String] {
    func only(_ side: String, _ speakers: [String]) -> [String] {
      speakers.map {
        "only \(side) has answers about \(Escaping.markdown($0)) without having heard the speaker"
      }
    }
    return only("A", unheard.onlyFirst) + only("B", unheard.onlySecond)
      + unheard.unshared.map { "\(Escaping.markdown($0)): no recording is the same for both" }
      + unheard.speakers.flatMap {
        leftOut(of: name($0), $0.onlyFirst, $0.onlySecond, unlike: $0.unlike)
      }
  }

  private static func leftOut(
    of name: String, _ onlyFirst: Int, _ onlySecond: Int, unlike: Int
  ) -> [String] {
    var notes: [String] = []
    if onlyFirst + onlySecond > 0 {
      notes.append(
        "\(name): \(NumberText.count(onlyFirst, of: "utterance")) that only A answered and "
          + "\(NumberText.count(onlySecond)) that only B answered are left out")
    }
    if unlike > 0 {
      notes.append(
        "\(name): \(NumberText.count(unlike, of: "utterance")) with another recording or another "
          + "true emotion in B are left out")
    }
    return notes
  }

  private static func number(_ value: Double?) -> String {
    value.map { NumberText.decimal($0, places: 3) } ?? NumberText.undetermined
  }

  private static func difference(_ measured: TestSetComparison.Measured) -> String {
    guard let value = measured.difference else { return NumberText.undetermined }
    let range = measured.interval.map { " \(NumberText.bounds($0, places: 3))" } ?? ""
    let text = NumberText.signed(value, places: 3) + range
    return measured.isClear ? "**\(text)**" : text
  }
}
