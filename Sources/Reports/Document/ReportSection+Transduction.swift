extension ReportSection {
  /// What unlabelled recordings of the tested speakers change.
  static func transduction(_ rows: [TransductiveRow]) -> [ReportBlock] {
    guard !rows.isEmpty else { return [] }
    return ReportBlock.bySeed(rows, isRepetition: \.origin.isRepetition) { .table(table($0)) } + [
      .note(
        "The mean spectrum of all recordings that the test has of a speaker, without labels and in "
          + "whatever shares of emotions, is moved to that of the training speakers, as predict "
          + "--speaker does. Both numbers have an interval of their own; their difference has none. The "
          + "standard policy asks for none of these, and a speaker who was never recorded before has "
          + "the ordinary number.")
    ]
  }

  private static func table(_ rows: [TransductiveRow]) -> ReportTable {
    ReportTable(
      caption: "Transductive: the same models, given unlabelled recordings of the tested speakers",
      columns: ["Protocol and speakers", "n", "UAR", "Ordinary UAR", "Worst emotion (recall)"],
      rows: rows.map { row in
        let worst = row.worst.map { "\($0.emotion.rawValue) \(NumberText.decimal($0.recall))" }
        return ReportRow(
          isLeaky: row.origin.isLeaky, row.origin.label,
          [
            .count(row.count), .measure(row.uar), .measure(row.ordinary), .number(worst ?? "–"),
          ])
      })
  }
}
