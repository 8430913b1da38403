import Corpora

/// A model card as a sequence of sections: what the team says of each, and what was measured, in
/// the words of the report. Nothing in here is escaped.
struct CardDocument {
  let title: String
  let subtitle: String
  /// What stands below the title of a run that is not complete; `nil` for a complete one.
  let incomplete: String?
  let verdict: VerdictBlock
  /// The banner over the card, or `nil` where all recordings are of people.
  let synthetic: String?
  let sections: [CardSection]

  /// Puts a report and the words of a team into the sections of Mitchell et al., "Model Cards for
  /// Model Reporting", FAT* 2019.
  init(_ report: AuditReport, _ statements: CardStatements) {
    title = statements[.name].map { "Model card: \($0)" } ?? "Model card of run \(report.run.id)"
    subtitle =
      "Numbers and judgements are those of the audit of run \(report.run.id), whose report has the "
      + "findings, tables and charts that are named here. What the team says is marked as such and "
      + "was not checked."
    incomplete =
      report.run.isComplete
      ? nil
      : "The run is not complete: what is missing here was not measured, and the front matter has "
        + "no results. Finish the run, and write the card again."
    verdict = VerdictBlock(report.verdict)
    synthetic = report.isSynthetic ? ReportDocument.syntheticBanner : nil
    let contents: [(title: String, fields: [CardStatements.Field], blocks: [ReportBlock])] = [
      ("Model details", [.name, .owners, .contact, .licence], Self.details(report)),
      ("Intended use", [.intendedUse, .outOfScope], Self.use(report)),
      ("Factors", [], Self.factors(report)), ("Metrics", [], Self.metrics(report)),
      ("Evaluation data", [], Self.evaluationData(report)),
      ("Training data", [], Self.trainingData(report)),
      ("Quantitative analyses", [], Self.analyses(report)),
      ("Ethical considerations", [.ethicalReview], Self.ethics(report)),
      ("Caveats and recommendations", [.monitoring], Self.caveats(report)),
    ]
    sections = contents.map { content in
      CardSection(
        sectionTitle: content.title,
        fields: content.fields.map { StatedField($0, statements, of: report) },
        blocks: content.blocks)
    }
  }
}

/// A section of a card.
struct CardSection {
  let sectionTitle: String
  /// What only the team can say.
  let fields: [StatedField]
  /// What was measured.
  let blocks: [ReportBlock]
}
