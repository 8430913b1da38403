import Corpora
import Findings

extension ReportSection {
  /// Whom the models serve worse, by how much more than chance makes of it, and what cannot be
  /// told.
  static func fairness(_ report: AuditReport) -> ReportSection? {
    guard let summary = report.fairness else { return nil }
    let answer = FairnessAnswer(summary, of: report)
    var blocks: [ReportBlock] = [.paragraph(answer.headline)]
    if !answer.items.isEmpty { blocks.append(.list(answer.items)) }
    blocks.append(.paragraph(introduction(summary)))
    blocks += gapBlocks(summary)
    let groups = summary.comparedGroups
    if !groups.isEmpty { blocks.append(.table(groupTable(groups, of: summary))) }
    blocks += findingBlocks(summary)
    blocks.append(
      .fold(
        "How this is tested",
        [
          .paragraph(method(summary, hasSeveralSeeds: report.hasSeveralSeeds)),
          .table(countTable(summary)),
        ]))
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
    generalChecks.contains(finding.check) || finding.check.hasPrefix("fairness-")
      || isStandard(finding)
  }

  static let generalChecks = [
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
          counts.kind.replacing("-", with: " "), .count(counts.passed), .count(counts.failed),
          .count(counts.undetermined), .count(counts.vacuous))
      })
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
          name, count(.passed), count(.failed), count(.undetermined, without: vacuous.count),
          .count(vacuous.count), .text(open.map { PageWording.message($0.message) } ?? "–"))
      })
  }
}
