import Corpora
import Findings

extension ReportSection {
  /// What is left on unseen speakers of a calibration that was fitted to known ones.
  static func calibration(_ report: AuditReport) -> ReportSection? {
    guard let summary = report.calibration else { return nil }
    let blocks = transferBlocks(summary) + riskBlocks(summary)
    guard !blocks.isEmpty else { return nil }
    return ReportSection(
      id: "calibration", short: "Recalibration", title: "Can its confidence be put to use?",
      blocks: report.firstSeedBlocks + blocks)
  }

  /// What a calibration changes on known and on unseen speakers.
  private static func transferBlocks(_ summary: CalibrationSummary) -> [ReportBlock] {
    guard !summary.rows.isEmpty else { return [] }
    let temperatures = summary.temperatures.map { fitted in
      "\(NumberText.decimal(fitted.value)) for \(fitted.origin.trainedOn)"
        + (fitted.isAtBound ? " (an end of the range)" : "")
    }
    let metrics = [("ece", "Calibration error (ECE)"), ("nll", "Negative log likelihood (NLL)")]
    let tables = metrics.compactMap { metric, title -> ReportTable? in
      let rows = summary.rows.filter { $0.metric == metric }
      return rows.isEmpty ? nil : table(rows, caption: title)
    }
    let paragraph =
      "Each calibration is fitted to dev data of the training speakers alone. Known: other "
      + "recordings of those speakers, whose numbers are LEAKY; unseen: speakers whom training "
      + "never heard. Less is better; what survives is the part of the gain on known speakers that "
      + "is left on unseen ones, where both are more than chance may give. Fitted temperatures "
      + "(above 1: over-confident): \(temperatures.joined(separator: ", "))."
    return [.paragraph(paragraph)] + boundBlocks(summary) + unknownBlocks(summary)
      + tables.map(ReportBlock.table)
  }

  /// What cannot be said where no recording of a training speaker is tested.
  private static func unknownBlocks(_ summary: CalibrationSummary) -> [ReportBlock] {
    let alone = summary.rows.filter { $0.known == nil }.map(\.origin).distinct()
    guard !alone.isEmpty else { return [] }
    return [
      .note(
        notTested(alone) + "what a calibration gains on them, and how much of that survives on "
          + "unseen speakers, cannot be told.")
    ]
  }

  /// The start of a sentence about models of which the known speakers are not tested.
  static func notTested(_ origins: [Origin]) -> String {
    "No other recording of the training speakers is tested ("
      + origins.map(\.direction).distinct().joined(separator: ", ") + "), so "
  }

  /// What a temperature says that the fit could not place.
  private static func boundBlocks(_ summary: CalibrationSummary) -> [ReportBlock] {
    guard summary.temperatures.contains(where: \.isAtBound) else { return [] }
    return [
      .paragraph(
        "A temperature at the end of its range means that the dev data could not determine it, as "
          + "where no dev answer is wrong; read these rows as a warning against calibrating on a "
          + "speaker whom the model knows.")
    ]
  }

  /// The error that is left when the least sure answers are turned down.
  private static func riskBlocks(_ summary: CalibrationSummary) -> [ReportBlock] {
    guard let first = summary.risks.first else { return [] }
    let table = ReportTable(
      caption: "Share of errors when only the most confident answers are kept",
      columns: ["Protocol and speakers"] + first.points.map(kept),
      rows: summary.risks.map { curve in
        ReportRow(
          isLeaky: curve.origin.isLeaky, curve.origin.label, curve.points.map { .value($0.risk) })
      })
    return [
      .paragraph(
        "Where confidence tells right from wrong, turning down the least sure answers leaves fewer "
          + "errors: a row should fall from right to left."), .table(table),
    ]
  }

  /// `10 % kept` of a coverage of `0.1`.
  private static func kept(_ point: CalibrationSummary.RiskCurve.Point) -> String {
    (Double(point.coverage).map(NumberText.percent) ?? point.coverage) + " kept"
  }

  private static func table(_ rows: [CalibrationSummary.Row], caption: String) -> ReportTable {
    func arrow(_ pair: CalibrationSummary.Pair) -> ReportCell {
      .number("\(NumberText.decimal(pair.before)) → \(NumberText.decimal(pair.after))")
    }
    return ReportTable(
      caption: caption,
      columns: [
        "Model", "Calibration", "Known (LEAKY)", "Unseen", "Change on unseen", "Survives",
      ],
      rows: rows.map { row in
        ReportRow(
          isLeaky: row.origin.isLeaky, row.origin.detail, .text(row.method),
          row.known.map(arrow) ?? .number("–"), arrow(row.unseen), .difference(row.change),
          .number(survival(row)))
      })
  }

  private static func survival(_ row: CalibrationSummary.Row) -> String {
    let change = row.change.interval
    if let change, change.lower > 0 { return "nothing: it harms" }
    if let share = row.survivingShare {
      return (change?.upper ?? 0) < 0 ? NumberText.percent(share) : "not shown"
    }
    guard let known = row.known else { return "–" }
    guard let before = known.before, let after = known.after, row.unseen.before != nil,
      row.unseen.after != nil
    else { return NumberText.undetermined }
    return after < before ? "no gain shown" : "no gain to survive"
  }
}
