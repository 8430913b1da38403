extension ReportSection {
  /// What unlabelled recordings of the tested speakers change.
  static func transduction(_ rows: [TransductiveRow]) -> [ReportBlock] {
    guard !rows.isEmpty else { return [] }
    let table = ReportTable(
      caption: "Transductive: the same models, given unlabelled recordings of the tested speakers",
      columns: ["Protocol and speakers", "n", "UAR", "Ordinary UAR", "Worst emotion (recall)"],
      rows: rows.map { row in
        ReportRow(
          isLeaky: row.origin.isLeaky, row.origin.label,
          [
            .count(row.count), .measure(row.uar), .measure(row.ordinary),
            .number(
              row.worst.map { "\($0.emotion.rawValue) \(NumberText.decimal($0.recall))" } ?? "–"),
          ])
      })
    return [
      .table(table),
      .note(
        "The mean spectrum of all recordings that the test has of a speaker, without labels and with "
          + "all emotions alike, is moved to that of the training speakers, as predict --speaker does. "
          + "What changes was the colour and level of a voice and its microphone. Nothing here gates, "
          + "and a speaker who was never recorded before has the ordinary number."),
    ]
  }
}
