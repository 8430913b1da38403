extension ReportSection {
  /// What the numbers say: the words that are used, the ladder, and what must not be missed beside
  /// it.
  static func reading(_ report: AuditReport) -> ReportSection {
    let items = Reading.items(report)
    let details = ReadingDetails.sentences(report)
    return ReportSection(
      id: "reading", short: "Reading", title: "What this says",
      blocks: [.paragraph(Reading.opening(report))] + (items.isEmpty ? [] : [.list(items)])
        + (details.isEmpty ? [] : [.paragraph("Not to be missed beside this:"), .list(details)]))
  }

  /// The protocol ladder: one chart and one table; of several seeds their means, and each seed
  /// folded.
  static func ladder(_ report: AuditReport) -> ReportSection? {
    guard !report.ladder.isEmpty else { return nil }
    let rows = report.ladderRows
    var blocks: [ReportBlock] = [
      .paragraph(ladderWords(rows)),
      .figures([ladderFigure(rows)], isWide: true),
      .table(
        ladderTable(
          rows,
          caption: "Protocol ladder: "
            + (report.isForeign
              ? "the same model on each test set" : "the same recipe under each way of splitting"))),
    ]
    blocks += ladderNotes(rows, isForeign: report.isForeign)
    if let table = inflationTable(rows) { blocks.append(.table(table)) }
    blocks += asymmetry(report.asymmetries) + spread(report.spreads)
    blocks += ensembles(report.ensembles, isForeign: report.isForeign)
    blocks += transduction(report.transductive)
    if !report.ladderMeans.isEmpty {
      blocks.append(
        .fold(
          "Each seed", [.table(ladderTable(report.ladder, caption: "Protocol ladder by seed"))]))
    }
    blocks.append(.note(looks(report)))
    return ReportSection(id: "ladder", short: "Ladder", title: "Protocol ladder", blocks: blocks)
  }

  /// What the words of the ladder mean, and what its numbers are means of.
  static func ladderWords(_ rows: [LadderRow]) -> String {
    "UAR is the mean recall over the emotions. A rung stamped LEAKY has a speaker, a recording, a "
      + "near-duplicate or its parent on both sides of training and test, or nobody says what was "
      + "trained on; it is shown for comparison and never gates." + meanSentence(rows)
  }

  /// How often this run looked at test parts.
  static func looks(_ report: AuditReport) -> String {
    let times = report.testLooks == 1 ? "once" : "\(NumberText.count(report.testLooks)) times"
    return "Test parts were looked at \(times) in this run."
  }

  /// What the numbers are means of, and what their intervals are over.
  private static func meanSentence(_ rows: [LadderRow]) -> String {
    let units = IntervalUnits.text(rows.flatMap { [$0.uar, $0.accuracy] })
    guard let seeds = rows.compactMap(\.seeds).map(\.uars.count).max() else {
      return units.map { " Intervals are over \($0)." } ?? ""
    }
    return
      " Each number is the mean over \(seeds) training seeds, and its interval is over the "
      + "\(units ?? "recordings") that all of them answered; the spread over seeds stands beside it."
  }

  /// The ladder's numbers, a row a rung and direction.
  static func ladderTable(
    _ rows: [LadderRow], caption: String, withInflation: Bool = true
  ) -> ReportTable {
    let areMeans = rows.contains { $0.seeds != nil }
    let hasShortcuts = rows.contains { $0.shortcut != nil }
    var columns = ["Protocol and speakers", "n", "UAR"]
    if areMeans { columns.append("SD over seeds") }
    columns += ["Accuracy", "Chance UAR", "Majority share"]
    if hasShortcuts { columns.append("Best shortcut (UAR)") }
    if withInflation { columns.append("Inflation (UAR)") }
    return ReportTable(
      caption: caption, columns: columns,
      rows: rows.map { row in
        var cells: [ReportCell] = [.count(row.count), .measure(row.uar)]
        if areMeans { cells.append(.number(deviation(row.seeds))) }
        cells += [.measure(row.accuracy), .value(row.chance), .value(row.majorityShare)]
        if hasShortcuts { cells.append(.number(shortcut(row.shortcut))) }
        if withInflation {
          cells.append(row.inflation.map(ReportCell.difference) ?? .number("–"))
        }
        return ReportRow(isLeaky: row.origin.isLeaky, row.origin.label, cells)
      })
  }

  private static func deviation(_ seeds: LadderRow.Seeds?) -> String {
    seeds.map { NumberText.decimal($0.deviation, places: 3) } ?? "–"
  }

  private static func shortcut(_ shortcut: LadderRow.Shortcut?) -> String {
    shortcut.map { "\($0.name) \(NumberText.decimal($0.uar.value))" } ?? "–"
  }

  private static func ladderNotes(_ rows: [LadderRow], isForeign: Bool) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    if rows.contains(where: { $0.inflation?.value != nil }) {
      blocks.append(
        .note(
          "Inflation is UAR of the LEAKY random split, over all that it tests, minus UAR of the "
            + "honest rung beside it, whose speakers are among them."))
    }
    if rows.contains(where: { $0.origin.evaluationProtocol == .crossCorpus }) {
      blocks.append(
        .note(
          isForeign
            ? "What another corpus taught the model is not known here: chance is one over the number "
              + "of emotions that are tested."
            : "Between corpora only emotions that both have are tested, and chance is one over "
              + "their number."))
    }
    if rows.contains(where: { ($0.uar.value ?? 0) > 0.9 }) {
      blocks.append(
        .note(
          "Above .9 the coverage of an interval is not promised. Where no answer is wrong the "
            + "interval is an exact bound that counts each resampled unit once, which is cautious; "
            + "where a few are wrong it is that of the bootstrap, which is narrower and no better "
            + "evidence. Read both as few errors or none, and compare no widths, nor those of "
            + "differences from such a rung."
        ))
    }
    return blocks
  }

  /// Every leaky rung minus every honest one, where more than one rung leaks.
  private static func inflationTable(_ rows: [LadderRow]) -> ReportTable? {
    let inflated = rows.filter { !$0.inflations.isEmpty }
    guard inflated.contains(where: { $0.inflations.count > 1 }) else { return nil }
    return ReportTable(
      caption: "Inflation: each LEAKY rung, over all that it tests, minus the honest rung",
      columns: ["Rung that leaks", "Honest rung", "Speakers", "UAR", "Accuracy"],
      rows: inflated.flatMap { row in
        row.inflations.map { inflation in
          ReportRow(
            isLeaky: true, inflation.leaky.rawValue, .text(row.origin.evaluationProtocol.rawValue),
            .text(row.origin.detail), .difference(inflation.uar), .difference(inflation.accuracy))
        }
      })
  }

  private static func ladderFigure(_ rows: [LadderRow]) -> ReportFigure {
    ReportFigure(
      title: "UAR by protocol", isLeaky: false, description: ladderDescription(rows),
      panels: ReportPanel.fitting { ForestPlot(rows, isWide: $0).svg }, numbers: nil)
  }

  private static func ladderDescription(_ rows: [LadderRow]) -> String {
    var text = "UAR with its interval; the numbers follow in the table."
    if rows.contains(where: { $0.seeds != nil }) {
      text += " The disc is the mean over seeds, a tick each seed."
    }
    if rows.contains(where: \.origin.isLeaky) { text += " Open discs are LEAKY." }
    if let chance = ChanceLine(rows.map(\.chance)) { text += " \(chance.sentence)" }
    return text
  }
}

extension AuditReport {
  /// One row a rung and direction: means over seeds where there are several.
  var ladderRows: [LadderRow] { ladderMeans.isEmpty ? ladder : ladderMeans }
}
