extension ReportSection {
  /// What the numbers say, in a paragraph.
  static func reading(_ report: AuditReport) -> ReportSection {
    ReportSection(
      id: "reading", short: "Reading", title: "What this says",
      blocks: [.paragraph(Reading.text(report))])
  }

  /// The protocol ladder: one chart and one table.
  static func ladder(_ report: AuditReport) -> ReportSection? {
    guard !report.ladder.isEmpty else { return nil }
    let rows = report.ladder.map { row in
      ReportRow(
        isLeaky: row.origin.isLeaky, row.origin.label,
        [
          .count(row.count), .measure(row.uar), .measure(row.accuracy), .value(row.chance),
          .value(row.majorityShare),
          .number(row.inflation.map(NumberText.difference) ?? "–"),
        ])
    }
    let table = ReportTable(
      caption: "Protocol ladder: the same recipe under each way of splitting",
      columns: [
        "Protocol and speakers", "n", "UAR", "Accuracy", "Chance UAR", "Majority share",
        "Inflation (UAR)",
      ], rows: rows)
    let leaky = report.ladder.contains(where: \.origin.isLeaky)
    let figure = ReportFigure(
      title: "UAR by protocol", isLeaky: false, description: ladderDescription(report.ladder),
      panels: [
        ReportPanel(heading: nil, svg: ForestPlot.svg(report.ladder, width: .wide), fit: "wide"),
        ReportPanel(
          heading: nil, svg: ForestPlot.svg(report.ladder, width: .narrow), fit: "narrow"),
      ], numbers: nil)
    var blocks: [ReportBlock] = [
      .paragraph(
        "UAR is the mean recall over the emotions. A rung stamped LEAKY shares speakers, words or "
          + "recordings between training and test; it is shown for comparison and never gates.")
    ]
    blocks += [.figures([figure], isWide: true), .table(table)]
    if leaky {
      blocks.append(
        .note(
          "Inflation is UAR of the LEAKY rung minus UAR of the honest rung it is set against."))
    }
    let times = report.testLooks == 1 ? "once" : "\(NumberText.count(report.testLooks)) times"
    blocks.append(.note("Test parts were looked at \(times) in this run."))
    return ReportSection(id: "ladder", short: "Ladder", title: "Protocol ladder", blocks: blocks)
  }

  private static func ladderDescription(_ rows: [LadderRow]) -> String {
    var text = "UAR with its interval; the numbers follow in the table."
    if rows.contains(where: \.origin.isLeaky) { text += " Open discs are LEAKY." }
    if let chance = rows.compactMap(\.chance).first {
      text += " The dashed line is chance, \(NumberText.decimal(chance))."
    }
    return text
  }
}
