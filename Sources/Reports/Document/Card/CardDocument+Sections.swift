import Corpora
import Findings
import Metrics
import Wording

/// What each section of a card has of the audit, in the report's own sentences and tables.
extension CardDocument {
  static func details(_ report: AuditReport) -> [ReportBlock] {
    let models =
      report.isForeign
      ? []
      : [
        ReportBlock.paragraph(
          "One recipe was fitted anew for each group of training speakers and each seed. Every "
            + "number is of the recipe, and a file of weights is one of these models.")
      ]
    return models + ReportSection.provenance(report).blocks.filter { $0.table != nil }
  }

  static func use(_ report: AuditReport) -> [ReportBlock] {
    report.limitationsOfUse.isEmpty
      ? [] : [.paragraph("Of use the audit says:"), .list(report.limitationsOfUse)]
  }

  /// Which groups and which conditions were told apart.
  static func factors(_ report: AuditReport) -> [ReportBlock] {
    let compared = report.fairness.map { Set($0.comparedGroups.map(\.attribute)).sorted() } ?? []
    let groups =
      compared.isEmpty
      ? "Groups of speakers or recordings were not compared."
      : "Groups were compared by \(compared.listed)."
    let perturbations = RobustnessChart.perturbations(report.robustness)
    let changes =
      perturbations.isEmpty
      ? "How the model does when the audio gets worse was not measured."
      : "The audio was made worse by \(perturbations.listed)."
    return [.paragraph("\(groups) \(changes)")]
  }

  /// What the numbers are, what they vary over, and how limits decide.
  static func metrics(_ report: AuditReport) -> [ReportBlock] {
    let rows = report.ladderRows
    let words = rows.isEmpty ? [] : [ReportSection.ladderWords(rows)]
    let ends = DecidingEnds.sentences(report.verdict?.findings ?? [])
    return [.paragraph((words + ends).joined(separator: " "))].filter { $0.paragraph != "" }
  }

  static func evaluationData(_ report: AuditReport) -> [ReportBlock] {
    let corpora = report.corpora.map(ReportSection.size)
    return [.paragraph((corpora + [ReportSection.looks(report)]).joined(separator: " "))]
  }

  /// Whom training heard, as far as it is known.
  static func trainingData(_ report: AuditReport) -> [ReportBlock] {
    if let stated = report.verdict?.statedTraining {
      return [
        .paragraph(
          "The model was trained elsewhere. What is said of it rests on \(stated.reservation).")
      ]
    }
    let origins = report.ladderRows.map(\.origin)
    if origins.contains(where: { $0.trainedOn == Split.unknownTraining }) {
      return [.paragraph(Reading.unknownTraining)]
    }
    let honest = origins.filter { !$0.isLeaky }
    let directions = (honest.isEmpty ? origins : honest)
      .map { $0.isLeaky ? "LEAKY: \($0.direction)" : $0.direction }.distinct()
    guard !directions.isEmpty else { return [.paragraph("No number says whom training heard.")] }
    let heard =
      directions.count > mostDirections
      ? "whom the table below has before its arrows" : directions.listed
    return [
      .paragraph(
        "Training heard those before the arrow (\(heard)). Each test set was judged for leakage, "
          + "and what leaks is stamped LEAKY.")
    ]
  }

  /// The most directions that are named in a sentence.
  private static let mostDirections = 4

  /// The numbers that do not leak, and what they say.
  static func analyses(_ report: AuditReport) -> [ReportBlock] {
    let honest = report.ladderRows.filter { !$0.origin.isLeaky }
    let table = ReportSection.ladderTable(
      honest, caption: "Test sets that do not leak", withInflation: false)
    // Who is served worse is told below.
    let groups = report.fairness.map { FairnessAnswer($0, of: report).differences } ?? []
    let items = Reading.items(report)
    let details = ReadingDetails.sentences(report).filter { !groups.contains($0) }
    return (honest.isEmpty ? [] : [.table(table)]) + [.paragraph(Reading.opening(report))]
      + (items.isEmpty ? [] : [.list(items)])
      + (details.isEmpty ? [] : [.paragraph("Not to be missed beside this:"), .list(details)])
  }

  /// Whether anybody is served worse.
  static func ethics(_ report: AuditReport) -> [ReportBlock] {
    guard let summary = report.fairness else {
      return [.paragraph("Whether anybody is served worse was not asked.")]
    }
    let answer = FairnessAnswer(summary, of: report)
    let items = answer.items
    return [.paragraph("Is anybody served worse? \(answer.headline)")]
      + (items.isEmpty ? [] : [.list(items)])
      + [.note("What is said here to stand below is in the report, under the same question.")]
  }

  /// What cannot be shown, and what would decide or mend.
  static func caveats(_ report: AuditReport) -> [ReportBlock] {
    let others = report.limitations.filter { !report.limitationsOfUse.contains($0) }
    let open = report.verdict?.findings.filter { $0.status != .passed } ?? []
    let advice = open.compactMap(\.advice).distinct().prefix(mostAdvice)
    return
      (others.isEmpty
      ? [] : [.paragraph("What the recordings and the design cannot show:"), .list(others)])
      + (advice.isEmpty
        ? [] : [.paragraph("Of what did not pass, the audit recommends:"), .list(Array(advice))])
  }

  /// The most pieces of advice; the report has all of them.
  private static let mostAdvice = 3
}
