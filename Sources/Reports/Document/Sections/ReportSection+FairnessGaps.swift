import Corpora
import Findings

/// What groups are compared in, and how these comparisons came out.
extension ReportSection {
  /// What a comparison has to show, in the words that a reader of the table needs.
  static func introduction(_ summary: FairnessSummary) -> String {
    "\(summary.origin.stampedLabel). A comparison passes only if the model beats chance, the split "
      + "does not leak, and a gap of \(NumberText.decimal(summary.toleratedGap)) would have been "
      + "detected. P values are from permuting group labels (those of recordings within speaker "
      + "and emotion), Holm-corrected. An observed gap is never negative, so an interval above 0 "
      + "alone shows nothing."
  }

  /// How the comparisons are made, for those who want to check it.
  static func method(_ summary: FairnessSummary, hasSeveralSeeds: Bool) -> String {
    "What a guesser passes as well is shown apart as vacuous. P values come from dealing the groups "
      + "out anew over the model's own hits, corrected over all that is asked (Holm). Groups of "
      + "recordings are dealt out within each speaker and emotion: p asks what is left once the "
      + "emotions that a group holds are accounted for, while value and interval are of the plain "
      + "gap. The detectable gap would be found in four of five repetitions."
      + (summary.origin.trainedOn == Split.othersTraining
        ? " Each speaker was answered by a model that never heard that speaker, so the models "
          + "differ with the speakers: a difference between speakers may be one between models."
        : "")
      + (hasSeveralSeeds
        ? " All of it is of the first training seed: further seeds answer about the same speakers."
        : "")
  }

  /// The gaps with a p value, how to read them, and the others folded.
  static func gapBlocks(_ summary: FairnessSummary) -> [ReportBlock] {
    let asked = summary.gaps.filter { $0.p != nil }
    let others = summary.gaps.filter { $0.p == nil }
    var blocks: [ReportBlock] = []
    if !asked.isEmpty { blocks.append(.table(gapTable(asked, of: summary))) }
    let reading = gapReading(summary)
    if !reading.isEmpty { blocks.append(.note(reading.joined(separator: " "))) }
    let reasons = GapReasons.sentences(summary.gaps)
    if !reasons.isEmpty { blocks.append(.list(reasons)) }
    guard !others.isEmpty else { return blocks }
    return blocks + [
      .fold(
        "Ratios, worst groups, and gaps that could not be tested (\(others.count))",
        [.table(gapTable(others, of: summary, caption: "Numbers without a test of their own"))])
    ]
  }

  /// Why answers of the table and of the findings may look as if they did not agree.
  private static func gapReading(_ summary: FairnessSummary) -> [String] {
    var sentences: [String] = []
    let isUntested = summary.findings.contains {
      $0.check == "untested-subgroups" && $0.ground == "speaker"
    }
    if isUntested, summary.gaps.contains(where: { $0.attribute == "speaker" && $0.p != nil }) {
      sentences.append(
        "The rows of speaker ask whether these voices differ, utterance by utterance; the finding "
          + "untested-subgroups asks whether speakers of such a group differ from others, for which "
          + "these are too few.")
    }
    let names = summary.comparedGroups.filter { thirds.contains($0.group) }
    if !names.isEmpty {
      sentences.append(
        "Low, middle and high are thirds of all tested utterances. Accuracy and UAR of a third may "
          + "rank otherwise, since emotions are not equally common in it; weak-subgroup compares "
          + "within speaker and emotion.")
    }
    return sentences
  }

  private static let thirds: Set<String> = ["low", "middle", "high"]

  /// The metrics of each group.
  static func groupTable(
    _ groups: [FairnessSummary.Group], of summary: FairnessSummary
  ) -> ReportTable {
    ReportTable(
      caption: "Each group", isLeaky: summary.origin.isLeaky,
      columns: ["Attribute", "Group", "n", "Accuracy", "UAR", "ECE"],
      rows: groups.map { group in
        ReportRow(
          group.attribute, .text(named(group, summary.thirds)), .count(group.count),
          .measure(group.accuracy), .measure(group.uar), .measure(group.ece))
      })
  }

  /// A group, of a third with where it lies: `low (up to 182.4 Hz)`.
  private static func named(
    _ group: FairnessSummary.Group, _ thirds: [String: FairnessSummary.Thirds]
  ) -> String {
    guard let ends = thirds[group.attribute] else { return group.group }
    // Seconds differ in hundredths, all other measures by more than a tenth.
    let places = ends.unit == "s" ? 2 : 1
    let (low, middle) = (
      NumberText.decimal(ends.low, places: places), NumberText.decimal(ends.middle, places: places)
    )
    switch group.group {
    case "low": return "low (up to \(low) \(ends.unit))"
    case "middle": return "middle (to \(middle) \(ends.unit))"
    case "high": return "high (over \(middle) \(ends.unit))"
    default: return group.group
    }
  }

  private static func gapTable(
    _ gaps: [FairnessSummary.Gap], of summary: FairnessSummary,
    caption: String = "How far groups are apart"
  ) -> ReportTable {
    ReportTable(
      caption: caption, isLeaky: summary.origin.isLeaky,
      columns: ["Attribute", "Measure", "Value", "p (Holm)", "Detectable gap", "Answer"],
      rows: gaps.map { gap in
        ReportRow(
          gap.attribute, .text(gap.measure), .measure(gap.value),
          .number(gap.p.map { NumberText.probability($0) } ?? "–"),
          .number(gap.detectable.map { NumberText.decimal($0) } ?? (gap.p == nil ? "–" : "none")),
          .text(answer(gap)))
      })
  }

  private static func answer(_ gap: FairnessSummary.Gap) -> String {
    guard let status = gap.status else { return "follows the difference" }
    return "\(status.symbol) \(gap.isVacuous ? "vacuous pass" : status.rawValue)"
  }

  /// The findings: what fails with the largest gap first, small gaps and what cannot be told
  /// folded.
  static func findingBlocks(_ summary: FairnessSummary) -> [ReportBlock] {
    let weak = summary.weak
    let small = weak.filter { summary.shortfalls[$0].map { $0 < smallGap } ?? false }
    let general = summary.findings.filter {
      generalChecks.contains($0.check) && !weak.contains($0)
    }
    let limits = general.filter { unknowable.contains($0.check) && $0.status == .undetermined }
    let others = general.filter { !limits.contains($0) }
    let open =
      others.filter { $0.status == .failed } + weak.filter { !small.contains($0) }
      + others.filter { $0.status != .failed }
    return (open.isEmpty ? [] : [.findings(open.map(FindingBlock.init))])
      + folded(
        small,
        title: "Groups recognised less often by under \(NumberText.decimal(smallGap))")
      + folded(limits, title: "What these recordings cannot tell")
  }

  /// A gap of accuracy below which a finding is folded.
  private static let smallGap = 0.05

  /// Checks that say what the corpus, not the model, leaves open.
  private static let unknowable = [
    "population-claim", "confounded-attributes", "uncompared-groups",
  ]
}
