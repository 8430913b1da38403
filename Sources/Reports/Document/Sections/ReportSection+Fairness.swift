import Corpora
import Findings

extension ReportSection {
  /// Whom the models serve worse, by how much more than chance makes of it, and what cannot be
  /// told.
  static func fairness(_ report: AuditReport) -> ReportSection? {
    guard let summary = report.fairness else { return nil }
    let shown = summary.findings.filter { general.contains($0.check) }
    var blocks: [ReportBlock] = [
      .paragraph(
        "\(summary.origin.stampedLabel). An answer counts as passed only if the model does better "
          + "than guessing, on a test that does not leak, and a gap of a tenth would have been "
          + "seen; what a guesser passes as well is shown apart as vacuous. P values come from "
          + "dealing the groups out anew over the model's own hits, corrected over all that is "
          + "asked (Holm). Groups of utterances are dealt out within each speaker and emotion: p "
          + "asks what is left once the emotions that a group holds are accounted for, while value "
          + "and interval are of the plain gap, which is never negative, so that an interval off 0 "
          + "is no finding by itself."
          + (summary.origin.trainedOn == Split.othersTraining
            ? " Each speaker was answered by a model that never heard that speaker, so the models "
              + "differ with the speakers: a difference between speakers may be one between models."
            : "")
          + (report.hasSeveralSeeds
            ? " All of it is of the first training seed: further seeds answer about the same "
              + "speakers."
            : "")),
      .findings(shown.map(FindingBlock.init)),
      .table(countTable(summary)),
    ]
    if !summary.groups.isEmpty { blocks.append(.table(groupTable(summary))) }
    if !summary.gaps.isEmpty { blocks.append(.table(gapTable(summary))) }
    let reasons = GapReasons.sentences(summary.gaps)
    if !reasons.isEmpty { blocks.append(.list(reasons)) }
    let standard = summary.findings.filter(isStandard)
    if !standard.isEmpty {
      blocks += [
        .table(standardTable(standard, of: summary)),
        .note(
          "The standard checks are the categorical correctness and fairness checks that ser-tests "
            + "published. Limits of comparisons are what a guesser stays within in 1,000 "
            + "simulations of these sizes; where that is wider than the published limit, the data "
            + "cannot answer."),
      ]
    }
    if !summary.words.isEmpty {
      blocks.append(.table(wordTable(summary, hasSeveralSeeds: report.hasSeveralSeeds)))
    }
    return ReportSection(
      id: "fairness", short: "Fairness", title: "Is anybody served worse?", blocks: blocks)
  }

  /// Checks whose findings stand in the section on fairness, so that they are not said again below.
  static func isOfFairness(_ finding: Finding) -> Bool {
    general.contains(finding.check) || finding.check.hasPrefix("fairness-") || isStandard(finding)
  }

  private static let general = [
    "skill-gate", "population-claim", "confounded-attributes", "uncompared-groups",
    "weak-subgroup", "untested-subgroups",
  ]

  private static func isStandard(_ finding: Finding) -> Bool {
    ["correctness-", "fairness-"].contains { finding.check.hasPrefix($0) }
      && finding.importance == .note
  }

  private static func countTable(_ summary: FairnessSummary) -> ReportTable {
    ReportTable(
      caption: "How the answers came out", isLeaky: summary.origin.isLeaky,
      columns: ["Asked", "Passed", "Failed", "Undetermined", "Vacuous"],
      rows: summary.counts.map { counts in
        ReportRow(
          counts.kind.replacing("-", with: " "),
          [
            .count(counts.passed), .count(counts.failed), .count(counts.undetermined),
            .count(counts.vacuous),
          ])
      })
  }

  private static func groupTable(_ summary: FairnessSummary) -> ReportTable {
    ReportTable(
      caption: "Each group", isLeaky: summary.origin.isLeaky,
      columns: ["Attribute", "Group", "n", "Accuracy", "UAR", "ECE"],
      rows: summary.groups.map { group in
        ReportRow(
          group.attribute,
          [
            .text(group.group), .count(group.count), .measure(group.accuracy),
            .measure(group.uar), .measure(group.ece),
          ])
      })
  }

  private static func gapTable(_ summary: FairnessSummary) -> ReportTable {
    ReportTable(
      caption: "How far groups are apart", isLeaky: summary.origin.isLeaky,
      columns: ["Attribute", "Measure", "Value", "p (Holm)", "Detectable gap", "Answer"],
      rows: summary.gaps.map { gap in
        ReportRow(
          gap.attribute,
          [
            .text(gap.measure), .measure(gap.value),
            .number(gap.p.map { NumberText.probability($0) } ?? "–"),
            .number(
              gap.detectable.map { NumberText.decimal($0) } ?? (gap.p == nil ? "–" : "none")),
            .text(answer(gap)),
          ])
      })
  }

  private static func answer(_ gap: FairnessSummary.Gap) -> String {
    guard let status = gap.status else { return "follows the difference" }
    return "\(status.symbol) \(gap.isVacuous ? "vacuous pass" : status.rawValue)"
  }

  private static func standardTable(
    _ findings: [Finding], of summary: FairnessSummary
  ) -> ReportTable {
    ReportTable(
      caption: "Standard checks", isLeaky: summary.origin.isLeaky,
      columns: [
        "Check", "Passed", "Failed", "Undetermined", "Vacuous", "First that does not pass",
      ],
      rows: findings.grouped(by: \.check).map { name, own in
        let vacuous = own.filter(summary.vacuous.contains)
        func count(_ status: Status, without others: Int = 0) -> ReportCell {
          .count(own.count { $0.status == status } - others)
        }
        let open = own.first { $0.status == .failed } ?? own.first { $0.status == .undetermined }
        return ReportRow(
          name,
          [
            count(.passed), count(.failed), count(.undetermined, without: vacuous.count),
            .count(vacuous.count), .text(open?.message ?? "–"),
          ])
      })
  }

  /// So many words, and those that are recognised as often as the last of them, as far as these are
  /// no more than `mostWords` together.
  private static let fewestWords = 10
  private static let mostWords = 20

  private static func wordTable(
    _ summary: FairnessSummary, hasSeveralSeeds: Bool
  ) -> ReportTable {
    let first = summary.words.prefix(fewestWords)
    let tied = summary.words.prefix { $0.accuracy <= first.last?.accuracy ?? 0 }
    let shown = tied.count > mostWords ? first : tied
    let more = tied.count - shown.count
    let rest =
      more == 0
      ? "" : "; \(NumberText.count(more)) more \(more == 1 ? "is" : "are") as low as the last"
    return ReportTable(
      caption: (shown.count == 1
        ? "The word that is recognised least, of "
        : "The \(shown.count) words that are recognised least, of ")
        + NumberText.count(summary.words.count) + (hasSeveralSeeds ? ", by the first seed" : "")
        + " (the ledger has all\(rest))",
      isLeaky: summary.origin.isLeaky, columns: ["Word", "Accuracy", "Utterances"],
      rows: shown.map { ReportRow($0.word, [.value($0.accuracy), .count($0.count)]) })
  }
}
