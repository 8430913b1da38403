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
    lines += [
      "| test set | n | metric | A | B | B - A | p | after Holm | detectable |",
      "|---|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += comparison.tests.flatMap(rows)
    lines += [
      "", "## Flips", "", "| test set | B mends | B breaks | McNemar p |", "|---|---:|---:|---:|",
    ]
    lines += comparison.tests.map {
      "| \(name($0)) | \($0.mended) | \($0.broken) | \(NumberText.probability($0.mcnemarP)) |"
    }
    lines += comparison.tests.flatMap(parts)
    lines += notes(of: comparison)
    return lines.joined(separator: "\n") + "\n"
  }

  /// How the numbers are made, in words.
  private static let method =
    "Intervals (95 %) draw the same words, speakers or utterances from both; p is that of the "
    + "sign-flip test by the same unit, corrected by Holm over the test sets of a metric; "
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
    test.metrics.map { measured in
      "| \(name(test)) | \(test.shared) | \(measured.metric) | \(number(measured.first)) | "
        + "\(number(measured.second)) | \(difference(measured)) | "
        + "\(NumberText.probability(measured.p)) | "
        + "\(NumberText.probability(measured.adjustedP)) | \(number(measured.minimumDetectable)) |"
    }
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
    let alone =
      comparison.onlyFirst.map { "- only A has \(Escaping.markdown($0))" }
      + comparison.onlySecond.map { "- only B has \(Escaping.markdown($0))" }
      + comparison.otherFolds.map { "- \(Escaping.markdown($0))" }
      + comparison.tests.filter { $0.onlyFirst + $0.onlySecond > 0 }.map { test in
        "- \(name(test)): \(NumberText.count(test.onlyFirst, of: "utterance")) that only A answered "
          + "and \(NumberText.count(test.onlySecond)) that only B answered are left out"
      }
      + comparison.unshared.map { "- \(Escaping.markdown($0)): no utterance is the same for both" }
      + comparison.tests.filter { $0.unlike > 0 }.map { test in
        "- \(name(test)): \(NumberText.count(test.unlike, of: "utterance")) with another recording "
          + "or another true emotion in B are left out"
      }
      + comparison.seedNotes.map { "- \(Escaping.markdown($0))" }
    return alone.isEmpty ? [] : ["", "## Not compared", ""] + alone
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
