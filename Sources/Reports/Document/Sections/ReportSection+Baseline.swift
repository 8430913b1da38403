extension ReportSection {
  /// How far the run is from each earlier one that it was held against.
  static func baselines(_ report: AuditReport) -> ReportSection? {
    guard !report.baselines.isEmpty else { return nil }
    return ReportSection(
      id: "baseline", short: "Baseline", title: "Beside the baseline",
      blocks: [
        .paragraph(
          "Differences are this run minus the baseline on the same utterances, with the interval "
            + "of the difference; above 0 this run is better. An interval that holds 0 leaves open "
            + "which of the two is. Undetermined is what only one of them answered in full. Rungs "
            + "that are stamped LEAKY are left out.")
      ] + report.baselines.map(baseline))
  }

  /// Test sets of up to so many speakers have a row for each of them.
  private static let mostSpeakers = 4

  private static func baseline(_ summary: BaselineSummary) -> ReportBlock {
    let started = summary.started.map { ", begun \($0)" } ?? ""
    let caption = "Beside the baseline run \(summary.run)\(started)"
    let shown = summary.rows.grouped { $0.origin }.flatMap { _, rows in
      let speakers = rows.filter { $0.speaker != nil }
      let all = rows.filter { $0.speaker == nil }
      return 2...mostSpeakers ~= speakers.count ? all + speakers : all
    }
    guard !shown.isEmpty else {
      return .note("\(caption): there is no rung without shared speakers to compare.")
    }
    return .table(
      ReportTable(
        caption: caption,
        columns: ["Protocol and speakers", "n", "UAR", "Accuracy", "This run is"],
        rows: shown.map { row in
          ReportRow(
            row.origin.label(of: row.speaker), .count(row.count), .difference(row.uar),
            .difference(row.accuracy), .text(verdict(row)))
        }))
  }

  /// What the interval of UAR, or where it has no value that of accuracy, lets be said.
  private static func verdict(_ row: BaselineSummary.Row) -> String {
    let (name, measure) =
      row.uar.value == nil ? ("accuracy", row.accuracy) : ("UAR", row.uar)
    guard measure.value != nil else { return NumberText.undetermined }
    return switch DifferenceSign(measure) {
    case .positive: "better by \(name)"
    case .undecided: "not shown to be better or worse by \(name)"
    case .negative: "worse by \(name)"
    }
  }
}
